import { fingerprintOf } from '../analysers/health/causes/fingerprint.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { AnswerContext } from './answer-context.ts';
import { chooseServers } from './choose-servers.ts';

/** A text that no signature names, as a person who would write one needs it. */
interface UnknownTextShown {
  readonly server: string;
  readonly fingerprint: string;
  readonly lines: number;
  readonly jobs: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** What all its lines have in common: ids, numbers and names are masked. */
  readonly maskedText: string;
  readonly example: string;
}

export interface UnknownTexts {
  readonly asOf: Date;
  readonly simulated: boolean;
  /** How many there are, shown or not. */
  readonly total: number;
  readonly texts: readonly UnknownTextShown[];
}

const mostCharacters = 300;

/** Answers "what do logs say that the catalogue does not know?", those of the most lines first. */
export async function unknownTexts(
  context: AnswerContext,
  wanted: { readonly server: string | undefined; readonly limit: number },
): Promise<UnknownTexts> {
  const { answers, asOf, simulated } = context;
  const servers = chooseServers(await answers.servers(), wanted.server);
  const entries = new Map(servers.map(({ id, entry }) => [id, entry]));
  const { rows, total } = await answers.unknownTexts([...entries.keys()], wanted.limit);
  const texts = rows.map(({ vbrServerId, example, ...text }) => ({
    server: entries.get(vbrServerId) ?? String(vbrServerId),
    ...text,
    maskedText: shownText(fingerprintOf(example).maskedText, mostCharacters),
    example: shownText(example, mostCharacters),
  }));
  return { asOf, simulated, total, texts };
}
