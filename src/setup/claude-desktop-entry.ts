import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Fault } from '../domain/errors.ts';
import type { WrittenFile } from './environment-file.ts';
import { readTextFile } from './read-text-file.ts';
import { replaceFile } from './replace-file.ts';

const ourName = 'dr365';

/** What Claude Desktop starts: absolute paths and the home, no secret. */
export interface ClaudeDesktopEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: { readonly DR365_HOME: string };
}

/** A change of one configuration file that was checked and is not yet written. */
export interface ClaudeDesktopPlan {
  readonly file: string;
  readonly exists: boolean;
  /** Null when the entry already stands there. */
  readonly after: string | null;
}

interface EntryRequest {
  readonly paths: readonly string[];
  readonly entry: ClaudeDesktopEntry;
  readonly now: Date;
}

/** Puts the entry into every configuration file; one that cannot be read throws and none is written. */
export async function writeClaudeDesktopEntry(
  request: EntryRequest,
): Promise<readonly WrittenFile[]> {
  return applyClaudeDesktopPlans(await planClaudeDesktopEntry(request), request.now);
}

/** Everything that can be refused is refused here, before anything is written. */
export async function planClaudeDesktopEntry({
  paths,
  entry,
}: Pick<EntryRequest, 'paths' | 'entry'>): Promise<readonly ClaudeDesktopPlan[]> {
  const plans: ClaudeDesktopPlan[] = [];
  for (const file of paths) plans.push(planFile(file, await readTextFile(file), entry));
  return plans;
}

export async function applyClaudeDesktopPlans(
  plans: readonly ClaudeDesktopPlan[],
  now: Date,
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const { file, exists, after } of plans) {
    if (after === null) {
      written.push({ file, changed: false, backup: null, warnings: [] });
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    const backup = exists ? `${file}.${now.toISOString().replace(/[:.]/g, '-')}.backup` : null;
    if (backup !== null) await copyFile(file, backup);
    const mode = exists ? (await stat(file)).mode & 0o777 : 0o600;
    await replaceFile(file, after, mode);
    written.push({ file, changed: true, backup, warnings: [] });
  }
  return written;
}

const configuration = z.looseObject({ mcpServers: z.record(z.string(), z.unknown()).optional() });

function planFile(file: string, text: string | null, entry: ClaudeDesktopEntry): ClaudeDesktopPlan {
  const exists = text !== null;
  const before = text === null || text.trim() === '' ? {} : parsed(file, text);
  if (isDeepStrictEqual(before.mcpServers?.[ourName], { ...entry, args: [...entry.args] })) {
    return { file, exists, after: null };
  }
  const merged = { ...before, mcpServers: { ...before.mcpServers, [ourName]: entry } };
  return { file, exists, after: `${JSON.stringify(merged, null, 2)}\n` };
}

function parsed(file: string, text: string): z.output<typeof configuration> {
  try {
    return configuration.parse(JSON.parse(text));
  } catch (error) {
    throw foreignFile(file, error instanceof SyntaxError ? 'invalid JSON' : 'unexpected structure');
  }
}

/** Without the parser's own message, which repeats a piece of the file and so perhaps others' secrets. */
function foreignFile(file: string, cause: string): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `${file} is not a Claude Desktop configuration`,
    means: 'the entry cannot be added without losing what stands there, so nothing was written',
    next: 'mend its JSON, or leave it alone with --no-claude and add the entry by hand',
    cause,
  });
}
