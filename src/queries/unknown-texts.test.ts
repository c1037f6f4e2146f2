import { expect, it } from 'vitest';
import { createAnswerStore } from '../../test/fixtures/answer-store.ts';
import { plantServer } from '../../test/fixtures/planted-server.ts';
import { unknownTextsText } from '../presentation/unknown-texts-text.ts';
import { unknownTexts } from './unknown-texts.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
const text = (vbrServerId: number, example: string) => ({
  vbrServerId,
  fingerprint: 'f00d',
  lines: 12,
  jobs: 1,
  firstSeenAt: new Date('2026-11-01T00:00:00Z'),
  lastSeenAt: asOf,
  example,
});

const servers = [
  plantServer({ id: 1, entry: 'vbr-one', dataAt: asOf, score: null, jobs: [] }),
  plantServer({ id: 2, entry: 'vbr-two', dataAt: asOf, score: null, jobs: [] }),
].map((kept) => ({
  ...kept,
  unknownTexts: [
    text(kept.server.id, `Gate 7 of "A" is\u202e shut${' again'.repeat(99)}`),
    text(kept.server.id, 'x'),
  ],
}));
const context = { answers: createAnswerStore(servers), asOf, simulated: true };

it('shows what texts have in common and an example, cleaned and cut', async () => {
  const { total, texts } = await unknownTexts(context, { server: 'vbr-two', limit: 1 });
  expect(total).toBe(2);
  expect(texts).toMatchObject([{ server: 'vbr-two', fingerprint: 'f00d', lines: 12, jobs: 1 }]);
  expect(texts[0]?.maskedText).toMatch(/^gate # of \* is/);
  expect(texts[0]?.example).toMatch(/^Gate 7 of "A" is shut again/);
  expect(texts[0]?.example).toHaveLength(300);
});

it('says how many there are, shown or not, and what each is', async () => {
  const lines = unknownTextsText(
    await unknownTexts(context, { server: undefined, limit: 3 }),
  ).split('\n');
  expect(lines[0]).toBe(
    'As of 2026-11-23T06:00Z, simulated estate: 4 texts that no signature names.',
  );
  expect(lines[1]).toBe(
    'f00d: 12 lines of 1 job on "vbr-one", 2026-11-01T00:00Z to 2026-11-23T06:00Z',
  );
  expect(lines[2]).toMatch(/^ {2}"Gate 7 of 'A' is shut again/);
  expect(lines.at(-1)).toBe('1 more: ask with a greater --limit.');
});
