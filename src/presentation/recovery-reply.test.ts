import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { createAnswerStore } from '../../test/fixtures/answer-store.ts';
import { forbiddenCharacters, hostileNames } from '../../test/fixtures/hostile-names.ts';
import {
  type PlantedRecovery,
  plantedRestore,
  recoveryServer,
} from '../../test/fixtures/planted-recovery.ts';
import { plainCalibration } from '../../test/fixtures/used-space.ts';
import type { RestoreRecord } from '../domain/recovery-evidence.ts';
import { recoveryPerformance } from '../queries/recovery-performance.ts';
import { mostTokens, type Reply } from './health-reply.ts';
import { recoveryReply } from './recovery-reply.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
type Request = Parameters<typeof recoveryPerformance>[1] & {
  readonly detail?: 'summary' | 'full';
};

async function reply(
  estates: Readonly<Record<string, readonly PlantedRecovery[]>>,
  restores: readonly RestoreRecord[],
  request: Request,
  at = asOf,
): Promise<Reply> {
  const kept = Object.entries(estates).map(([entry, planted], place) =>
    recoveryServer(place + 1, entry, planted, restores, asOf),
  );
  const answers = createAnswerStore(kept);
  const context = { answers, asOf: at, simulated: false, calibration: plainCalibration };
  const answer = await recoveryPerformance(context, request);
  return recoveryReply(answer, request.detail ?? 'summary');
}

/** A name may look like a token of a model's own, which counts as the text that it is. */
const plainTokens = (text: string) => countTokens(text, { disallowedSpecial: new Set() });
const tokensOf = ({ text, structuredContent }: Reply) =>
  plainTokens(text) + plainTokens(JSON.stringify(structuredContent));

const daysAgo = (days: number) => new Date(asOf.getTime() - days * 86_400_000);

/** Every family has so many restores that its times and bounds are told. */
function manyRestores(over: Partial<RestoreRecord> = {}): readonly RestoreRecord[] {
  const families = ['full-machine', 'disk', 'file', 'application', 'instant', 'failover'] as const;
  return families.flatMap((family) =>
    Array.from({ length: 60 }, (_, turn) =>
      plantedRestore(20 + 3 * turn + (turn % 7), 10 + 2 * turn, { family, ...over }),
    ),
  );
}

const proven = { depth: 'boot', verdict: 'passed', at: daysAgo(9) } as const;

