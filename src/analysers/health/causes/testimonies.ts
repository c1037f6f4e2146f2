import type { Cause } from '../../../domain/cause.ts';
import type { ExplainedLine, RunToExplain, TaskToExplain } from '../../../domain/run-to-explain.ts';
import type { CompiledCatalogue } from './compile-catalogue.ts';
import { matchLine } from './match-line.ts';

/** A line or message that may say why. */
export interface Testimony extends Omit<ExplainedLine, 'recordId'> {
  /** Null for a message. */
  readonly recordId: number | null;
}

type Outcome = Cause['outcome'];

/** How near to the workload something was said: its own log, its own message, the session that it was a part of. */
const nearness = { ownLog: 0, ownMessage: 1, session: 2, sessionMessage: 3 } as const;
interface Ranked {
  readonly testimony: Testimony;
  readonly place: (typeof nearness)[keyof typeof nearness];
}

/** All that may say why a workload failed or warned, the most telling first. */
export function testimoniesOf(
  catalogue: CompiledCatalogue,
  facts: RunToExplain,
  task: TaskToExplain,
  outcome: Outcome,
): readonly Testimony[] {
  const others = facts.tasks
    .map(({ workload }) => workload)
    .filter((name) => name !== task.workload);
  const ownLines = facts.lines.filter(({ taskId }) => taskId === task.id);
  const ofSession = ofTheSession(facts, task.sessionId, outcome).filter(
    ({ text }) => text.includes(task.workload) || !others.some((name) => text.includes(name)),
  );
  const session = facts.sessions.find(({ id }) => id === task.sessionId);
  return ranked(catalogue, outcome, [
    ...placed(ownLines, nearness.ownLog),
    ...placed(messageOf(catalogue, task, task.createdAt, task), nearness.ownMessage),
    ...placed(ofSession, nearness.session),
    ...placed(messageOf(catalogue, session, task.createdAt, null), nearness.sessionMessage),
  ]);
}

/** All that may say why a run failed or warned as a whole, the most telling first; its last attempt is heard. */
export function testimoniesOfRun(
  catalogue: CompiledCatalogue,
  facts: RunToExplain,
  outcome: Outcome,
): readonly Testimony[] {
  const session = facts.sessions.at(-1);
  if (session === undefined) return [];
  return ranked(catalogue, outcome, [
    ...placed(ofTheSession(facts, session.id, outcome), nearness.session),
    ...placed(messageOf(catalogue, session, session.createdAt, null), nearness.sessionMessage),
  ]);
}

/** A mere warning of the session does not explain what failed within it. */
function ofTheSession(
  { lines }: RunToExplain,
  sessionId: string,
  outcome: Outcome,
): readonly Testimony[] {
  return lines.filter(
    (line) =>
      line.sessionId === sessionId &&
      line.taskId === null &&
      (outcome === 'warning' || line.status.toLowerCase() === 'failed'),
  );
}

interface Speaker {
  readonly id: string;
  readonly message: string | null;
  readonly isLogPending: boolean;
}

/** A message that nobody knows is often the head of what the log says: as long as that is to be read, it is not heard. */
function messageOf(
  catalogue: CompiledCatalogue,
  speaker: Speaker | undefined,
  at: Date,
  task: TaskToExplain | null,
): readonly Testimony[] {
  if (speaker === undefined || speaker.message === null || speaker.message === '') return [];
  const names = task === null ? [] : [task.workload];
  const matched = matchLine(catalogue, speaker.message, names);
  if (matched.matches.length === 0 && speaker.isLogPending) return [];
  return [
    {
      sessionId: task?.sessionId ?? speaker.id,
      taskId: task?.id ?? null,
      recordId: null,
      status: '',
      at,
      text: speaker.message,
      ...matched,
    },
  ];
}

function placed(testimonies: readonly Testimony[], place: Ranked['place']): readonly Ranked[] {
  return testimonies.filter(({ isNoise }) => !isNoise).map((testimony) => ({ testimony, place }));
}

/**
 * What names a cause comes before what merely wraps one, is unknown or does no harm; then what was said nearer; then the
 * failure before the warning, the higher priority, the earlier record.
 */
function ranked(
  catalogue: CompiledCatalogue,
  outcome: Outcome,
  heard: readonly Ranked[],
): readonly Testimony[] {
  const keyed = heard.map(({ testimony, place }) => ({
    testimony,
    key: [...meritOf(catalogue, testimony, place), ...orderOf(testimony, outcome)],
  }));
  return keyed.sort((one, other) => compare(one.key, other.key)).map(({ testimony }) => testimony);
}

function meritOf(
  { signatures }: CompiledCatalogue,
  { matches }: Testimony,
  place: Ranked['place'],
): readonly number[] {
  const signature = signatures.get(matches[0]?.signatureId ?? '');
  if (signature === undefined) return [1, place, 1, 0];
  if (signature.benignBecause !== null) return [1, place, 2, 0];
  return signature.isWrapper ? [1, place, 0, 0] : [0, place, 0, -signature.priority];
}

function orderOf({ status, at, recordId }: Testimony, outcome: Outcome): readonly number[] {
  const isOther = outcome === 'failed' && status.toLowerCase() === 'warning';
  return [isOther ? 1 : 0, at.getTime(), recordId ?? 0];
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [place, value] of one.entries()) {
    const difference = value - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
