import { z } from 'zod';
import type { Progress, ResultWord } from '../../../domain/session.ts';
import { optionalCount, optionalFlag, optionalPart, optionalText, text } from '../schema/fields.ts';

/** How a session or task ended, flat. */
export interface Outcome {
  readonly result: ResultWord | null;
  readonly message: string | null;
  readonly isCanceled: boolean;
}

/** How a session or task ended: an open set of words. Null while VBR gives none. */
export const resultSchema = z
  .object({ result: text, message: optionalText, isCanceled: optionalFlag })
  .nullish();

/** Transfer figures in bytes. 1.3-rev0 also spells one of them `transferedSize`. */
export const progressSchema = optionalPart(
  z.object({
    processedSize: optionalCount,
    readSize: optionalCount,
    transferredSize: optionalCount,
    transferedSize: optionalCount,
    bottleneck: optionalText,
  }),
);

/** The result object of VBR, null parts where it gave none. */
export function toOutcome(result: z.output<typeof resultSchema>): Outcome {
  return {
    result: result?.result ?? null,
    message: result?.message || null,
    isCanceled: result?.isCanceled ?? false,
  };
}

/** VBR's transfer figures; the display text of the rate is never parsed. */
export function toProgress(progress: z.output<typeof progressSchema>): Progress | null {
  if (progress === null) return null;
  return {
    processedBytes: progress.processedSize,
    readBytes: progress.readSize,
    transferredBytes: progress.transferredSize ?? progress.transferedSize,
    bottleneck: progress.bottleneck,
  };
}

/** An end before the beginning is no end: clocks were set back, or the field holds a placeholder. */
export function endAfter(createdAt: Date, endedAt: Date | null): Date | null {
  return endedAt !== null && endedAt < createdAt ? null : endedAt;
}
