import { benjaminiHochberg } from '../../../statistics/benjamini-hochberg.ts';
import type { EstateMeasures } from '../measures.ts';
import type { JobBrief } from './job-brief.ts';

/** The tests that ask whether a job changes; patterns are weighed within their job. */
const kindsOfChange: ReadonlySet<string> = new Set([
  'failure-trend',
  'rate-change',
  'duration-full',
  'duration-incremental',
  'duration',
]);
const mostShown = 20;

/** The jobs that change, over all jobs and tests at once: of those named a share of at most `falseShare` does not (Benjamini–Hochberg). */
export function believedChanges(
  jobs: readonly JobBrief[],
  falseShare: number,
): EstateMeasures['changes'] {
  const asked = jobs.flatMap(({ id, name, tests }) =>
    tests.filter(({ kind }) => kindsOfChange.has(kind)).map((test) => ({ id, name, test })),
  );
  const adjusted = benjaminiHochberg(asked.map(({ test }) => test.p));
  const believed = asked
    .map((row, place) => ({ ...row, adjustedP: adjusted[place] ?? 1 }))
    .filter(({ adjustedP }) => adjustedP <= falseShare)
    .sort((one, other) => one.test.p - other.test.p);
  return {
    asked: asked.length,
    believed: believed.length,
    jobs: believed.slice(0, mostShown).map(({ id, name, test, adjustedP }) => ({
      id,
      name,
      kind: test.kind,
      where: test.where,
      text: test.text,
      p: test.p,
      adjustedP: Math.round(adjustedP * 10_000) / 10_000,
    })),
  };
}
