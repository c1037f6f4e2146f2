import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { AnswerContext } from './answer-context.ts';
import type { CapacityRow } from './capacity-rows.ts';

const mostNamesShown = 5;

/**
 * The repositories meant by a name, an id, the name of an extent or of a scale-out repository, or by words that fit alone. Several are
 * given only where they are tiers of one scale-out repository.
 */
export async function findRepositories(
  context: AnswerContext,
  rows: readonly CapacityRow[],
  wanted: string,
): Promise<readonly CapacityRow[]> {
  const sought = wanted.trim().toLowerCase();
  const exact = rows.filter((row) => namesOf(row).includes(sought));
  const words = sought.split(/\s+/).filter((word) => word.length > 1 && word !== 'repository');
  const fitting =
    exact.length > 0 || words.length === 0
      ? exact
      : rows.filter((row) =>
          words.every((word) => row.located.finding.subject.name.toLowerCase().includes(word)),
        );
  const [first] = fitting;
  if (first === undefined) throw await unknownRepository(context, wanted);
  if (fitting.length === 1 || fitting.every((row) => isSamePlace(row, first))) return fitting;
  throw severalFit(fitting, wanted);
}

function namesOf({ located, measures }: CapacityRow): readonly string[] {
  const { id, name } = located.finding.subject;
  const members = measures?.members ?? [];
  const names = [
    id,
    name,
    measures?.parentName ?? name,
    ...members.flatMap((member) => [member.id, member.name]),
  ];
  return names.map((each) => each.toLowerCase());
}

function isSamePlace(row: CapacityRow, first: CapacityRow): boolean {
  return (
    row.located.vbrServerId === first.located.vbrServerId &&
    row.measures !== null &&
    row.measures.tier !== 'standalone' &&
    row.measures.parentName === first.measures?.parentName
  );
}

async function unknownRepository({ answers }: AnswerContext, wanted: string): Promise<Fault> {
  const similar = await answers.similarNames('repository', wanted.trim(), mostNamesShown);
  const names = similar.map((name) => `"${shownText(name, 80)}"`).join(', ');
  return new Fault({
    code: 'not-found',
    happened: `no repository is known as "${shownText(wanted, 80)}"`,
    means: 'nothing was answered',
    next: names === '' ? 'ask without repository to list them' : `did you mean ${names}`,
  });
}

function severalFit(fitting: readonly CapacityRow[], wanted: string): Fault {
  const places = fitting.slice(0, mostNamesShown).map(({ serverEntry, located }) => {
    const { id, name } = located.finding.subject;
    return `"${shownText(name, 80)}" on server ${shownText(serverEntry, 60)} (id ${shownText(id, 60)})`;
  });
  return new Fault({
    code: 'input-invalid',
    happened: `several repositories fit "${shownText(wanted, 80)}"`,
    means: 'which one is meant is not clear',
    next: `ask for one of ${places.join(', ')}`,
  });
}
