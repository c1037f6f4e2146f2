import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Revision } from '../../src/domain/vbr-server.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'reference', 'fixtures');

/** Why tests that need the recorded answers cannot run here; null when they can. */
export const recordedAbsent = existsSync(folder)
  ? null
  : 'the reference answers are not beside this checkout';

const examplesShape = z.record(z.string(), z.unknown());
const operationShape = z.object({ examples: examplesShape });

export function recordedText(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

export function recorded(file: string): unknown {
  return JSON.parse(recordedText(file));
}

/** Every recorded file but the index, by its path with forward slashes. */
export function recordedFiles(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name !== 'INDEX.md')
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}

/** The names under which Veeam's examples of a revision are kept: its operations, and one collection. */
export function vendorOperations(revision: Revision): readonly string[] {
  return Object.keys(examplesShape.parse(recorded(`spec-examples/${revision}.json`)));
}

/** Veeam's own examples of one operation in one revision, by name; empty where it ships none. */
export function vendorExamples(
  revision: Revision,
  operation: string,
): Readonly<Record<string, unknown>> {
  const all = examplesShape.parse(recorded(`spec-examples/${revision}.json`));
  const found = all[operation];
  return found === undefined ? {} : operationShape.parse(found).examples;
}

/** Every example of a session or task session of a revision, whatever it is an example of. */
export function vendorSessions(revision: Revision): readonly unknown[] {
  const all = examplesShape.parse(recorded(`spec-examples/${revision}.json`));
  return Object.values(examplesShape.parse(all['sessionExamples']));
}
