import type { Finding } from '../../domain/finding.ts';
import type { Grade } from '../../domain/grade.ts';
import { briefOf, type JobBriefs } from './estate/job-brief.ts';
import { nothingWatched, withWatched } from './estate/watch-tally.ts';
import { type EstateMeasures, type FoldedJob, foldedJobSchema, type Week } from './measures.ts';
import { addWeeks } from './weekly-trend.ts';

/** The most jobs that a fold names, whatever the settings ask for. */
const mostNames = 20;

type WorstJob = EstateMeasures['worstJobs'][number];

/** Sums over the findings of jobs, and a few figures of each active one. */
export interface EstateFold {
  readonly jobs: EstateMeasures['jobs'];
  readonly grades: EstateMeasures['grades'];
  readonly runs: EstateMeasures['runs'];
  readonly firstAttempts: { readonly known: number; readonly good: number };
  readonly healedByRetry: number;
  readonly briefs: JobBriefs;
  readonly watch: EstateMeasures['watch'];
  readonly weeks: readonly Week[];
  /** Worst first. */
  readonly worst: readonly (WorstJob & { readonly severity: number })[];
}

export function emptyEstateFold(): EstateFold {
  const noJobs = { known: 0, active: 0, judged: 0, notEnoughData: 0, unreadable: 0, quiet: 0 };
  const noStates = { failing: 0, protected: 0, disabled: 0, notListed: 0, excludedNames: [] };
  const noOutcomes = { success: 0, warning: 0, failed: 0, canceled: 0, running: 0, unknown: 0 };
  return {
    jobs: { ...noJobs, ...noStates },
    grades: { A: 0, B: 0, C: 0, D: 0, F: 0 },
    runs: { considered: 0, judged: 0, ...noOutcomes },
    firstAttempts: { known: 0, good: 0 },
    healedByRetry: 0,
    briefs: null,
    watch: nothingWatched,
    weeks: [],
    worst: [],
  };
}

/** The fold with one more job. Disabled and no longer listed jobs are counted and named, and add nothing else. */
export function addJob(fold: EstateFold, finding: Finding): EstateFold {
  const known = { ...fold.jobs, known: fold.jobs.known + 1 };
  const parsed = foldedJobSchema.safeParse(finding.measures);
  if (finding.status === 'failed' || !parsed.success) {
    const jobs = { ...known, active: known.active + 1, unreadable: known.unreadable + 1 };
    return { ...fold, jobs };
  }
  const measures = parsed.data;
  if (measures.exclusion !== null) {
    return { ...fold, jobs: withExcluded(known, finding.subject.name, measures.exclusion) };
  }
  const { firstAttempt } = measures;
  return {
    jobs: withActive(known, finding, measures),
    grades: finding.status === 'scored' ? withGrade(fold.grades, finding.grade) : fold.grades,
    runs: sumOfCounts(fold.runs, measures.runs),
    firstAttempts: {
      known: fold.firstAttempts.known + (firstAttempt?.trials ?? 0),
      good: fold.firstAttempts.good + (firstAttempt?.events ?? 0),
    },
    healedByRetry: fold.healedByRetry + measures.healedByRetry,
    briefs: { brief: briefOf(finding.subject, measures), others: fold.briefs },
    watch: withWatched(fold.watch, finding.subject.name, measures),
    weeks: addWeeks(fold.weeks, measures.weeks),
    worst: withWorst(fold.worst, finding, measures),
  };
}

function withExcluded(
  jobs: EstateFold['jobs'],
  name: string,
  exclusion: 'disabled' | 'not-listed',
): EstateFold['jobs'] {
  return {
    ...jobs,
    disabled: jobs.disabled + Number(exclusion === 'disabled'),
    notListed: jobs.notListed + Number(exclusion === 'not-listed'),
    excludedNames: [...jobs.excludedNames, name].sort().slice(0, mostNames),
  };
}

function withActive(jobs: EstateFold['jobs'], finding: Finding, measures: FoldedJob) {
  return {
    ...jobs,
    active: jobs.active + 1,
    judged: jobs.judged + Number(finding.status === 'scored'),
    notEnoughData: jobs.notEnoughData + Number(finding.status === 'insufficient-data'),
    quiet: jobs.quiet + Number(isSilent(measures)),
    failing: jobs.failing + Number(measures.streak?.outcome === 'failed'),
    protected: jobs.protected + Number(measures.isProtected),
  };
}

function withGrade(grades: EstateFold['grades'], grade: Grade): EstateFold['grades'] {
  return { ...grades, [grade]: grades[grade] + 1 };
}

function sumOfCounts(left: EstateFold['runs'], right: EstateFold['runs']): EstateFold['runs'] {
  return {
    considered: left.considered + right.considered,
    judged: left.judged + right.judged,
    success: left.success + right.success,
    warning: left.warning + right.warning,
    failed: left.failed + right.failed,
    canceled: left.canceled + right.canceled,
    running: left.running + right.running,
    unknown: left.unknown + right.unknown,
  };
}

function withWorst(worst: EstateFold['worst'], finding: Finding, measures: FoldedJob) {
  const reason = concernOf(finding, measures);
  if (reason === null) return worst;
  const { id, name } = finding.subject;
  const score = finding.status === 'scored' ? finding.score : null;
  const grade = finding.status === 'scored' ? finding.grade : null;
  const severity = score === null ? severityWithoutScore(measures) : 100 - score;
  const last = worst.at(-1);
  if (worst.length === mostNames && last !== undefined && last.severity > severity) return worst;
  const added = { id, name, score, grade, reason, severity };
  return [...worst, added].sort(worstFirst).slice(0, mostNames);
}

/** The lower bound of the failure share: few runs never outrank proven trouble. Silence weighs like a score of half the points. */
function severityWithoutScore(measures: FoldedJob): number {
  return Math.max(100 * (measures.failure?.low ?? 0), isSilent(measures) ? 50 : 0);
}

function isSilent({ dataQuality }: FoldedJob): boolean {
  return dataQuality.some(({ name, result }) => name === 'not-quiet' && result === 'failed');
}

/** Why a job is worth naming; null when it is not. */
function concernOf(finding: Finding, measures: FoldedJob): string | null {
  const { streak, quietSince, failure } = measures;
  if (quietSince !== null) return `quiet since ${quietSince}`;
  if (isSilent(measures)) return `no run in ${measures.historyDays} days`;
  if (streak?.outcome === 'failed') return `${streak.runs} failed in a row since ${streak.since}`;
  if (finding.status !== 'scored' || finding.grade === 'A') return null;
  const lost = finding.parts.map((part) => ({ part, points: part.weight - part.points }));
  const heaviest = lost.sort((left, right) => right.points - left.points)[0];
  return heaviest?.part.reason ?? `${failure?.events ?? 0} runs failed`;
}

function worstFirst(left: EstateFold['worst'][number], right: EstateFold['worst'][number]): number {
  const bySeverity = right.severity - left.severity;
  return (
    bySeverity ||
    (left.name < right.name ? -1 : Number(left.name > right.name)) ||
    (left.id < right.id ? -1 : 1)
  );
}
