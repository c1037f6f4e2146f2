import type { z } from 'zod';
import { Fault } from '../../domain/errors.ts';
import { shownText } from '../../domain/foreign-text.ts';

/** Arguments checked against a tool's schema. Nulls and empty texts count as not given; unknown names are ignored. */
export function parsedArguments<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  given: unknown,
): z.output<z.ZodObject<Shape>> {
  const parsed = schema.safeParse(withoutBlanks(given));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join('.') || 'arguments'}: ${issue.message}`,
  );
  throw new Fault({
    code: 'input-invalid',
    happened: 'the arguments were not understood',
    means: shownText(problems.join(', '), 300),
    next: 'correct them and ask again',
    cause: parsed.error,
  });
}

function withoutBlanks(given: unknown): unknown {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given)) return given;
  const named = Object.entries(given).filter(
    ([, value]) => value !== null && !(typeof value === 'string' && value.trim() === ''),
  );
  return Object.fromEntries(named);
}
