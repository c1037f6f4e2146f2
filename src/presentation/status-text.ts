import type { BlindSpot, ServerSight } from '../domain/health-answer.ts';
import type { Pass } from '../domain/pass.ts';
import { clean, counted, instantText, quoted, spanText } from './wording.ts';

interface Status {
  readonly asOf: Date;
  readonly simulated: boolean;
  readonly servers: readonly ServerSight[];
  readonly passes: readonly Pass[];
}

/** The state of DR365 itself: servers, freshness, blind spots, newest passes. */
export function statusText(status: Status): string {
  const estate = status.simulated ? ', simulated estate' : '';
  const lines = [`As of ${instantText(status.asOf)}${estate}.`];
  if (status.servers.length === 0) lines.push('Nothing was collected yet: run "dr365 run".');
  for (const server of status.servers) lines.push(...serverLines(server));
  for (const pass of status.passes) lines.push(passLine(pass));
  return lines.join('\n');
}

function serverLines(server: ServerSight): readonly string[] {
  const { freshness, revision, buildVersion, pendingLogs } = server;
  const age = freshness.ageMinutes === null ? '' : `, ${spanText(freshness.ageMinutes)} old`;
  const build = buildVersion === null ? 'build not visible' : `build ${clean(buildVersion, 40)}`;
  return [
    `Server ${quoted(clean(server.entry, 80))}: ${revision}, ${build}; data ${freshness.state}${age}; logs pending: ${pendingLogs}.`,
    ...server.blindSpots.map(blindLine),
  ];
}

function blindLine({ source, availability, reason, lastAvailableAt }: BlindSpot): string {
  const seen = lastAvailableAt === null ? '' : `; last seen ${instantText(lastAvailableAt)}`;
  return `  ${source}: ${availability}, ${clean(reason, 200)}${seen}`;
}

function passLine({ startedAt, endedAt, command, status, exitCode, counts }: Pass): string {
  const took =
    endedAt === null
      ? 'not ended'
      : `${counted(Math.round((endedAt.getTime() - startedAt.getTime()) / 1000), 'second')}`;
  const code = exitCode === null ? '' : `, exit code ${exitCode}`;
  const fresh = counts['sessions-new'];
  const sessions = fresh === undefined ? '' : `, ${counted(fresh, 'new session')}`;
  return `Pass ${instantText(startedAt)} (${clean(command, 40)}): ${status}${code}, ${took}${sessions}.`;
}
