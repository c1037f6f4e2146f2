import { depthLines } from './depth-text.ts';
import type { JobContent, JobListContent, JobRow } from './job-content.ts';
import { countsText, judgementLines, scoreText } from './judgement-text.ts';
import { pageLines } from './page-text.ts';
import { pastText, runLines } from './run-text.ts';
import { sightLines } from './sight-text.ts';
import { counted, onServer, quoted } from './wording.ts';

/** A page of jobs in words. */
export function jobListLines(content: JobListContent): string[] {
  const since = content.since === undefined ? '' : ` that ran since ${content.since}`;
  return [
    ...content.servers.flatMap(sightLines),
    `Jobs${since}, lowest score first: ${content.page.total}.`,
    ...content.jobs.map(jobRowLine),
    ...pageLines(content.page),
  ];
}

function jobRowLine(row: JobRow): string {
  const said = [
    row.noScore === undefined ? scoreText(row) : `no score: ${row.noScore}`,
    row.runs === undefined ? '' : `${counted(row.runs, 'run')}, ${row.failed} failed`,
    pastText(row),
    row.lastRun === undefined ? '' : `last run ${row.lastRun}`,
  ];
  const facts = said.filter((one) => one !== '').join('; ');
  return `- ${quoted(row.job)}${onServer(row.server)}: ${facts}`;
}

/** One job in words. */
export function jobLines(content: JobContent): string[] {
  const since = content.since === undefined ? '' : ` since ${content.since}`;
  return [
    `Job ${quoted(content.job)}, id ${content.jobId}.`,
    ...judgementLines(content),
    ...recordLines(content),
    ...content.servers.flatMap(sightLines),
    `Runs${since}, newest first: ${content.page.total}.`,
    ...content.runs.flatMap(runLines),
    ...pageLines(content.page),
  ];
}

function recordLines(content: JobContent): string[] {
  const { window, healedByRetry, trend, notes } = content;
  if (window === undefined) return ['  The figures of this finding could not be read.'];
  const past = pastText(content);
  const shares = [
    shareText('failed', content.failedShare),
    shareText('first attempt', content.firstAttemptOk),
  ].filter((text) => text !== '');
  return [
    `  Last ${window.days} days: ${countsText(window)}; healed by retry: ${healedByRetry}.`,
    ...(past === '' ? [] : [`  ${past}.`]),
    ...(shares.length === 0 ? [] : [`  95 % intervals: ${shares.join('; ')}.`]),
    ...instantLines(content),
    `  Trend ${trend}`,
    ...depthLines(content.depth),
    ...(notes.length === 0 ? [] : [`  Data quality: ${notes.join('; ')}.`]),
  ];
}

function shareText(name: string, share: JobContent['failedShare']): string {
  if (share === undefined) return '';
  const [low, high] = share.interval95;
  return `${name} ${share.percent} % (${low} to ${high}) of ${counted(share.runs, 'run')}`;
}

function instantLines(content: JobContent): string[] {
  const instants = [
    ['last run', content.lastRun],
    ['last good run', content.lastGoodRun],
    ['first failure', content.firstFailure],
    ['last failure', content.lastFailure],
    ['overdue since', content.overdueSince],
  ].filter(([, instant]) => instant !== undefined);
  const text = instants.map(([name, instant]) => `${name} ${instant}`).join(', ');
  return text === '' ? [] : [`  In these days: ${text}.`];
}
