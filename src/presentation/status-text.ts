import type { BlindSpot, ServerSight } from '../domain/health-answer.ts';
import type { Pass } from '../domain/pass.ts';
import type { ScheduleStatus } from '../domain/schedule-status.ts';
import { forgottenKinds } from './forgotten-kinds.ts';
import { clean, counted, instantText, quoted, spanText } from './wording.ts';

interface SourceAge {
  readonly source: string;
  readonly ageMinutes: number | null;
  readonly state: 'fresh' | 'stale' | 'never';
  readonly pending: number | null;
}

interface DatabaseShown {
  readonly kind: string;
  readonly running: boolean;
  readonly host: string | null;
  readonly port: number | null;
  readonly serverVersion: string | null;
  readonly metricsSchema: number | null;
  readonly riskSchema: number | null;
  readonly newestSchema: { readonly metrics: number; readonly risk: number };
}

interface Status {
  readonly asOf: Date;
  readonly simulated: boolean;
  readonly servers: readonly (ServerSight & { readonly sources: readonly SourceAge[] })[];
  readonly passes: readonly Pass[];
  readonly database: DatabaseShown;
  readonly schedule: ScheduleStatus;
}

/** The state of DR365 itself on one screen: database, schedule, newest passes, servers with the freshness of each source. */
export function statusText(status: Status): string {
  const estate = status.simulated ? ', simulated estate' : '';
  const lines = [
    `As of ${instantText(status.asOf)}${estate}.`,
    databaseLine(status.database),
    scheduleLine(status.schedule),
  ];
  if (status.passes.length === 0) lines.push('Passes: none yet.');
  for (const pass of status.passes) lines.push(passLine(pass));
  if (status.servers.length === 0) lines.push('Nothing was collected yet: run "dr365 run".');
  for (const server of status.servers) lines.push(...serverLines(server));
  return lines.join('\n');
}

function databaseLine(database: DatabaseShown): string {
  const { kind, running, host, port, serverVersion, metricsSchema, riskSchema } = database;
  if (!running) return `Database: ${kind} PostgreSQL does not answer.`;
  const { metrics, risk } = database.newestSchema;
  return `Database: ${kind} PostgreSQL ${serverVersion ?? 'of unknown version'} at ${host}:${port}; schema metrics ${metricsSchema ?? 'none'} of ${metrics}, risk ${riskSchema ?? 'none'} of ${risk}.`;
}

/** The schedule of this machine, in one sentence. */
export function scheduleLine(schedule: ScheduleStatus): string {
  const { scheduler, installed, active, lastRunAt, lastExitCode, nextRunAt } = schedule;
  if (scheduler === null) return 'Schedule: no scheduler that DR365 knows answers on this machine.';
  if (!installed)
    return `Schedule: not installed (${scheduler}); "dr365 schedule install" does it.`;
  if (!active) return `Schedule: installed (${scheduler}) and switched off.`;
  const last =
    lastRunAt === null
      ? 'has not run yet'
      : `last ${instantText(lastRunAt)} with exit code ${lastExitCode ?? 'unknown'}`;
  const next = nextRunAt === null ? 'next not told' : `next ${instantText(nextRunAt)}`;
  return `Schedule: ${scheduler}, ${last}, ${next}.`;
}

function serverLines(server: Status['servers'][number]): readonly string[] {
  const { freshness, revision, buildVersion, pendingLogs } = server;
  const age = freshness.ageMinutes === null ? '' : `, ${spanText(freshness.ageMinutes)} old`;
  const build = buildVersion === null ? 'build not visible' : `build ${clean(buildVersion, 40)}`;
  return [
    `Server ${quoted(clean(server.entry, 80))}: ${revision}, ${build}; data ${freshness.state}${age}; logs pending: ${pendingLogs}.`,
    ...sourceAgeLines(server.sources),
    ...server.blindSpots.map(blindLine),
  ];
}

/** Fresh sources share a line with the oldest age among them; each one that is not has a place of its own. */
function sourceAgeLines(sources: readonly SourceAge[]): readonly string[] {
  const fresh = sources.filter(({ state }) => state === 'fresh');
  const stale = sources.filter(({ state }) => state === 'stale');
  const waiting = sources.filter(({ pending }) => (pending ?? 0) > 0);
  const lines: string[] = [];
  if (fresh.length > 0) {
    const oldest = Math.max(...fresh.map(({ ageMinutes }) => ageMinutes ?? 0));
    const names = fresh.map(({ source }) => source).join(', ');
    lines.push(`  fresh, at most ${spanText(oldest)} old (${fresh.length}): ${names}`);
  }
  if (stale.length > 0) {
    const told = stale.map(({ source, ageMinutes }) => `${source} ${spanText(ageMinutes ?? 0)}`);
    lines.push(`  stale (${stale.length}): ${told.join(', ')}`);
  }
  if (waiting.length > 0) {
    const told = waiting.map(({ source, pending }) => `${source} ${pending}`);
    lines.push(`  waiting for later passes: ${told.join(', ')}`);
  }
  return lines;
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
  const removed = forgottenKinds(counts).reduce((sum, [, count]) => sum + count, 0);
  const forgotten = removed === 0 ? '' : `, ${counted(removed, 'old row')} removed`;
  return `Pass ${instantText(startedAt)} (${clean(command, 40)}): ${status}${code}, ${took}${sessions}${forgotten}.`;
}
