import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileCatalogue } from '../src/analysers/health/causes/compile-catalogue.ts';
import { matchLine } from '../src/analysers/health/causes/match-line.ts';
import { loadSignatures, signatureFileSchema } from '../src/settings/failure-signatures.ts';

const knowledge = fileURLToPath(new URL('../knowledge/', import.meta.url));
const fewestLinesPerSecond = 50_000;
const mostMs = 50;
const lines = 400_000;
const megabyte = 1_000_000;

/** Lines matched a second of processor time, and the longest match of one hostile megabyte. */
export async function measureMatching(): Promise<void> {
  const catalogue = compileCatalogue(await loadSignatures(knowledge));
  const file = readFileSync(`${knowledge}failure-signatures.json`, 'utf8');
  const { signatures, checks } = signatureFileSchema.parse(JSON.parse(file));
  const texts = [
    ...signatures.flatMap(({ examples }) => examples),
    ...checks.texts.map(({ text }) => text),
    ...checks.harmless,
  ];
  const match = (text: string) => matchLine(catalogue, text, ['SRV-WEB-01']);
  matchAll(match, texts, lines / 10);
  const before = process.cpuUsage();
  matchAll(match, texts, lines);
  const { user, system } = process.cpuUsage(before);
  const perSecond = lines / ((user + system) / 1e6);
  const worst = worstOf(match, [...texts, ...signatures.flatMap(({ patterns }) => patterns)]);
  console.log(
    `\nmatch-lines: ${signatures.length} signatures, ${catalogue.patterns.length} patterns`,
  );
  const characters = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  console.log(`  lines of ${characters.toFixed(0)} characters on average`);
  report(
    'linesPerSecond',
    perSecond,
    `at least ${fewestLinesPerSecond}`,
    perSecond >= fewestLinesPerSecond,
  );
  report('worstMegabyteMs', worst, `at most ${mostMs}`, worst <= mostMs);
}

/** A number in each line, so that no two are the same text. */
function matchAll(match: (text: string) => unknown, texts: readonly string[], count: number): void {
  for (let done = 0; done < count; done += 1) {
    match(`SRV-WEB-01: ${texts[done % texts.length]} ${done}`);
  }
}

function worstOf(match: (text: string) => unknown, seeds: readonly string[]): number {
  let worst = 0;
  for (const seed of seeds) {
    const text = seed.repeat(Math.ceil(megabyte / seed.length)).slice(0, megabyte);
    const startedAt = performance.now();
    match(text);
    worst = Math.max(worst, performance.now() - startedAt);
  }
  return worst;
}

function report(figure: string, value: number, limit: string, isWithin: boolean): void {
  console.log(
    `  ${figure}: ${value.toFixed(1)}  (limit ${limit}: ${isWithin ? 'within' : 'MISSED'})`,
  );
  if (!isWithin) process.exitCode = 1;
}
