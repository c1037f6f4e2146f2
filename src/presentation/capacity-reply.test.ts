import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { createAnswerStore } from '../../test/fixtures/answer-store.ts';
import { forbiddenCharacters, hostileNames } from '../../test/fixtures/hostile-names.ts';
import { capacityServer, type PlantedCapacity } from '../../test/fixtures/planted-capacity.ts';
import { plainCalibration } from '../../test/fixtures/used-space.ts';
import { fileLock } from '../domain/file-lock.ts';
import { capacityForecast } from '../queries/capacity-forecast.ts';
import { capacityReply } from './capacity-reply.ts';
import { mostTokens, type Reply } from './health-reply.ts';

const asOf = new Date('2026-11-23T06:00:00Z');

async function reply(
  planted: readonly PlantedCapacity[],
  request: Parameters<typeof capacityForecast>[1],
  at = asOf,
): Promise<Reply> {
  const answers = createAnswerStore([capacityServer(1, 'north', planted, asOf)]);
  const context = { answers, asOf: at, simulated: false, calibration: plainCalibration };
  const answer = await capacityForecast(context, request);
  if (answer.kind === 'insufficient-data') throw new Error(answer.reason);
  return capacityReply(answer, request.detail ?? 'summary');
}

const tokensOf = ({ text, structuredContent }: Reply) =>
  plainTokens(text) + plainTokens(JSON.stringify(structuredContent));

/** A name may look like a token of a model's own, which counts as the text that it is. */
const plainTokens = (text: string) => countTokens(text, { disallowedSpecial: new Set() });

const growing = (name: string, jobs: readonly string[] = []): PlantedCapacity => ({
  ...{ name, usedGib: 8500, growthGib: 20, days: 60, jobs },
});

