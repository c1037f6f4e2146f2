import { chanceFrom, fraction, textHash, whole } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { dayMs } from '../zone-clock.ts';

/** The installed licence as it stands at the estate's now. */
export interface InstalledLicence {
  readonly status: 'Valid' | 'Expired';
  readonly type: 'Subscription' | 'Perpetual';
  readonly edition: 'EnterprisePlus' | 'Enterprise';
  readonly instances: {
    readonly licensed: number;
    readonly used: number;
    readonly expiresMs: number;
  };
  /** Perpetual sockets beside the instances; null where there are none. */
  readonly sockets: {
    readonly licensed: number;
    readonly used: number;
    readonly supportEndsMs: number;
  } | null;
}

/** Days from the first end of history to the end of the licence; what is troubled ends soon. */
const daysLeft = { healthy: 310, troubled: 23, ransomware: 140, outage: 70, msp: 45 } as const;

/** The licence, from the seed and from what the estate protects. */
export function licenceOf({ options, jobs, nowMs }: Estate): InstalledLicence {
  const chance = chanceFrom(options.seed, textHash('licence'));
  const hasSockets = fraction(chance) < 0.35;
  const used = jobs.reduce(
    (sum, { kind, workloads, behaviour }) =>
      sum + (kind.hasRetry && behaviour.name !== 'never-run' ? workloads.length : 0),
    0,
  );
  const spare = options.scenario === 'troubled' ? 0.97 : 1.1 + fraction(chance) * 0.3;
  const firstEndMs = options.now.getTime();
  const expiresMs = midnight(firstEndMs + daysLeft[options.scenario] * dayMs);
  return {
    status: expiresMs <= nowMs ? 'Expired' : 'Valid',
    type: hasSockets ? 'Perpetual' : 'Subscription',
    edition: fraction(chance) < 0.7 ? 'EnterprisePlus' : 'Enterprise',
    instances: { licensed: Math.max(1, Math.floor(used * spare)), used, expiresMs },
    sockets: hasSockets
      ? {
          licensed: 16,
          used: whole(chance, 6, 16),
          supportEndsMs: midnight(firstEndMs + whole(chance, 20, 500) * dayMs),
        }
      : null,
  };
}

function midnight(instantMs: number): number {
  return Math.floor(instantMs / dayMs) * dayMs;
}
