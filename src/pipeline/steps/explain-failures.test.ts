import { expect, it } from 'vitest';
import {
  createInMemoryCauseStore,
  emptyCauses,
} from '../../../test/fixtures/in-memory-cause-store.ts';
import {
  dailyServer,
  inMemoryPass,
  scriptedServer,
} from '../../../test/fixtures/in-memory-pass.ts';
import { plantedFacts } from '../../../test/fixtures/planted-causes.ts';
import { plantedSignature } from '../../../test/fixtures/planted-signatures.ts';
import { attributeCauses } from '../../analysers/health/causes/attribute-causes.ts';
import { compileCatalogue } from '../../analysers/health/causes/compile-catalogue.ts';
import type { LineToMatch } from '../../ports/cause-store.ts';
import { runPass } from '../run-pass.ts';
import { explainRuns } from './explain-runs.ts';

const catalogue = compileCatalogue({
  version: 1,
  noise: [],
  signatures: [plantedSignature('disk full', { causeClass: 'space' })],
});

function planted(runs: number) {
  const kept = emptyCauses();
  kept.runsToExplain = Array.from({ length: runs }, (_, place) =>
    plantedFacts({
      run: { ...plantedFacts().run, id: `run-${place}` },
      sessions: [
        {
          id: `run-${place}`,
          message: 'the disk full again',
          createdAt: new Date(0),
          isLogPending: false,
        },
      ],
    }),
  );
  const pass = inMemoryPass([scriptedServer('one', dailyServer())]);
  const request = { ...pass.request, catalogue, causes: createInMemoryCauseStore(kept) };
  return { kept, request, journal: pass.journal };
}

const line = (text: string, workload: string | null): LineToMatch => ({
  owner: { kind: 'task', id: text, sessionId: 's' },
  recordId: 1,
  text,
  workload,
});

it('matches what came, explains what is marked and groups what came of it, in every pass', async () => {
  const { kept, request } = planted(2);
  kept.linesToMatch = [
    line('disk full', null),
    line('gate of alpha shut', 'alpha'),
    line('gate of omega shut', 'omega'),
  ];
  kept.goneRunIds.push('gone');
  const report = await runPass({ ...request, steps: ['collect'] });
  expect(report.servers[0]?.counts).toMatchObject({
    'lines-matched': 3,
    'lines-unknown': 2,
    'runs-explained': 3,
    'causes-changed': 2,
    'groups-changed': 1,
  });
  const [, one, other] = kept.matched.map(({ matched }) => matched.fingerprint);
  expect(one).toBe(other);
  expect(kept.groups).toMatchObject([{ causeClass: 'space', runIds: ['run-0', 'run-1'] }]);
});

it('leaves the mark of a run that cannot be explained, tells it and goes on', async () => {
  const { kept, request, journal } = planted(600);
  const context = { ...request, passId: 'p', startedAt: new Date(0) };
  const counts = await explainRuns(context, 1, (compiled, facts, estate) => {
    if (facts.run.id === 'run-7') throw new RangeError('planted');
    return attributeCauses(compiled, facts, estate);
  });
  expect(counts).toEqual({
    'runs-explained': 599,
    'causes-changed': 599,
    'explanations-failed': 1,
  });
  expect(kept.explainedRunIds).not.toContain('run-7');
  expect(journal.entries.map(({ data }) => data)).toContainEqual({ step: 'explain', run: 'run-7' });
});
