import { isDeepStrictEqual } from 'node:util';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { mostTokens } from '../src/presentation/health-reply.ts';
import type { PreparedEstate, ToolAnswer } from './prepared-estate.ts';
import type { FactCheck, Question } from './question.ts';

/** How many facts held of how many that were checked. */
export interface Tally {
  readonly held: number;
  readonly checked: number;
}

/** Asks every question of one estate and prints each fact with what was expected and what was seen. */
export async function askQuestions(
  questions: readonly Question[],
  estate: PreparedEstate,
  print: (line: string) => void,
): Promise<Tally> {
  let held = 0;
  let checked = 0;
  for (const question of questions) {
    print(`? ${question.asked}`);
    for (const check of await factsOf(question, estate)) {
      const holds = isDeepStrictEqual(check.expected, check.seen);
      checked += 1;
      if (holds) held += 1;
      print(lineOf(check, holds));
    }
  }
  return { held, checked };
}

async function factsOf(question: Question, estate: PreparedEstate): Promise<readonly FactCheck[]> {
  const { truth } = estate;
  const callTool = question.at?.(estate) ?? estate.callTool(0);
  const calls = question.calls(truth);
  const facts: FactCheck[] = [{ fact: 'something to ask', expected: true, seen: calls.length > 0 }];
  for (const given of calls) {
    const answer = await callTool(question.tool, given);
    facts.push({
      fact: `answered ${JSON.stringify(given)}`,
      expected: false,
      seen: answer.isError,
    });
    facts.push(budgetFact(answer, given));
    facts.push(...readFacts(question, given, () => question.facts(answer, truth, given, estate)));
  }
  return facts;
}

/** Text and structured content together, as a model reads them. */
function budgetFact(
  { text, structuredContent }: ToolAnswer,
  given: Readonly<Record<string, unknown>>,
): FactCheck {
  const plain = { disallowedSpecial: new Set<string>() };
  const tokens = countTokens(`${text}\n${JSON.stringify(structuredContent)}`, plain);
  const most = mostTokens[given['detail'] === 'full' ? 'full' : 'summary'];
  return { fact: `${tokens} tokens of ${most}`, expected: true, seen: tokens <= most };
}

/** An answer whose facts cannot even be read is one fact that did not hold. */
function readFacts(
  question: Question,
  given: Readonly<Record<string, unknown>>,
  read: () => readonly FactCheck[],
): readonly FactCheck[] {
  try {
    return read();
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    const fact = `${question.tool} ${JSON.stringify(given)}`;
    return [{ fact, expected: 'an answer with these facts', seen }];
  }
}

function lineOf({ fact, expected, seen }: FactCheck, holds: boolean): string {
  const values = `expected ${JSON.stringify(expected)}, seen ${JSON.stringify(seen)}`;
  return `  ${holds ? 'held  ' : 'MISSED'} ${fact}: ${values}`;
}
