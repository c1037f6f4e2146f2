import { z } from 'zod';
import type { Reply } from '../../presentation/health-reply.ts';
import type { AnswerContext } from '../../queries/answer-context.ts';
import { parsedArguments } from './parsed-arguments.ts';

/** A request that a client can make, as it is listed and as it is answered. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly answer: (context: AnswerContext, given: unknown) => Promise<Reply>;
}

interface ToolParts<Shape extends z.ZodRawShape> extends Omit<Tool, 'input' | 'answer'> {
  readonly input: z.ZodObject<Shape>;
  readonly answer: (
    context: AnswerContext,
    request: z.output<z.ZodObject<Shape>>,
  ) => Promise<Reply>;
}

/** Makes a tool whose `answer` gets its arguments already parsed. */
export function defineTool<Shape extends z.ZodRawShape>(parts: ToolParts<Shape>): Tool {
  return {
    ...parts,
    answer: (context, given) => parts.answer(context, parsedArguments(parts.input, given)),
  };
}

/** Arguments that every tool takes. */
export const everyToolTakes = {
  server: z.string().max(300).optional().describe('VBR server: name or id. Default: all'),
  limit: z.coerce.number().int().min(1).max(50).optional().describe('Rows on a page'),
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
  detail: z.enum(['summary', 'full']).optional().describe('Default: summary'),
} as const;

/** What every answer holds. */
export const everyToolAnswers = {
  status: z.enum(['answered', 'insufficient-data', 'error']),
  asOf: z.string().optional(),
  warning: z.string().optional(),
} as const;
