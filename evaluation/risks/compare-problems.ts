import type { Risk } from '../../src/domain/risk.ts';
import type { ProblemTruth } from '../../src/simulator/truth/problems.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';

/** Of the jobs that a problem hits, so many must stand in one risk for it to be called grouped. */
const groupedShare = 0.7;

/** Which kinds of risk tell a planted behaviour; incidents are told by failures. */
const kindsThatTell: Readonly<Record<string, readonly string[]>> = {
  intrusion: ['intrusion'],
  silent: ['job-silent'],
  stalled: ['job-stalled'],
  'skipped-workload': ['workload-skipped'],
  slowing: ['runs-slowing'],
  rising: ['failure-rate-rising', 'runs-failing'],
  worsened: ['failure-rate-rising', 'runs-failing'],
};

export interface ComparedProblem {
  readonly problem: ProblemTruth;
  /** Place of the first risk that tells it, from 1; null when none does. */
  readonly place: number | null;
}

/** Where each planted problem stands among the risks, the worst first. */
export function compareProblems(
  { problems, jobs }: Pick<SimulatorTruth, 'problems' | 'jobs'>,
  risks: readonly Risk[],
): ComparedProblem[] {
  const names = new Map(jobs.map(({ id, name }) => [id, name]));
  return problems.map((problem) => {
    const place = risks.findIndex((risk) => tells(risk, problem, names));
    return { problem, place: place < 0 ? null : place + 1 };
  });
}

function tells(risk: Risk, problem: ProblemTruth, names: ReadonlyMap<string, string>): boolean {
  const { component } = problem;
  if (!(kindsThatTell[problem.kind] ?? ['runs-failing']).includes(risk.kind)) return false;
  if (component !== null && problem.jobIds.length > 1 && risk.component?.name !== component.name) {
    return false;
  }
  const told = problem.jobIds.filter((id) => risk.jobs.includes(names.get(id) ?? ''));
  return told.length >= groupedShare * problem.jobIds.length;
}
