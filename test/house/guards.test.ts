import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlantedCheckout, plantedCheckout } from './planted-checkout.ts';

/** Each sin lies in a file of its own; its rule must name that file. */
const archSins = {
  'src/statistics/planted-words.ts': {
    rule: 'statistics-stays-in-its-room',
    text: "import type { Run } from '../domain/run.ts';\nexport type Planted = Run;\n",
  },
  'src/domain/planted-disk.ts': {
    rule: 'pure-rooms-touch-no-io',
    text: "import fs from 'node:fs';\nexport const planted = fs.existsSync;\n",
  },
  'src/analysers/planted/analyse.ts': {
    rule: 'siblings-are-strangers',
    text: "import { healthSettings } from '../health/settings.ts';\nexport const planted = healthSettings;\n",
  },
  'src/remediation/planted-reach.ts': {
    rule: 'remediation-stays-in-its-room',
    text: "import { connectVbr } from '../veeam/rest/connect-vbr.ts';\nexport const planted = connectVbr;\n",
  },
  'src/pipeline/planted-sql.ts': {
    rule: 'only-store-speaks-sql',
    text: "import pg from 'pg';\nexport const planted = pg.Pool;\n",
  },
  'src/doors/cli/planted-store.ts': {
    rule: 'doors-stays-in-its-room',
    text: "import { openPool } from '../../store/connection.ts';\nexport const planted = openPool;\n",
  },
  'src/queries/planted-net.ts': {
    rule: 'network-modules-only-where-the-network-is',
    text: "import net from 'node:net';\nexport const planted = net.connect;\n",
  },
  'src/journal/planted-http.ts': {
    rule: 'only-veeam-and-simulator-speak-http',
    text: "import { request } from 'undici';\nexport const planted = request;\n",
  },
  'src/setup/planted-simulator.ts': {
    rule: 'setup-stays-in-its-room',
    text: "import { startSimulator } from '../simulator/start-simulator.ts';\nexport const planted = startSimulator;\n",
  },
  'src/collection/planted-process.ts': {
    rule: 'processes-only-where-they-are-started',
    text: "import { spawn } from 'node:child_process';\nexport const planted = spawn;\n",
  },
  'src/veeam/rest/planted-shell.ts': {
    rule: 'processes-only-where-they-are-started',
    text: "import { spawn } from 'node:child_process';\nexport const planted = spawn;\n",
  },
  'src/veeam/powershell/planted-rest.ts': {
    rule: 'ways-to-vbr-are-strangers',
    text: "import { connectVbr } from '../rest/connect-vbr.ts';\nexport const planted = connectVbr;\n",
  },
  'src/settings/planted-app.ts': {
    rule: 'only-app-composes',
    text: "import '../app/main.ts';\nexport const planted = 1;\n",
  },
  'src/app/plan-process-planted.ts': {
    rule: 'planning-reaches-neither-vbr-nor-secrets',
    text: "import { openHome } from './open-home.ts';\nexport const planted = openHome;\n",
  },
  'src/store/utils/planted.ts': { rule: 'no-junk-drawers', text: "import '../connection.ts';\n" },
} as const;

let checkout: PlantedCheckout;
beforeAll(async () => {
  const sins: Record<string, string> = {
    'src/domain/planted-type.ts': "export const plantedCount: number = 'three';\n",
    'src/domain/planted-console.ts': "export const planted = (): void => console.log('x');\n",
    'src/domain/planted-dead.ts': 'export const plantedAndNeverUsed = 1;\n',
  };
  for (const [path, { text }] of Object.entries(archSins)) sins[path] = text;
  checkout = await plantedCheckout(sins);
});
afterAll(() => checkout.remove());

describe('the guards', () => {
  it('tsc refuses a wrong type', async () => {
    const { exitCode, output } = await checkout.guard('typescript/bin/tsc', '--noEmit');
    expect(exitCode).not.toBe(0);
    expect(output).toContain('planted-type.ts');
  });

  it('Biome refuses a console call outside the doors', async () => {
    const { exitCode, output } = await checkout.guard(
      '@biomejs/biome/bin/biome',
      'lint',
      '--vcs-enabled=false',
      'src/domain/planted-console.ts',
    );
    expect(exitCode).not.toBe(0);
    expect(output).toContain('noConsole');
  });

  it('knip finds an export that nobody uses', async () => {
    const { exitCode, output } = await checkout.guard('knip/bin/knip.js');
    expect(exitCode).not.toBe(0);
    expect(output).toContain('planted-dead.ts');
  });
});

describe('the one-way rule', () => {
  let cruised: string;
  beforeAll(async () => {
    const { exitCode, output } = await checkout.guard(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      'src',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err',
    );
    expect(exitCode).not.toBe(0);
    cruised = stripVTControlCharacters(output);
  });

  it('sees the sources, because an empty cruise would pass every rule', () => {
    const modules = /(\d+) modules, \d+ dependencies cruised/.exec(cruised)?.[1];
    expect(Number(modules)).toBeGreaterThan(300);
  });

  it.each(Object.entries(archSins))('catches %s', (path, { rule }) => {
    expect(errorsIn(cruised)).toContainEqual({ rule, from: path });
  });

  it('complains about nothing that was not planted', () => {
    expect(errorsIn(cruised).filter(({ from }) => !from.includes('planted'))).toEqual([]);
  });
});

function errorsIn(text: string): { rule: string; from: string }[] {
  const lines = text.matchAll(/^ {2}error ([\w-]+): (\S+?)(?:$| →| \u2192)/gm);
  return [...lines].map(([, rule = '', from = '']) => ({ rule, from }));
}
