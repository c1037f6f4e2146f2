import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../domain/errors.ts';
import type { SignatureCatalogue } from '../domain/signature.ts';
import { readText } from './read-text.ts';

const words = z.string().min(1);
const name = z.string().regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, 'is not a name such as disk-full');
const pattern = words.superRefine((source, context) => {
  const wrong = wrongWith(source);
  if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
});

const article = z.strictObject({
  id: words,
  url: z.url({ protocol: /^https$/ }),
  status: z.enum(['seen', 'doc', 'referenced', 'recalled']),
});

const signature = z.strictObject({
  id: name,
  causeClass: name,
  scope: name,
  blastRadius: name,
  priority: z.int().min(1).max(100),
  isWrapper: z.boolean(),
  patterns: z.array(pattern).min(1),
  meaning: words,
  likelyCauses: z.array(words).min(1),
  firstChecks: z.array(words).min(1),
  directions: z.array(words).min(1),
  retryUseful: z.enum(['yes', 'no', 'maybe']),
  knowledgeBase: z.array(article),
  confidence: z.enum(['high', 'medium', 'low']),
  benignBecause: words.nullable(),
  examples: z.array(words).min(1).describe('Each is named by this signature'),
});

/** The whole of knowledge/failure-signatures.json, its own checks included. */
export const signatureFileSchema = z.strictObject({
  version: z.int().min(1),
  noise: z.array(z.strictObject({ id: name, pattern, reason: words })),
  signatures: z.array(signature).min(1).superRefine(distinct),
  checks: z.strictObject({
    texts: z.array(z.strictObject({ text: words, signatureId: name })),
    harmless: z.array(words),
  }),
});

/** Reads the catalogue of failure texts from the folder `knowledge`; throws settings-invalid with every problem at once. */
export async function loadSignatures(knowledgeFolder: string): Promise<SignatureCatalogue> {
  const file = join(knowledgeFolder, 'failure-signatures.json');
  const read = await readText(file);
  if (read.kind !== 'text') {
    throw unusable(file, [read.kind === 'absent' ? 'it is not there' : read.wrong]);
  }
  const parsed = signatureFileSchema.safeParse(jsonOf(read.text));
  if (!parsed.success) throw unusable(file, parsed.error.issues.map(problemText));
  const { version, noise, signatures } = parsed.data;
  return { version, noise, signatures };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemText({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0
    ? `it is no such catalogue: ${message}`
    : `${path.join('.')}: ${message}`;
}

function distinct(entries: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [place, { id }] of entries.entries()) {
    if (seen.has(id)) {
      context.addIssue({ code: 'custom', path: [place, 'id'], message: `${id} is there twice` });
    }
    seen.add(id);
  }
}

/** A repeat without bound within reach of another can take time that grows with the square of the text. */
function wrongWith(source: string): string | null {
  try {
    if (new RegExp(source, 'is').test('')) return 'matches the empty text';
  } catch {
    return 'is not a regular expression';
  }
  const bare = source.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_');
  return /[*+]|\{\d+,\}/.test(bare) ? 'repeats without bound; write {0,80} instead' : null;
}

function unusable(file: string, problems: readonly string[]): Fault {
  return new Fault({
    code: 'settings-invalid',
    happened: `The catalogue of failure texts ${file} cannot be used`,
    means: problems.length === 1 ? (problems[0] ?? '') : `\n  ${problems.join('\n  ')}\n`,
    next: 'mend it, or install DR365 anew',
  });
}
