import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const copied = [
  'src',
  'test',
  'bench',
  'evaluation',
  'scripts',
  'bin',
  'package.json',
  'tsconfig.json',
  'biome.json',
  'knip.json',
  'vitest.config.ts',
  '.dependency-cruiser.mjs',
  '.gitignore',
];

/** What a guard printed and how it ended. */
interface Verdict {
  readonly exitCode: number;
  readonly output: string;
}

export interface PlantedCheckout {
  readonly guard: (program: string, ...options: readonly string[]) => Promise<Verdict>;
  readonly remove: () => Promise<void>;
}

/** A copy of the sources with sins planted in it: path → text. The checkout itself stays clean. */
export async function plantedCheckout(
  sins: Readonly<Record<string, string>>,
): Promise<PlantedCheckout> {
  const folder = await mkdtemp(join(tmpdir(), 'dr365-planted-'));
  for (const name of copied) {
    await cp(join(projectRoot, name), join(folder, name), { recursive: true });
  }
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await mkdir(join(folder, '.git'));
  for (const [path, text] of Object.entries(sins)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return {
    guard: (program, ...options) => runGuard(folder, program, options),
    remove: () => rm(folder, { recursive: true }),
  };
}

function runGuard(folder: string, program: string, options: readonly string[]): Promise<Verdict> {
  const script = join(projectRoot, 'node_modules', program);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...options],
      { cwd: folder, maxBuffer: 100_000_000, encoding: 'utf8' },
      (error, stdout, stderr) => {
        const exitCode = typeof error?.code === 'number' ? error.code : Number(error !== null);
        resolve({ exitCode, output: `${stdout}${stderr}` });
      },
    );
  });
}
