import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { LocatedFinding } from '../ports/metrics-store.ts';
import type { AnswerContext } from './answer-context.ts';
import type { SeenServer } from './server-sight.ts';

const mostMatches = 20;
const mostNamesShown = 5;

/** The one job meant by a name or an id, without case, on the servers that were asked about. */
export async function findJob(
  context: AnswerContext,
  servers: readonly SeenServer[],
  wanted: string,
): Promise<LocatedFinding> {
  const { rows } = await context.answers.findings({
    feature: 'health',
    kind: 'job',
    subject: wanted.trim(),
    order: 'name',
    limit: mostMatches,
    offset: 0,
  });
  const matches = rows.filter((row) => entryOf(servers, row) !== null);
  const [only, ...others] = matches;
  if (only === undefined) throw await unknownJob(context, wanted);
  if (others.length > 0) throw severalJobs(servers, matches, wanted);
  return only;
}

function entryOf(servers: readonly SeenServer[], row: LocatedFinding): string | null {
  return servers.find((server) => server.sight.id === row.vbrServerId)?.sight.entry ?? null;
}

async function unknownJob(context: AnswerContext, wanted: string): Promise<Fault> {
  const similar = await context.answers.similarNames('job', wanted.trim(), mostNamesShown);
  const names = similar.map((name) => `"${shownText(name, 80)}"`).join(', ');
  return new Fault({
    code: 'not-found',
    happened: `no job is known as "${shownText(wanted, 80)}"`,
    means: 'nothing was answered',
    next: names === '' ? 'list the jobs with scope=job' : `did you mean ${names}`,
  });
}

function severalJobs(
  servers: readonly SeenServer[],
  matches: readonly LocatedFinding[],
  wanted: string,
): Fault {
  const places = matches.slice(0, mostNamesShown).map((match) => {
    const entry = shownText(entryOf(servers, match) ?? '', 60);
    return `server ${entry} (id ${shownText(match.finding.subject.id, 60)})`;
  });
  return new Fault({
    code: 'input-invalid',
    happened: `${matches.length} jobs are named "${shownText(wanted, 80)}"`,
    means: 'their answers must not be mixed',
    next: `give server, or the id as job: ${places.join(', ')}`,
  });
}
