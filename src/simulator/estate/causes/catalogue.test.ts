import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resolveOptions } from '../../options.ts';
import { createEstate } from '../create-estate.ts';
import { taskLog } from '../logs.ts';
import { causeOfSession } from '../session-cause.ts';
import { results } from '../session-table.ts';
import { tasksOf } from '../tasks.ts';
import { type CauseScene, causeText } from './cause.ts';
import { everyCause } from './causes.ts';

// The catalogue of known messages is not part of the project: without it there is nothing to compare with.
const folder = join(import.meta.dirname, '../../../../../shared/reference');
const catalogueFile = join(folder, 'failure-signatures.json');
const isHere = existsSync(catalogueFile);

const signatureSchema = z.object({
  id: z.string(),
  cause_class: z.string(),
  priority: z.number(),
  patterns: z.array(z.string()),
});
const metaSchema = z.object({
  meta: z.object({ wrappers: z.array(z.string()) }),
  noise: z.array(z.object({ pattern: z.string() })),
});

interface Catalogue {
  readonly isNoise: (text: string) => boolean;
  readonly classOf: (text: string) => string | null;
}

const noCatalogue: Catalogue = { isNoise: () => false, classOf: () => null };

function readCatalogue(): Catalogue {
  const rows = z.array(signatureSchema).parse(JSON.parse(readFileSync(catalogueFile, 'utf8')));
  const meta = readFileSync(join(folder, 'failure-signatures-meta.json'), 'utf8');
  const { meta: rules, noise } = metaSchema.parse(JSON.parse(meta));
  const signatures = rows.map((row) => ({
    ...row,
    matchers: row.patterns.map((pattern) => new RegExp(pattern, 'i')),
  }));
  return {
    isNoise: (text) => noise.some(({ pattern }) => new RegExp(pattern, 'i').test(text)),
    classOf: (text) => {
      const hits = signatures.filter(({ matchers }) => matchers.some((one) => one.test(text)));
      const roots = hits.filter(({ id }) => !rules.wrappers.includes(id));
      const ranked = (roots.length > 0 ? roots : hits).sort((a, b) => b.priority - a.priority);
      return ranked[0]?.cause_class ?? null;
    },
  };
}

function sceneAt(number: number): CauseScene {
  const windows = number % 2 === 0;
  const job = ['Copy to DR HR 03', 'Off-site Copy DMZ R&D 07', 'File Share (Prod) Mail 11'];
  const workload = ['sql03-1', 'pki12-4', 'branch44-8', 'nas101-2'][number % 4] ?? 'web1-1';
  const folderName = job[number % 3] ?? '';
  return {
    workload,
    repository: ['Repository 03', 'Scale-Out 1', 'Object 08'][number % 3] ?? '',
    proxy: `proxy${number % 6}.estate.example`,
    host: `esx${number % 6}.estate.example`,
    gateway: `gw${number % 3}.estate.example`,
    vcenter: 'vc1.estate.example',
    datastore: `DS-PROD-${number % 9}`,
    account: 'ESTATE\\svc-guest2',
    server: 'vbr42.estate.example',
    path: windows
      ? `D:\\Backup\\${folderName}\\${workload}.vib`
      : `/mnt/${folderName}/${workload}.vib`,
    number,
  };
}

describe.skipIf(!isHere)('beside the catalogue (skipped where ../shared is absent)', () => {
  const { classOf } = isHere ? readCatalogue() : noCatalogue;
  it.each(everyCause)('$key is of the class it says, whatever it names', (cause) => {
    for (const number of [100, 101, 102, 443, 999, 1_326, 2_500, 5_353, 9_999]) {
      const text = causeText(cause, sceneAt(number));
      expect([text, classOf(text)]).toEqual([text, cause.causeClass]);
      const inOneLine = text.replaceAll('\n', ' ');
      expect([inOneLine, classOf(inOneLine)]).toEqual([inOneLine, cause.causeClass]);
    }
  });
});

describe.skipIf(!isHere)('the logs of an estate beside the catalogue (skipped likewise)', () => {
  const { classOf, isNoise } = isHere ? readCatalogue() : noCatalogue;
  const { estate: options } = resolveOptions({ seed: 21, now: new Date('2026-11-22T12:00:00Z') });
  const estate = createEstate({ ...options, days: 40 });
  const failed = Array.from({ length: estate.visibleEnd }, (_, session) => session)
    .filter((session) => estate.sessions.source(session) >= 0)
    .flatMap((session) => tasksOf(estate, session))
    .filter(({ result, isCanceled }) => result === results.failed && !isCanceled);

  it('tell of each failed task the class that was planted, and of some none', () => {
    const seen = failed.map((task) => {
      const cause = causeOfSession(estate, task.session);
      const troubles = taskLog(estate, task).filter(({ status }) => /Failed|Warning/.test(status));
      const texts = troubles.map(({ title, description }) => `${title}\n${description}`.trim());
      const classes = texts.filter((text) => !isNoise(text)).map(classOf);
      return { key: cause?.key, planted: [cause?.causeClass ?? null], classes };
    });
    expect(seen.length).toBeGreaterThan(300);
    for (const { key, planted, classes } of seen) expect([key, classes]).toEqual([key, planted]);
    const unknown = seen.filter(({ classes }) => classes[0] === null);
    expect(unknown.length / seen.length).toBeGreaterThan(0.15);
  });

  it('stand among noise, and are now and then of one letter or of tens of thousands', () => {
    const records = failed.flatMap((task) => taskLog(estate, task));
    const lengths = records.map(({ title, description }) => title.length + description.length);
    expect(Math.max(...lengths)).toBeGreaterThan(8_000);
    const noisy = records.filter(
      ({ title }) => isNoise(title) && !title.startsWith('Processing finished'),
    );
    expect(noisy.length).toBeGreaterThan(50);
    expect(everyCause.some((cause) => causeText(cause, sceneAt(1)).length === 1)).toBe(true);
  });
});

it.each(everyCause.filter(({ component }) => component !== 'job'))(
  '$key names the $component it is tied to',
  (cause) => {
    const scene = sceneAt(4_321);
    const name = cause.component === 'job' ? '' : scene[cause.component];
    expect(causeText(cause, scene)).toContain(name);
  },
);

it('has at least forty causes, each with a name of its own, in five languages', () => {
  expect(everyCause.length).toBeGreaterThanOrEqual(40);
  expect(new Set(everyCause.map(({ key }) => key)).size).toBe(everyCause.length);
  expect(new Set(everyCause.map(({ language }) => language)).size).toBe(5);
});
