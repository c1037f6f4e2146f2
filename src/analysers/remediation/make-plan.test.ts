import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aRisk } from '../../../test/fixtures/a-risk.ts';
import { loadSignatures } from '../../settings/failure-signatures.ts';
import { loadPlaybooks } from '../../settings/playbooks.ts';
import { makePlan } from './make-plan.ts';
import { remediationSettings } from './settings.ts';

const knowledge = join(import.meta.dirname, '../../../knowledge');
const { signatures } = await loadSignatures(knowledge);
const playbooks = await loadPlaybooks(knowledge);
const settings = remediationSettings.parse({});

test('two different causes never give the same plan, over the whole catalogue', () => {
  const plans = signatures.map((signature) => {
    const plan = makePlan(
      aRisk({ causeClass: signature.causeClass }),
      { playbooks, signature },
      settings,
    );
    const { signatureId: _, ...advice } = plan?.content ?? { signatureId: null };
    return JSON.stringify(advice);
  });
  expect(plans.length).toBeGreaterThan(100);
  expect(new Set(plans).size).toBe(plans.length);
});

test('two classes differ in what they advise even where no text is known', () => {
  const classes = [...playbooks.byCause.keys()];
  for (const part of ['summary', 'hypotheses', 'checks', 'options'] as const) {
    const told = classes.map((causeClass) => {
      const plan = makePlan(aRisk({ causeClass }), { playbooks, signature: null }, settings);
      return JSON.stringify(plan?.content[part]);
    });
    expect(new Set(told).size, part).toBe(classes.length);
  }
});

test('each kind of risk has advice and a verification of its own', () => {
  const summaries = [...playbooks.byKind.keys()].map((kind) => {
    const plan = makePlan(aRisk({ kind }), { playbooks, signature: null }, settings);
    expect(
      plan?.content.criteria.map(({ metric }) => metric),
      kind,
    ).toContain('risk-open');
    return JSON.stringify([plan?.content.checks, plan?.content.options]);
  });
  expect(new Set(summaries).size).toBe(summaries.length);
});

test('a kind that nobody wrote a playbook for has no plan', () => {
  expect(
    makePlan(aRisk({ kind: 'new-kind' }), { playbooks, signature: null }, settings),
  ).toBeNull();
});

test('the causes of the very text stand before those of its class', () => {
  const signature = signatures.find(({ id }) => id === 'cred-password-expired') ?? null;
  const plan = makePlan(aRisk({ causeClass: 'credentials' }), { playbooks, signature }, settings);
  expect(plan?.content.hypotheses[0]).toEqual({
    text: 'expiry policy on service account',
    basis: 'catalogue',
  });
  expect(plan?.content.summary).toContain('Account password expired');
  expect(plan?.content.options[0]?.title).toBe('Update the credential record once');
});

test('a sentence whose figure is not known is left out', () => {
  const plan = makePlan(aRisk({ figures: {} }), { playbooks, signature: null }, settings);
  expect(plan?.content.summary).toBe('');
  const known = makePlan(aRisk(), { playbooks, signature: null }, settings);
  expect(known?.content.summary).toBe(
    'Job "SQL Daily": the newest 3 runs failed in a row. 3 of 40 judged runs failed; 1 workloads are hit.',
  );
});

test('only what the risk has can be a criterion', () => {
  const repository = aRisk({
    kind: 'repository-filling',
    subject: { kind: 'repository', id: 'p1', name: 'Main' },
    jobs: [],
    figures: { usedPercent: 88 },
  });
  const criteria = (risk = repository) =>
    makePlan(risk, { playbooks, signature: null }, settings)?.content.criteria.map(
      ({ metric }) => metric,
    );
  expect(criteria()).toEqual(['days-until-full', 'used-percent', 'risk-open']);
  expect(criteria({ ...repository, figures: {} })).toEqual(['days-until-full', 'risk-open']);
  expect(criteria(aRisk({ causeClass: 'storage_space' }))).toEqual([
    'failed-runs-in-a-row',
    'risk-open',
  ]);
});

test('the first option gives the effort, benefit is impact times confidence', () => {
  const plan = makePlan(
    aRisk({ causeClass: 'credentials' }),
    { playbooks, signature: null },
    settings,
  );
  expect(plan).toMatchObject({ effortHours: 0.25, isQuickWin: true, benefit: 54 });
});
