import { busiestAt } from './bottleneck.ts';
import { chanceFrom, fraction, textHash } from './chance.ts';
import { incrementFactor } from './intrusion.ts';
import type { SimulatedJob } from './job.ts';

/** What VBR says of a session's or task's transfer; sizes in bytes. */
export interface Transfer {
  readonly duration: string;
  readonly processingRate: string;
  readonly bottleneck: string;
  readonly processedSize: number;
  readonly readSize: number;
  readonly transferredSize: number;
  readonly progressPercent: number;
}

/** The transfer of so many workloads of a job; `share` is how far it got, 0 to 1. */
export function transferOf(
  job: SimulatedJob,
  seed: number,
  workloads: number,
  startMs: number,
  endMs: number,
  share: number,
): Transfer {
  const chance = chanceFrom(seed, textHash('transfer'), job.index, startMs);
  const seconds = Math.max(1, Math.floor((endMs - startMs) / 1000));
  const processed = Math.floor(job.workloadBytes * workloads * share);
  const jump = incrementFactor(job, startMs);
  const read = Math.floor(processed * Math.min(0.9, (0.01 + fraction(chance) * 0.05) * jump));
  return {
    duration: durationText(seconds),
    processingRate:
      read === 0 ? 'N/A' : `${Math.round((read / seconds / 1024 ** 2) * 10) / 10} MB/s`,
    bottleneck: share === 0 ? 'None' : busiestAt(job, seed, startMs),
    processedSize: processed,
    readSize: read,
    // What was encrypted cannot be compressed again.
    transferredSize: Math.floor(read * (jump > 1 ? 0.97 : 0.3 + fraction(chance) * 0.4)),
    progressPercent: Math.floor(share * 100),
  };
}

function durationText(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
