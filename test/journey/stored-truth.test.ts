import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { verifyEstate } from '../../evaluation/stored/verify-estate.ts';
import { scenarios } from '../../src/simulator/estate/behaviour.ts';

const seed = randomInt(1, 2 ** 31 - 1);
const scenario = scenarios[seed % scenarios.length] ?? 'troubled';

// `npm run verify-stored` does the same for twenty estates, five scenarios, three revisions and four roles.
it(`keeps of a simulated estate exactly what was visible (seed ${seed}, ${scenario})`, async () => {
  const options = { seed, scenario, now: new Date(), jobs: 12, days: 21, role: 'viewer' } as const;
  const { kinds, violations, exitCodes } = await verifyEstate(options, 5);
  expect(exitCodes).toEqual([0, 0]);
  expect(violations).toEqual([]);
  expect(kinds.size).toBeGreaterThan(15);
  expect(kinds.get('session')?.expected).toBeGreaterThan(50);
  for (const [kind, { missing, unexpected, altered }] of kinds) {
    expect({ kind, missing, unexpected, altered }).toEqual({
      kind,
      missing: [],
      unexpected: [],
      altered: [],
    });
  }
});
