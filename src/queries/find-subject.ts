import { Fault } from '../domain/errors.ts';
import type { Feature } from '../domain/finding.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { FindingQuery, LocatedFinding } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import type { SeenServer } from './server-sight.ts';

const mostMatches = 20;
const mostNamesShown = 5;
const anyJob = ['the', 'a', 'our', 'my', 'job', 'jobs', 'backup', 'backups'];
/** Shorter pieces stand in too many names. */
const fewestCharacters = 2;

/** A kind of subject that people ask about by name. */
interface Sought {
  readonly feature: Feature;
  readonly kind: 'job' | 'workload';
}

/** The one job meant by a name, an id or words that fit one name alone, without case, on the servers that were asked about. */
export function findJob(
  context: AnswerContext,
  servers: readonly SeenServer[],
  wanted: string,
): Promise<LocatedFinding> {
  return findSubject(context, servers, { feature: 'health', kind: 'job' }, wanted);
}

/** The same of a job whose files were judged. */
export function findStoredJob(
  context: AnswerContext,
  servers: readonly SeenServer[],
  wanted: string,
): Promise<LocatedFinding> {
  return findSubject(context, servers, { feature: 'efficiency', kind: 'job' }, wanted);
}

/** The same of a workload. */
export function findWorkload(
  context: AnswerContext,
  servers: readonly SeenServer[],
  wanted: string,
): Promise<LocatedFinding> {
  return findSubject(context, servers, { feature: 'protection', kind: 'workload' }, wanted);
}

/** The recovery of the one workload that is meant. */
export function findRecovery(
  context: AnswerContext,
  servers: readonly SeenServer[],
  wanted: string,
): Promise<LocatedFinding> {
  return findSubject(context, servers, { feature: 'recovery', kind: 'workload' }, wanted);
}

async function findSubject(
  context: AnswerContext,
  servers: readonly SeenServer[],
  sought: Sought,
  wanted: string,
): Promise<LocatedFinding> {
  const named = await subjectsWith(context, servers, { ...sought, subject: wanted.trim() });
  const [exact, ...others] = named;
  if (others.length > 0) throw sameName(servers, sought, named, wanted);
  if (exact !== undefined) return exact;
  const nameWords = tellingWords(wanted);
  const fitting =
    nameWords.length === 0 ? [] : await subjectsWith(context, servers, { ...sought, nameWords });
  const [only, ...more] = fitting;
  if (only === undefined) throw await unknownSubject(context, sought, wanted);
  if (more.length > 0) throw severalFit(sought, fitting, wanted);
  return only;
}

async function subjectsWith(
  context: AnswerContext,
  servers: readonly SeenServer[],
  wanted: Pick<FindingQuery, 'feature' | 'kind' | 'subject' | 'nameWords'>,
): Promise<readonly LocatedFinding[]> {
  const { rows } = await context.answers.findings({
    ...wanted,
    order: 'name',
    limit: mostMatches,
    offset: 0,
  });
  return rows.filter((row) => entryOf(servers, row) !== null);
}

/** "the SQL backup" may mean "SQL Nightly": words that fit any job say little and count only when there is no other. */
function tellingWords(text: string): readonly string[] {
  const words = text
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !anyJob.includes(word));
  const used = telling.length > 0 ? telling : words;
  return used.every((word) => word.length >= fewestCharacters) ? used : [];
}

function entryOf(servers: readonly SeenServer[], row: LocatedFinding): string | null {
  return servers.find((server) => server.sight.id === row.vbrServerId)?.sight.entry ?? null;
}

async function unknownSubject(
  context: AnswerContext,
  { kind }: Sought,
  wanted: string,
): Promise<Fault> {
  const similar = await context.answers.similarNames(kind, wanted.trim(), mostNamesShown);
  const names = similar.map((name) => `"${shownText(name, 80)}"`).join(', ');
  return new Fault({
    code: 'not-found',
    happened: `no ${kind} is known as "${shownText(wanted, 80)}"`,
    means: 'nothing was answered',
    next: names === '' ? `list them with scope=${kind}` : `did you mean ${names}`,
  });
}

function severalFit({ kind }: Sought, fitting: readonly LocatedFinding[], wanted: string): Fault {
  const names = fitting
    .slice(0, mostNamesShown)
    .map(({ finding }) => `"${shownText(finding.subject.name, 80)}"`);
  const more = fitting.length > names.length ? ' and more' : '';
  return new Fault({
    code: 'input-invalid',
    happened: `several ${kind}s fit "${shownText(wanted, 80)}"`,
    means: 'which one is meant is not clear',
    next: `ask for one of ${names.join(', ')}${more}`,
  });
}

function sameName(
  servers: readonly SeenServer[],
  { kind }: Sought,
  matches: readonly LocatedFinding[],
  wanted: string,
): Fault {
  const places = matches.slice(0, mostNamesShown).map((match) => {
    const entry = shownText(entryOf(servers, match) ?? '', 60);
    return `server ${entry} (id ${shownText(match.finding.subject.id, 60)})`;
  });
  return new Fault({
    code: 'input-invalid',
    happened: `${matches.length} ${kind}s are named "${shownText(wanted, 80)}"`,
    means: 'their answers must not be mixed',
    next: `give server, or the id as ${kind}: ${places.join(', ')}`,
  });
}
