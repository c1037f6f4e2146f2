import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { createAnswerStore, type KeptServer } from '../../test/fixtures/answer-store.ts';
import { forbiddenCharacters, hostileNames } from '../../test/fixtures/hostile-names.ts';
import { efficiencyServer } from '../../test/fixtures/planted-efficiency.ts';
import { nightlyFiles, storedByJob, untoldStorage } from '../../test/fixtures/stored-files.ts';
import type { StoredByJob } from '../domain/efficiency.ts';
import { efficiencyMetrics } from '../queries/efficiency-metrics.ts';
import { efficiencyReply } from './efficiency-reply.ts';
import { mostTokens, type Reply } from './health-reply.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
const gib = 1024 ** 3;

async function reply(
  servers: readonly KeptServer[],
  request: Parameters<typeof efficiencyMetrics>[1] = {},
): Promise<Reply> {
  const context = { answers: createAnswerStore(servers), asOf, simulated: false };
  const answer = await efficiencyMetrics(context, request);
  if (answer.kind === 'insufficient-data') throw new Error(answer.reason);
  return efficiencyReply(answer, request.detail ?? 'summary');
}

const tokensOf = ({ text, structuredContent }: Reply) =>
  plainTokens(text) + plainTokens(JSON.stringify(structuredContent));

/** A name may look like a token of a model's own, which counts as the text that it is. */
const plainTokens = (text: string) => countTokens(text, { disallowedSpecial: new Set() });

/** A job whose level fell, one machine of which was packed on its last night beside an event, and whose chain nobody owns or everybody. */
function troubled(name: string, over: Partial<StoredByJob> = {}): StoredByJob {
  const files = nightlyFiles(40, asOf, name).map((file, night) => {
    const fallen = night < 20 ? file : { ...file, backupBytes: (file.backupBytes ?? 0) * 1.3 };
    return night === 39 ? { ...fallen, backupBytes: 9.9 * gib } : fallen;
  });
  const event = { id: `e of ${name}`, type: 'EncryptedData', detectedAt: asOf, workload: name };
  return storedByJob(name, files, { events: [event], ...over });
}

const north = (jobs: readonly StoredByJob[], settings = {}) =>
  efficiencyServer(1, 'north', jobs, asOf, settings);

