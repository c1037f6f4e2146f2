import { type BusinessTier, businessTiers, type TierSettings } from './business-tier-settings.ts';

/** What a risk of a workload of each tier is multiplied with. */
export const tierWeights: Readonly<Record<BusinessTier, number>> = {
  CRITICAL: 1,
  HIGH: 0.75,
  MEDIUM: 0.5,
  LOW: 0.25,
};

/** The tier of a workload and why: somebody set it, its name says it, or nobody said anything. */
export interface TierVerdict {
  readonly tier: BusinessTier;
  readonly basis: 'override' | 'pattern' | 'default';
  readonly reason: string;
}

/** The tier of a workload by its name: an override, else the highest tier whose words stand in it, else the default. */
export function tierOf(name: string, settings: TierSettings): TierVerdict {
  return tiersBy(settings)(name);
}

/** The same for many names: what the settings say is taken apart once. */
export function tiersBy({
  overrides,
  patterns,
  defaultTier,
}: TierSettings): (name: string) => TierVerdict {
  const byName = new Map(
    overrides.toReversed().map((one) => [one.workload.trim().toLowerCase(), one] as const),
  );
  const known = businessTiers.map((tier) => ({
    tier,
    patterns: patterns[tier].map((pattern) => ({ pattern, sought: wordsOf(pattern) })),
  }));
  return (name) => {
    const override = byName.get(name.trim().toLowerCase());
    if (override !== undefined) {
      const { tier, reason } = override;
      return { tier, basis: 'override', reason: `set by hand: ${reason}` };
    }
    const words = wordsOf(name);
    const found = known.flatMap(({ tier, patterns: own }) => {
      const first = own.find(({ sought }) => standsIn(sought, words));
      return first === undefined ? [] : [{ tier, pattern: first.pattern }];
    });
    return byPattern(found, defaultTier);
  };
}

function byPattern(
  [highest, ...others]: ReadonlyArray<{ readonly tier: BusinessTier; readonly pattern: string }>,
  defaultTier: BusinessTier,
): TierVerdict {
  if (highest === undefined) {
    const reason = 'default: no override and no word of its name tells a tier';
    return { tier: defaultTier, basis: 'default', reason };
  }
  const also = others.map(({ tier, pattern }) => `"${pattern}" would say ${tier}`).join(', ');
  const reason = `its name holds the word "${highest.pattern}"${also === '' ? '' : `; ${also}`}`;
  return { tier: highest.tier, basis: 'pattern', reason };
}

/** Runs of letters; everything else, digits among it, separates: "srv-DC01" holds "srv" and "dc". */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
}

/** Whether the words stand together, whole and in this order. */
function standsIn(sought: readonly string[], words: readonly string[]): boolean {
  if (sought.length === 0) return false;
  return words.some((_, start) => sought.every((word, place) => words[start + place] === word));
}
