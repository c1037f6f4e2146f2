import type { z } from 'zod';
import type { Progress, ResultWord } from '../../../domain/session.ts';
import type { progressSchema } from '../schema/progress.ts';
import type { resultSchema } from '../schema/result.ts';

/** How a session or task ended, flat. */
export interface Outcome {
  readonly result: ResultWord | null;
  readonly message: string | null;
  readonly isCanceled: boolean;
}

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
  if (progress === null || progress === undefined) return null;
  return {
    processedBytes: progress.processedSize,
    readBytes: progress.readSize,
    transferredBytes: progress.transferredSize ?? progress.transferedSize,
    bottleneck: progress.bottleneck,
  };
}