describe('the reply to an efficiency question', () => {
  it('keeps its budget with any hostile name, for an estate and for one job, and holds no forbidden character', async () => {
    for (const name of hostileNames) {
      const jobs = Array.from({ length: 12 }, (_, index) =>
        troubled(`${name} ${index}`, {
          id: `id-${index}`,
          storage: { ...untoldStorage, excludesDeletedBlocks: false },
          ...(index % 2 === 0 && { jobId: null }),
        }),
      );
      const servers = [north(jobs, { pricePerTerabyteMonth: 5, currency: name.slice(0, 10) })];
      const asked: Parameters<typeof efficiencyMetrics>[1][] = [
        {},
        { scope: 'job' },
        { job: 'id-1' },
        { job: 'id-2', detail: 'full' },
      ];
      for (const request of asked) {
        const told = await reply(servers, request);
        expect(tokensOf(told), JSON.stringify(name)).toBeLessThanOrEqual(
          mostTokens[request.detail ?? 'summary'],
        );
        expect(told.text.replaceAll('\n', '')).not.toMatch(forbiddenCharacters);
        expect(told.text).not.toMatch(/ransom/i);
      }
    }
  }, 60_000);

  it('tells the estate’s bytes, change, signs with their harmless explanations, and savings with money in both forms', async () => {
    const jobs = [troubled('SQL'), troubled('Left', { jobId: null, events: [] })];
    const { text, structuredContent } = await reply([
      north(jobs, { pricePerTerabyteMonth: 20, currency: 'EUR' }),
    ]);
    expect(structuredContent).toMatchObject({
      scope: 'estate',
      jobs: { known: 2, scored: 2 },
      rows: [{ increments: { files: 80, reduction: expect.any(Number) } }],
      shiftsTotal: 2,
      signs: { indications: 1, observations: 1, harmless: expect.any(Array) },
      savings: [{ cause: 'orphaned-chains', lowGib: 0, costMonth: expect.stringMatching(/ EUR$/) }],
    });
    expect(text).toContain('savings of deduplicating appliances and of block cloning');
    expect(text).toMatch(/"SQL", increment files since 2026-11-0\d: reduction -2\d(\.\d)? %/);
    expect(text).toContain('1 with two kinds of signs within three nights (indication)');
    expect(text).toContain('None proves an attack.');
    expect(text).toContain('Rule out first: much new data');
    expect(text).toMatch(/orphaned-chains: \d+(\.\d)? GiB \(0–\d+(\.\d)?\), [\d.]+ EUR a month/);
    expect(text).toContain('Not estimated: exclusions');
  });

  it('says that the amount is unknown where jobs leave nothing out, names those that store most, and gives no money', async () => {
    const off = { ...untoldStorage, excludesSwapFiles: false, excludesDeletedBlocks: false };
    const packing = { ...untoldStorage, excludesSwapFiles: true, excludesDeletedBlocks: true };
    const small = storedByJob('Small', nightlyFiles(20, asOf, 'Small'), { storage: off });
    const jobs = [
      small,
      troubled('Large', { storage: off }),
      troubled('Default', { storage: packing }),
      troubled('Untold'),
    ];
    const servers = [north(jobs, { pricePerTerabyteMonth: 20, currency: 'EUR' })];
    const { text, structuredContent } = await reply(servers);
    expect(structuredContent).toMatchObject({
      savings: [{ cause: 'exclusions', gib: 'unknown', where: ['Large', 'Small'] }],
      notEstimated: [expect.stringContaining('exclusions at 1 of 4 jobs')],
    });
    expect(JSON.stringify(structuredContent)).not.toContain('costMonth');
    expect(text).toContain('Could be saved, exclusions: how much is unknown: jobs that back up');
    expect(text).toContain('Not estimated: exclusions at 1 of 4 jobs');
    const one = await reply(servers, { job: 'Small' });
    expect(one.text).toContain('it backs up blocks of deleted files and swap files');
    expect(one.text).not.toContain('Not estimated');
  });

  it('names files and events of one job’s signs, its nights and its interval, and no money without a price', async () => {
    const { text, structuredContent } = await reply([north([troubled('SQL')])], { job: 'SQL' });
    expect(structuredContent).toMatchObject({
      details: { series: [{ files: 'increment', nights: 40 }] },
      signs: { machines: [{ machine: 'SQL', is: 'indication' }] },
    });
    expect(text).toContain('(SQL-39)');
    expect(text).toContain('(e of SQL)');
    expect(text).toMatch(/now: [\d.]+:1 \(95 %: [\d.]+–[\d.]+\), varies by/);
    expect(JSON.stringify(structuredContent)).not.toContain('costMonth');
  });

  it('says unknown for sizes that nobody told', async () => {
    const silent = storedByJob(
      'Silent',
      nightlyFiles(20, asOf).map((file) => ({ ...file, dataBytes: null })),
    );
    const { text, structuredContent } = await reply([north([silent])], { job: 'Silent' });
    expect(structuredContent).toMatchObject({
      rows: [{ unknownFiles: 20, increments: { reduction: 'unknown' } }],
    });
    expect(text).toContain('20 files tell no size');
    expect(text).toMatch(/no score|not judged|insufficient/i);
  });

  it('lists repositories by their bytes, with what each says is used beside them', async () => {
    const judged = north([troubled('SQL')]);
    const sums = { files: 3, unknownFiles: 0, dataBytes: 30 * gib, backupBytes: 10 * gib };
    const none = { ...sums, files: 0, dataBytes: 0, backupBytes: 0 };
    const untold = { toldDataBytes: 0, dedupedBytes: 0, packedBytes: 0 };
    const place = (name: string, usedGib = 7) => ({
      ...{ vbrServerId: 1, id: name, name, jobs: 2, usedGib },
      held: {
        full: { ...sums, ...untold },
        increment: { ...none, ...untold },
        other: { ...none, ...untold },
      },
    });
    const places = hostileNames.map((name) => place(name));
    const told = await reply(
      [{ ...judged, places: [place('Main'), place('Shared with others', 12), ...places] }],
      {
        scope: 'repository',
      },
    );
    expect(told.structuredContent['rows']).toContainEqual(
      expect.objectContaining({
        ...{ name: 'Main', storedGib: 10, repositoryUsedGib: 7 },
        repositorySavesPercent: 30,
      }),
    );
    expect(told.text).toContain(
      'the repository says 7 GiB used, at least 30 % less than these files',
    );
    expect(told.text).toContain('the repository says 12 GiB used.');
    expect(tokensOf(told)).toBeLessThanOrEqual(mostTokens.summary);
    expect(told.structuredContent['page']).toMatchObject({ nextCursor: expect.any(String) });
  });
});
