import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  failingJob,
  groupOf,
  hoursBefore,
  riskFacts,
  workloadOf,
} from '../../../test/fixtures/risk-facts.ts';
import type { MalwareEvent } from '../../domain/security.ts';
import { assessRisks } from './assess-risks.ts';
import type { RiskFacts, WorkloadFact } from './risk-facts.ts';

const event = (machineName: string, hours: number): MalwareEvent => ({
  ...{ id: `e-${machineName}-${hours}`, type: 'EncryptedData', machineName, state: 'Created' },
  ...{ createdAt: hoursBefore(hours), detectedAt: hoursBefore(hours), severity: 'Suspicious' },
  ...{ backupObjectId: null, restorePointId: null, details: '', source: 'x', engine: null },
});
const jobOf = (name: string, isCopy = false, isActive = true): WorkloadFact['jobs'][number] => ({
  ...{ id: `id-${name}`, name, isActive, isCopy },
});
const passedOver = { state: 'late', isPassedOver: true, ageHours: 300 } as const;
const twice = (facts: RiskFacts) => {
  const ids = assessRisks(facts).risks.map(({ id, kind }) => `${kind} ${id}`);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
};

test('two waves of suspicious machines are one intrusion with all of them', () => {
  const waves = [200, 195, 190, 40, 30, 10];
  const malwareEvents = waves.map((hours) => event(`m${hours}`, hours));
  const { risks } = assessRisks(riskFacts({ malwareEvents }));
  expect(risks).toMatchObject([{ kind: 'intrusion', figures: { machines: 6 } }]);
  expect(risks[0]?.title).toContain('in 2 waves');
});

test('what two jobs pass over are two risks, though one job copies from both', () => {
  const workloads = ['a', 'b'].flatMap((own) =>
    [1, 2].map((number) =>
      workloadOf(`${own}${number}`, [], { ...passedOver, jobs: [jobOf('Copy', true), jobOf(own)] }),
    ),
  );
  const { risks } = assessRisks(riskFacts({ workloads }));
  const skipped = risks.filter(({ kind }) => kind === 'workload-skipped');
  expect(skipped.map(({ subject }) => subject.name).sort()).toEqual(['a', 'b']);
});

const name = fc.constantFrom('a', 'b', 'copy');
const placedIn = fc.array(fc.tuple(name, fc.boolean(), fc.boolean()), { maxLength: 3 });
const machineName = fc.constantFrom('m1', 'M1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7');
const machines = fc.uniqueArray(
  fc.record({
    name: machineName,
    platform: fc.constantFrom('vSphere', 'HyperV'),
    state: fc.constantFrom('late', 'unprotected', 'protected', 'left', null),
    isPassedOver: fc.boolean(),
    jobs: placedIn,
  }),
  { maxLength: 12, selector: (one) => `${one.platform}/${one.name}` },
);
// Far enough apart for two waves.
const hoursAgo = fc.constantFrom(90, 85, 80, 20, 15, 10);
const found = fc.array(fc.tuple(machineName, hoursAgo), { maxLength: 20 });
const groups = fc.uniqueArray(fc.tuple(fc.constantFrom('g', 'h'), fc.subarray(['a', 'b', 'c'])), {
  selector: ([id]) => id,
});
const outcome = fc.constantFrom('failed', 'warning', 'success');

test('no two risks of an analysis share an id', () => {
  fc.assert(
    fc.property(machines, found, groups, fc.array(outcome, { maxLength: 3 }), (...drawn) => {
      const [workloads, events, grouped, outcomes] = drawn;
      const facts = riskFacts({
        workloads: workloads.map(({ platform, jobs, ...one }) =>
          workloadOf(one.name, [], {
            ...{ ...one, id: `${platform}/${one.name}` },
            jobs: jobs.map((job) => jobOf(...job)),
          }),
        ),
        malwareEvents: events.map(([machine, hours]) => event(machine, hours)),
        groups: grouped.map(([id, jobs]) => groupOf(id, jobs)),
        jobs: outcomes.map((each, place) =>
          failingJob(['a', 'b', 'c'][place] ?? 'c', 3, {
            streak: { outcome: each, runs: 3, since: hoursBefore(72) },
          }),
        ),
      });
      expect(twice(facts)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
