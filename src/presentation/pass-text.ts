import type { PassReport, ServerResult, SourceResult } from '../domain/pass-report.ts';
import { forgottenKinds } from './forgotten-kinds.ts';
import { clean, counted, quoted, rounded } from './wording.ts';

/** What a pass did, for the person who started it. */
export function passText({ pass, exitCode, servers }: PassReport): string {
  const took =
    pass.endedAt === null
      ? ''
      : ` in ${seconds(pass.endedAt.getTime() - pass.startedAt.getTime())}`;
  const lines = [`Pass ${pass.status}${took} (exit code ${exitCode}).`];
  for (const server of servers) lines.push(...serverLines(server));
  const forgotten = forgottenKinds(pass.counts);
  if (forgotten.length > 0) {
    const told = forgotten.map(([kind, count]) => `${kind} ${count}`).join(', ');
    lines.push(`Removed, older than its retention: ${told}.`);
  }
  return lines.join('\n');
}

const countsShown: ReadonlyArray<readonly [string, string]> = [
  ['sessions-new', 'new session'],
  ['sessions-changed', 'changed session'],
  ['tasks-new', 'new task'],
  ['logs-read', 'log'],
  ['runs-new', 'new run'],
  ['jobs-analysed', 'job analysed'],
];

function serverLines(server: ServerResult): readonly string[] {
  const name = `${quoted(clean(server.entry, 80))} (${clean(server.address, 120)})`;
  const lines = [`Server ${name}: ${server.outcome}, ${seconds(server.durationMs)}.`];
  if (server.problem !== null) lines.push(`  ${clean(server.problem.sentence, 1000)}`);
  const counts = countsShown.flatMap(([kind, noun]) => shownCount(server.counts[kind], noun));
  if (counts.length > 0) lines.push(`  ${counts.join(', ')}.`);
  const pending = server.counts['logs-pending'] ?? 0;
  if (pending > 0)
    lines.push(`  logs pending: ${pending}, newest first, continued by the next pass.`);
  for (const source of server.sources) lines.push(...sourceLines(source));
  return lines;
}

function shownCount(count: number | undefined, noun: string): readonly string[] {
  if (count === undefined) return [];
  if (noun === 'job analysed') return [`${counted(count, 'job')} analysed`];
  return [counted(count, noun)];
}

/** Only what could not be seen or read; a complete source needs no line. */
function sourceLines({
  source,
  availability,
  reason,
  rowsRejected,
}: SourceResult): readonly string[] {
  const lines: string[] = [];
  if (availability !== 'available') {
    lines.push(`  ${source}: ${availability}${reason === null ? '' : `, ${clean(reason, 400)}`}`);
  }
  if (rowsRejected > 0)
    lines.push(`  ${source}: ${counted(rowsRejected, 'row')} could not be read`);
  return lines;
}

function seconds(milliseconds: number): string {
  return `${rounded(milliseconds / 1000, 1)} s`;
}
