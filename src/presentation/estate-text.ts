import type { EstateContent, ServerContent } from './estate-content.ts';
import { countsText, judgementLines, scoreText } from './judgement-text.ts';
import { namesText } from './names-content.ts';
import { pageLines } from './page-text.ts';
import { failureLines, pastText } from './run-text.ts';
import { sightLines } from './sight-text.ts';
import { counted, onServer, quoted } from './wording.ts';
import { protectionText } from './workload-text.ts';

/** The estate's health in words. */
export function estateLines(content: EstateContent): string[] {
  return [
    `Verdict: ${content.verdict} (${content.because}).`,
    ...content.servers.flatMap((server) => serverLines(server, content.since)),
    ...groupLines(content),
    protectionText(content.protection),
    `Failed runs since ${content.since}: ${content.page.total}.`,
    ...content.failedRuns.flatMap(failedRunLines),
    ...pageLines(content.page),
    ...healedLines(content),
    ...lastPassLines(content),
  ];
}

function serverLines(server: ServerContent, since: string): string[] {
  const { recent, window } = server;
  const atLeast = recent.healedIsAtLeast ? 'at least ' : '';
  const lines = [
    ...sightLines(server),
    ...judgementLines(server),
    `  Since ${since}: ${countsText(recent)}; healed by retry: ${atLeast}${recent.healed}.`,
  ];
  if (window === undefined) lines.push('  No figures of the history could be read.');
  else lines.push(`  Last ${window.days} days: ${countsText(window)}.`);
  return [
    ...lines,
    ...jobCountLines(server),
    ...watchLines(server),
    ...repositoryLines(server),
    ...lowestLines(server),
  ];
}

function jobCountLines({ jobs }: ServerContent): string[] {
  if (jobs === undefined) return [];
  const { known, active, judged, notEnoughData, failing, quiet } = jobs;
  return [
    `  Jobs: ${known} known, ${active} active, ${judged} judged, ${notEnoughData} with not enough data, ${failing} whose newest run failed, ${quiet} overdue.`,
  ];
}

function watchLines({ watch }: ServerContent): string[] {
  if (watch === undefined) return [];
  const { missedRuns, silentJobs, stalledJobs } = watch;
  return [
    `  Missed runs: ${missedRuns}; silent jobs ${namesText(silentJobs)}; stalled jobs ${namesText(stalledJobs)}.`,
  ];
}

function groupLines({ openGroups: { count, top } }: EstateContent): string[] {
  const causes = top.map(({ cause, certainty, component, jobs, firstSeen }) => {
    const known = certainty === 'unknown' ? 'unknown cause' : `${certainty} ${cause}`;
    const on = component === undefined ? '' : ` on ${quoted(component)}`;
    return `${known}${on} in ${counted(jobs, 'job')} since ${firstSeen}`;
  });
  const most = causes.length === 0 ? '' : `: ${causes.join('; ')}`;
  return [`Open groups of failures of one cause: ${count}${most}.`];
}

function repositoryLines({ repositories }: ServerContent): string[] {
  if (repositories === undefined) return [];
  const { known, online, offline, unknown, offlineNames } = repositories;
  const names = offlineNames === undefined ? '' : ` (${offlineNames.map(quoted).join(', ')})`;
  return [
    `  Repositories: ${known} known, ${online} online, ${offline} offline${names}, ${unknown} unknown.`,
  ];
}

function lowestLines({ lowestJobs }: ServerContent): string[] {
  if (lowestJobs.length === 0) return [];
  const jobs = lowestJobs.map((job) => {
    const score = scoreText(job);
    return `${quoted(job.job)} ${score}${score === '' ? '' : ' '}(${job.why})`;
  });
  return [`  Lowest jobs: ${jobs.join('; ')}.`];
}

function failedRunLines(run: EstateContent['failedRuns'][number]): string[] {
  const past = pastText({ streak: run.streak, firstAttemptOk: undefined });
  return [
    ...failureLines(run, `- ${quoted(run.job)}${onServer(run.server)} `),
    ...(past === '' ? [] : [`    ${past}`]),
  ];
}

function healedLines({ healedRuns }: EstateContent): string[] {
  if (healedRuns.length === 0) return [];
  const runs = healedRuns.map(
    ({ job, server, started, attempts, session }) =>
      `${quoted(job)}${onServer(server)} ${started}, ${attempts} attempts, session ${session}`,
  );
  return [`Healed by retry: ${runs.join('; ')}.`];
}

function lastPassLines({ lastPass }: EstateContent): string[] {
  if (lastPass === undefined) return [];
  const ended = lastPass.ended === undefined ? 'not ended' : `ended ${lastPass.ended}`;
  return [`Last pass: ${lastPass.status}, started ${lastPass.started}, ${ended}.`];
}
