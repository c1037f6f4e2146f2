import type { RiskSubject } from '../../domain/risk.ts';
import type { SourceState } from '../../domain/source-state.ts';
import { type EstateIndex, tierAmong } from './estate-index.ts';
import { reachOf } from './formula.ts';
import type { RiskDraft } from './make-risk.ts';
import type { EfficiencyFact } from './risk-facts.ts';
import type { InputName } from './risk-inputs.ts';

const hourMs = 3_600_000;
/** What every judgement of protection rests on. */
const heartbeat = ['sessions', 'restore-points'] as const;
/** Data of this age says nothing of last night. */
const blindAfterHours = 72;
const leastStaleness = 0.6;
const lowEfficiency = 60;

/** What cannot be seen is a risk of its own: data that stands still, and sources that are hidden or fail. */
export function dataQualityRisks(index: EstateIndex): RiskDraft[] {
  return [...stale(index), ...blind(index)];
}

function stale(index: EstateIndex): RiskDraft[] {
  const { sources, asOf, settings } = index.facts;
  const ages = heartbeat.map((name) => {
    const state = sources.find(({ source }) => source === name);
    const readAt = state === undefined ? null : lastRead(state);
    return readAt === null ? null : (asOf.getTime() - readAt.getTime()) / hourMs;
  });
  const never = ages.filter((age) => age === null).length;
  const oldest = Math.max(0, ...ages.map((age) => age ?? 0));
  if (never === 0 && oldest <= settings.staleHours) return [];
  const hours = Math.round(oldest);
  const reason = never > 0 ? 'never read' : `last read ${hours} hours ago`;
  const grows = Math.max(leastStaleness, Math.min(1, oldest / blindAfterHours));
  return [
    {
      ...server(index, [...heartbeat]),
      kind: 'data-stale',
      title:
        never > 0
          ? 'Sessions or restore points were never read: nothing shows what is protected'
          : `The data is ${hours} hours old: nothing shows what happened since`,
      shares: {
        loss: { value: never > 0 ? 1 : grows, reason: `sessions and restore points: ${reason}` },
        reach: { value: 1, reason: 'the whole server' },
        persistence: { value: never > 0 ? 1 : Math.min(1, oldest / 168), reason },
        fallback: { value: 1, reason: 'nothing else tells' },
      },
      figures: { ageHours: never > 0 ? null : hours },
      evidence: heartbeat.map((name, place) => ({
        ...{ kind: 'fact', id: `source/${name}` },
        at: lastReadOf(sources, name),
        says: ages[place] === null ? 'never read' : `${Math.round(ages[place] ?? 0)} hours old`,
      })),
    },
  ];
}

function blind(index: EstateIndex): RiskDraft[] {
  const hidden = index.facts.sources.filter(({ availability }) => availability !== 'available');
  if (hidden.length === 0) return [];
  const names = hidden.map(({ source }) => source);
  return [
    {
      ...server(index, names),
      kind: 'blind-spot',
      title: `Not visible: ${names.join(', ')}`,
      shares: {
        loss: { value: null, reason: `what ${hidden.length} sources would tell` },
        reach: { value: 1, reason: 'the whole server' },
        persistence: { value: 1, reason: 'until they can be read' },
        fallback: { value: null, reason: 'whether all is well there' },
      },
      figures: { hiddenSources: hidden.length },
      evidence: hidden.slice(0, 4).map(({ source, availability, lastAvailableAt }) => ({
        ...{ kind: 'fact', id: `source/${source}`, at: lastAvailableAt, says: availability },
      })),
    },
  ];
}

/** What the efficiency of a job or repository loses against its target; empty without such findings. */
export function efficiencyRisks(index: EstateIndex): RiskDraft[] {
  const low = index.facts.efficiency.filter(({ score }) => score < lowEfficiency);
  return low.map((fact) => efficiencyDraft(index, fact));
}

function efficiencyDraft(index: EstateIndex, fact: EfficiencyFact): RiskDraft {
  const { kind, id, name, score, reason } = fact;
  const workloads =
    kind === 'job' ? (index.workloadsOfJob.get(id) ?? []) : (index.workloadsIn.get(id) ?? []);
  const { settings, features } = index.facts;
  return {
    kind: 'efficiency-low',
    subject: { kind, id, name },
    title: `"${name}" saves little space: ${Math.round(score)} of 100`,
    shares: {
      loss: { value: (lowEfficiency - score) / lowEfficiency, reason },
      reach: reachOf(workloads.length, settings.fullReachWorkloads, 'workloads'),
      persistence: { value: 1, reason: 'by the way it is stored' },
      fallback: { value: 0, reason: 'space is wasted, nothing is lost' },
    },
    sample: { value: 1, reason: 'as its efficiency was judged' },
    needs: ['efficiency', 'backup-files'],
    jobs: kind === 'job' ? [name] : [],
    workloads,
    figures: { efficiencyScore: score },
    evidence: [
      { kind: 'finding', id: `efficiency/${id}`, at: features.efficiency ?? null, says: reason },
    ],
  };
}

function server({ facts }: EstateIndex, needs: readonly InputName[]) {
  const subject: RiskSubject = {
    kind: 'estate',
    id: String(facts.server.id),
    name: facts.server.name,
  };
  return {
    subject,
    needs,
    sample: { value: 1, reason: 'as the collection recorded it' },
    tier: tierAmong(facts.workloads, facts),
    jobs: [],
    workloads: [],
  };
}

function lastRead({ availability, checkedAt, lastAvailableAt }: SourceState): Date | null {
  return lastAvailableAt ?? (availability === 'available' ? checkedAt : null);
}

function lastReadOf(sources: readonly SourceState[], name: string): Date | null {
  const state = sources.find(({ source }) => source === name);
  return state === undefined ? null : lastRead(state);
}