describe('the reply to a capacity question', () => {
  it('keeps its budget with any hostile name, holds no forbidden character, and says how to get the rest', async () => {
    for (const name of hostileNames) {
      const many = Array.from({ length: 12 }, (_, index) => growing(`${name} ${index}`));
      const list = await reply(many, { limit: 50 });
      expect(tokensOf(list), JSON.stringify(name)).toBeLessThanOrEqual(mostTokens.summary);
      expect(list.structuredContent['page']).toMatchObject({ nextCursor: expect.any(String) });
      expect(list.text.replaceAll('\n', '')).not.toMatch(forbiddenCharacters);
    }
  });

  it.each(['summary', 'full'] as const)(
    'keeps its budget for one repository with many jobs of long names (%s)',
    async (detail) => {
      const jobs = Array.from(
        { length: 40 },
        (_, index) => `${'Very long department name '.repeat(8)}${index}`,
      );
      const one = await reply([growing('Main', jobs)], { repository: 'Main', detail });
      expect(tokensOf(one)).toBeLessThanOrEqual(mostTokens[detail]);
      expect(one.structuredContent).toMatchObject({
        details: { growth: { jobs: expect.any(Array) } },
      });
    },
  );

  it('says dates, odds, fit, what frees up, orphans and history in both forms', async () => {
    const jobs = ['SQL', 'Files', 'Left behind'];
    const { text, structuredContent } = await reply([growing('Main', jobs)], {
      repository: 'Main',
      detail: 'full',
    });
    expect(structuredContent).toMatchObject({
      repository: 'Main',
      priority: 'MEDIUM',
      usedGib: 8500,
      capacityGib: 10_000,
      levels: [
        { percent: 80, is: 'reached' },
        { percent: 90, is: 'within', likely: '2026-12-18', orderBy: '2026-11-23' },
        { percent: 100, is: 'within', likely: '2027-02-06' },
      ],
      details: { fit: [{ shape: 'linear', gibPerDay: 20, rSquared: 1 }, { shape: 'quadratic' }] },
    });
    expect(text).toContain('8.3 TiB of 9.77 TiB used (85 %), +20 GiB/d expected');
    expect(text).toContain('80 %: reached already');
    expect(text).toMatch(/90 %: 2026-12-18 \(2026-12-\d\d to 2026-12-\d\d\)/);
    expect(text).toContain('Fit of the past, no confidence: linear +20 GiB/d now, R² 1');
    expect(text).toContain('"Left behind" 140 GiB (b-2');
    expect(text).toContain('Locked now: nothing, the repository locks no files');
    expect(text).toContain('Past forecasts: none has come due yet.');
    expect(text).toContain('Used space by day in GiB: 2026-09-25 7320 measured');
  });

  it('says what is known of locks: what is locked at least, nothing, or that VBR does not tell', async () => {
    const lockedBy = async (...parts: Parameters<typeof fileLock>[0]) =>
      reply([{ ...growing('Main', ['Nightly']), over: { lock: fileLock(parts) } }], {
        repository: 'Main',
      });
    const days = { isEnabled: true, days: 7, mode: null };
    const hardened = { type: 'LinuxHardened', immutability: days };
    const told = await lockedBy(hardened);
    expect(told.text).toContain('Locked now: at least 80 GiB, the last until 2026-11-30');
    expect(told.structuredContent).toMatchObject({ details: { freeing: { locks: 'told' } } });
    const untold = await lockedBy({ type: 'DDBoost', immutability: null });
    expect(untold.text).toContain('Locked now: not known, VBR does not tell whether or how long');
    expect(untold.structuredContent).toMatchObject({ details: { freeing: { locks: 'not-told' } } });
    const mixed = await lockedBy(hardened, { type: 'WinLocal', immutability: null });
    expect(mixed.text).toContain('Locked now: not known how much, some extents lock files');
  });

  it('shows the newest days of a long history, says of how many, and keeps its budget', async () => {
    const long = { name: 'Main', usedGib: 8500.7, growthGib: 2.3, days: 400, jobs: ['A', 'B'] };
    const full = await reply([long], { repository: 'Main', detail: 'full' });
    expect(tokensOf(full)).toBeLessThanOrEqual(mostTokens.full);
    expect(full.text).toContain(
      'Used space by day in GiB (the newest 150 of 400 days): 2026-06-27 ',
    );
    expect(full.text).toContain('2026-11-23 8500.7 measured.');
    expect(full.structuredContent).toMatchObject({ details: { utilisationDays: 400 } });
  });

  it('counts what frees up in proportion where files claim more than is used, and says so', async () => {
    // Twice 14 files of 10 GiB in a place that holds 100 GiB.
    const cloned = { ...growing('Main', ['A', 'B']), usedGib: 100, growthGib: 0 };
    const { text, structuredContent } = await reply([cloned], { repository: 'Main' });
    expect(text).toContain(
      "By VBR's figures the files take 280 GiB, more than is used (shared blocks, or moved to a lower tier): 36 % of a size is counted above",
    );
    expect(structuredContent).toMatchObject({
      details: { freeing: { filesClaimGib: 280, countedPercent: 36, runningChainsGib: 100 } },
    });
    const plain = await reply([growing('Main', ['A', 'B'])], { repository: 'Main' });
    expect(plain.text).not.toContain("By VBR's figures");
    expect(plain.structuredContent).toMatchObject({
      details: { freeing: { runningChainsGib: 280 } },
    });
  });

  it('says not within, and how many days there are of how many that are needed', async () => {
    const quiet = { name: 'Quiet', usedGib: 2000, growthGib: 1, days: 60 };
    expect((await reply([quiet], {})).text).toContain('80 %: not within 90 d');
    const young = { name: 'Young', usedGib: 9950, growthGib: 0, days: 3 };
    const { text } = await reply([young], {});
    expect(text).toContain('no dates: not enough history, 3 of 14 days');
    expect(text).toContain('100 %: not known when');
  });

  it('warns first where the data is old', async () => {
    const later = new Date(asOf.getTime() + 3 * 86_400_000);
    expect((await reply([growing('Main')], {}, later)).text).toMatch(/^NOT CURRENT/);
  });

  it('tells what if without what was not asked', async () => {
    const { text, structuredContent } = await reply([growing('Main', ['SQL'])], {
      repository: 'Main',
      what_if: '+30 machines of 200 GB',
    });
    expect(text).toMatch(/What if 30 machines of 200 GB now: URGENT;/);
    expect(text).toMatch(/Assumed: \d+ % of a machine is stored/);
    expect(text).not.toContain('Growth in');
    expect(structuredContent).toMatchObject({
      whatIf: { understood: ['30 machines of 200 GB now'] },
    });
  });
});