describe('the reply to a recovery question', () => {
  it('keeps its budget with any hostile name, holds no forbidden character, and still tells of several workloads', async () => {
    for (const name of hostileNames) {
      const many = Array.from({ length: 12 }, (_, turn) => ({
        name: `${name} ${turn}`,
        proofs: turn % 2 === 0 ? [] : [proven],
      }));
      const restores = manyRestores({ repositoryName: name, sessionId: name });
      const { text, structuredContent } = await reply({ north: many }, restores, {});
      const tokens = tokensOf({ text, structuredContent });
      expect(tokens, JSON.stringify(name)).toBeLessThanOrEqual(mostTokens.summary);
      expect(text.match(/^- "/gm)?.length, JSON.stringify(name)).toBeGreaterThanOrEqual(2);
      expect(structuredContent['page']).toMatchObject({ nextCursor: expect.any(String) });
      expect(text.replaceAll('\n', '')).not.toMatch(forbiddenCharacters);
      expect(JSON.stringify(structuredContent)).not.toMatch(forbiddenCharacters);
    }
  });

  it.each(['summary', 'full'] as const)(
    'keeps its budget for many servers, a simulation and a page of fifty (%s)',
    async (detail) => {
      const long = 'Very long department name '.repeat(8);
      const machines = Array.from({ length: 60 }, (_, turn) => ({ name: `${long}${turn}` }));
      const estates = Object.fromEntries(
        Array.from({ length: 6 }, (_, place) => [`${long} entry ${place}`, machines]),
      );
      const request = { detail, limit: 50, concurrent: 20 };
      const told = await reply(estates, manyRestores({ repositoryName: long }), request);
      expect(tokensOf(told)).toBeLessThanOrEqual(mostTokens[detail]);
      expect(told.structuredContent['workloads']).not.toHaveLength(0);
      expect(told.text).toMatch(/Restored at once.*asked 20, simulated 20/);
    },
  );

  it('says tier, proof, time with its basis, and what decided, in both forms', async () => {
    const restores = Array.from({ length: 12 }, (_, turn) =>
      plantedRestore((60 + 10 * turn) * (1 + 0.02 * (turn % 3)), 60 + 10 * turn),
    );
    const { text, structuredContent } = await reply(
      { north: [{ name: 'sql-01', proofs: [proven], pointHoursAgo: 30 }] },
      restores,
      { workload: 'sql-01' },
    );
    expect(structuredContent).toMatchObject({
      status: 'answered',
      workloads: [
        {
          ...{ workload: 'sql-01', tier: 'HIGH', sla: 'NON_COMPLIANT', proof: 'proven' },
          lastProof: { at: '2026-11-14', depth: 'boot', ageDays: 9, session: 'test of sql-01' },
          restoreTime: { basis: expect.stringMatching(/^size, from 12 full-machine restores/) },
          rpo: { is: 'NON_COMPLIANT', target: 26, value: 30 },
          rto: { is: 'COMPLIANT', target: 480 },
        },
      ],
    });
    expect(text).toMatch(/HIGH \(its name holds the word "sql"\)/);
    expect(text).toContain('last proof boot 2026-11-14 (9 d, session test of sql-01)');
    expect(text).toMatch(/P50 10\d(\.\d)?, P95 1[01]\d(\.\d)? min by size, from 12 full-machine/);
    expect(text).toContain('RPO NON_COMPLIANT (newest usable point 30 of 26 h old)');
  });

  it('tells P50, P90 and P95 of a family, in full each with both of its bounds', async () => {
    const restores = Array.from({ length: 60 }, (_, turn) => plantedRestore(turn + 1, 60));
    const familyIn = async (detail: 'summary' | 'full') => {
      const { text, structuredContent } = await reply({ north: [{ name: 'a' }] }, restores, {
        detail,
      });
      const [estate] = [structuredContent['estates']].flat() as { families?: unknown }[];
      return { text, families: estate?.families };
    };
    const brief = await familyIn('summary');
    expect(brief.families).toContainEqual(
      expect.objectContaining({ p50: 30, p90: 54, p95: 57, p95AtMost: 60 }),
    );
    expect(brief.text).toContain('P50 30, P90 54, P95 57 min (95 % sure: at most 60)');
    const full = await familyIn('full');
    // Ranks of 60 sorted times: the binomial tails of each share.
    expect(full.families).toContainEqual(
      expect.objectContaining({
        p50Between: { atLeast: 24, atMost: 37 },
        p90Between: { atLeast: 50, atMost: 59 },
        p95AtLeast: 54,
      }),
    );
    expect(full.text).toContain('P50 30 (24 to 37), P90 54 (50 to 59), P95 57 min');
  });

  it('says that there is no proof and no evidence for a time, and that the level is unknown', async () => {
    const two = [plantedRestore(10, 10), plantedRestore(20, 20)];
    const { text, structuredContent } = await reply({ north: [{ name: 'app-7' }] }, two, {});
    expect(structuredContent).toMatchObject({
      estates: [{ sureBackupDetail: 'absent' }],
      workloads: [
        { proof: 'never-tested', restoreTime: 'not enough evidence', rto: { is: 'UNKNOWN' } },
      ],
    });
    expect(text).toMatch(/never-tested, no proof of restore; restore time: not enough evidence/);
    expect(text).toMatch(/RTO UNKNOWN \(not enough evidence: fewer than five timed/);
    expect(text).toMatch(/full-machine: not enough evidence; timed 2/);
    expect(text).not.toMatch(/NaN|null|undefined/);
  });

  it('warns first where the data is old', async () => {
    const later = new Date(asOf.getTime() + 3 * 86_400_000);
    const told = await reply({ north: [{ name: 'sql-01' }] }, manyRestores(), {}, later);
    expect(told.text).toMatch(/^NOT CURRENT/);
  });

  it('is insufficient data where recovery was never judged', async () => {
    const told = await reply({}, [], {});
    expect(told.structuredContent).toMatchObject({ status: 'insufficient-data' });
  });
});
