import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leastMs } from '../../test/fixtures/least-ms.ts';
import { compileCatalogue } from '../analysers/health/causes/compile-catalogue.ts';
import { matchLine } from '../analysers/health/causes/match-line.ts';
import { requiredLiterals } from '../analysers/health/causes/required-literals.ts';
import { loadSignatures, signatureFileSchema } from './failure-signatures.ts';

const knowledge = fileURLToPath(new URL('../../knowledge/', import.meta.url));
const file = signatureFileSchema.parse(
  JSON.parse(await readFile(join(knowledge, 'failure-signatures.json'), 'utf8')),
);
const catalogue = compileCatalogue(await loadSignatures(knowledge));
const mostMs = 50;
const causeOf = (text: string) => matchLine(catalogue, text).matches[0]?.signatureId;

describe('the catalogue of failure texts', () => {
  it('names each of its own examples by its own signature', () => {
    const wrong = file.signatures.flatMap(({ id, examples }) =>
      examples.flatMap((text) => (causeOf(text) === id ? [] : [{ id, text, is: causeOf(text) }])),
    );
    expect(wrong).toEqual([]);
  });

  it('names texts as they were met, other languages by their codes', () => {
    expect(file.checks.texts.length).toBeGreaterThanOrEqual(23);
    for (const { text, signatureId } of file.checks.texts)
      expect([text, causeOf(text)]).toEqual([text, signatureId]);
  });

  it('sees no failure in lines that tell of none', () => {
    expect(file.checks.harmless.length).toBeGreaterThanOrEqual(21);
    for (const text of file.checks.harmless)
      expect([text, causeOf(text)]).toEqual([text, undefined]);
  });

  it('takes lines that only tell the end for noise', () => {
    const noise = [
      'Failed',
      'Processing SRV-01',
      'Processing finished with errors at 10:11:12',
      'Job finished with warnings',
      'Load: Source 3% > Proxy 9%',
    ];
    for (const text of noise)
      expect([text, matchLine(catalogue, text).isNoise]).toEqual([text, true]);
    expect(matchLine(catalogue, 'Retrying: There is not enough space on the disk').isNoise).toBe(
      false,
    );
  });

  it('gives every pattern a literal to be found by', () => {
    expect(
      file.signatures
        .flatMap(({ patterns }) => patterns)
        .filter((source) => requiredLiterals(source) === null),
    ).toEqual([]);
  });

  it('lets no pattern take long on a hostile megabyte made of its own pieces', () => {
    const slow = catalogue.patterns.flatMap(({ expression }) => {
      const ms = Math.max(
        ...hostileTexts(expression.source).map((text) => matchingMs(expression, text)),
      );
      return ms > mostMs ? [{ source: expression.source, ms }] : [];
    });
    expect(slow).toEqual([]);
    // Beside other tests on two cores the texts take several times as long; a pattern's own time is what is judged.
  }, 90_000);
});

/** A megabyte of the pattern's literal, of its head with gaps that never close, and of all its words mixed. */
function hostileTexts(source: string): readonly string[] {
  const words = source.match(/[a-z0-9 ]{3,}/gi) ?? [source];
  const [literal = ''] = requiredLiterals(source) ?? [];
  const seeds = [
    literal,
    `${words[0]}${' '.repeat(60)}`,
    words.join(' '),
    `${words.slice(0, -1).join('x')} `,
  ];
  return seeds
    .filter((seed) => seed !== '')
    .map((seed) => seed.repeat(Math.ceil(1_000_000 / seed.length)));
}

/** The whole matching, with the one pattern that is meant. */
function matchingMs(expression: RegExp, text: string): number {
  const one = {
    ...catalogue,
    patterns: [{ expression, signature: null }],
    always: [0],
    search: () => {},
  };
  return leastMs(() => matchLine(one, text), mostMs);
}

async function problemsOf(change: (content: typeof file) => unknown): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'dr365-knowledge-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(
    join(folder, 'failure-signatures.json'),
    String(JSON.stringify(change(structuredClone(file)))),
  );
  return loadSignatures(folder).then(
    () => 'loaded',
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
}

describe('loadSignatures', () => {
  it('tells all that is wrong at once', async () => {
    const problems = await problemsOf(({ signatures: [one, other, ...rest], ...content }) => ({
      ...content,
      version: 0,
      signatures: [
        { ...one, patterns: ['(unclosed', 'disk.*full', 'x?'], colour: 'red' },
        { ...other, id: rest[0]?.id, priority: 101 },
        ...rest,
      ],
    }));
    for (const part of [
      'version',
      'signatures.0.patterns.0: is not a regular expression',
      'repeats without bound',
      'matches the empty text',
      'colour',
      'signatures.1.priority',
      'is there twice',
    ]) {
      expect(problems).toContain(part);
    }
  });

  it('says so when the file is not there or no JSON', async () => {
    await expect(loadSignatures(join(tmpdir(), 'nowhere'))).rejects.toThrow('it is not there');
    expect(await problemsOf(() => undefined)).toContain('it is no such catalogue');
  });
});
