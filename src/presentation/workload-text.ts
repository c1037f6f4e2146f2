import { judgementLines } from './judgement-text.ts';
import { pageLines } from './page-text.ts';
import { sightLines } from './sight-text.ts';
import { onServer, quoted } from './wording.ts';
import type {
  DetailsContent,
  PointContent,
  protectionContent,
  WorkloadContent,
  WorkloadRow,
  WorkloadsContent,
} from './workload-content.ts';

/** Workloads that are not protected, in words. */
export function workloadsLines(content: WorkloadsContent): string[] {
  return [
    ...content.servers.flatMap(sightLines),
    protectionText(content.protection),
    `Not protected: ${content.page.total}.`,
    ...content.workloads.map((row) => `- ${rowText(row)}${onServer(row.server)}`),
    ...pageLines(content.page),
  ];
}

/** Counts by state in words; says so where there are none. */
export function protectionText(counts: ReturnType<typeof protectionContent>): string {
  if (counts === undefined)
    return 'Protection of workloads is not analysed: nothing is known of it.';
  const { known, late, unprotected, left, greenJobOnly } = counts;
  return `Workloads: ${known} known, ${counts.protected} protected, ${late} late, ${unprotected} unprotected, ${left} left by their jobs; green job but not protected: ${greenJobOnly}.`;
}

function rowText({
  workload,
  state,
  greenJobOnly,
  why,
  ageHours,
  toleratedHours,
}: Omit<WorkloadRow, 'server'>): string {
  const green = greenJobOnly === true ? ' behind a green job' : '';
  const age = ageHours === undefined ? '' : `; newest usable point ${ageHours} h old`;
  const tolerated = toleratedHours === undefined ? '' : `, tolerated ${toleratedHours} h`;
  return `${quoted(workload)}: ${state}${green} (${why})${age}${tolerated}`;
}

/** One workload's protection in words. */
export function workloadLines(content: WorkloadContent): string[] {
  const { details } = content;
  return [
    `Workload ${rowText(content)}; id ${content.workloadId}.`,
    ...judgementLines(content),
    ...(details === undefined ? ['  Its figures could not be read.'] : detailsLines(details)),
    ...content.servers.flatMap(sightLines),
  ];
}

function detailsLines(details: DetailsContent): string[] {
  const { points, lastTask, medianIntervalHours, jobs } = details;
  const rhythm =
    medianIntervalHours === undefined ? 'no rhythm yet' : `one each ${medianIntervalHours} h`;
  const task =
    lastTask === undefined
      ? 'No task is known.'
      : `Last task ${lastTask.task} at ${lastTask.at}: ${lastTask.outcome}.`;
  return [
    `  Points known up to ${details.pointsAsOf}: ${points.total}, usable ${points.usable}, infected ${points.infected}; ${rhythm}.`,
    `  Newest usable: ${pointText(details.newestUsable)}.`,
    ...(details.newestNotUsable === undefined
      ? []
      : [`  Newest, but not usable: ${pointText(details.newestNotUsable)}.`]),
    `  ${task}`,
    `  ${guestText(details)}`,
    ...jobs.map((job) => `  ${jobText(job)}`),
  ];
}

function guestText({ applicationAware, guestWarning }: DetailsContent): string {
  const warned =
    guestWarning === undefined
      ? 'no warning of its task is known'
      : `its task warned (${guestWarning.cause}: ${quoted(guestWarning.text)})`;
  return `Application-aware processing for the newest usable point: ${applicationAware}; ${warned}.`;
}

function jobText(job: DetailsContent['jobs'][number]): string {
  const { active, lastOutcome, lastRun, newestUsable, copyBehindHours } = job;
  const behind = copyBehindHours === undefined ? '' : `, copy ${copyBehindHours} h behind`;
  return `Job ${quoted(job.job)}: ${active ? 'active' : 'not active'}, last run ${lastRun ?? 'not known'} ended as ${lastOutcome ?? 'not known'}; its newest usable point ${newestUsable ?? 'none'}${behind}.`;
}

function pointText(point: PointContent): string {
  if (point === undefined) return 'none';
  const { repository, session } = point;
  const where = repository === undefined ? '' : ` in ${quoted(repository)}`;
  return `${point.at} (${point.is})${where}, point ${point.point}${session === undefined ? '' : `, session ${session}`}`;
}
