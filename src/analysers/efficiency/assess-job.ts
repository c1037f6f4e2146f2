import { confidenceFrom } from '../../domain/confidence.ts';
import type { StoredByJob } from '../../domain/efficiency.ts';
import type { Finding } from '../../domain/finding.ts';
import { scoreFrom } from '../../domain/score.ts';
import type { SourceState } from '../../domain/source-state.ts';
import { partsOf, sumsByKind } from './byte-sums.ts';
import { efficiencyConfidence } from './efficiency-confidence.ts';
import { efficiencyParts } from './efficiency-parts.ts';
import { judgeLevel } from './judge-level.ts';
import { measureSeries } from './measure-series.ts';
import type { EfficiencyMeasures } from './measures.ts';
import { notEstimated, type Peers, savingsOf } from './savings.ts';
import type { EfficiencySettings } from './settings.ts';
import { mostTelling, suspicionsOf } from './suspicion.ts';

/** One job's files with what the judgement rests on. */
export interface JobEfficiencyFacts {
  readonly stored: StoredByJob;
  readonly peers: Peers;
  readonly sources: readonly SourceState[];
  readonly asOf: Date;
  readonly settings: EfficiencySettings;
}

const method =
  'efficiency/3: Σ data / Σ backup bytes by kind of file; nights against each workload’s usual share, weekdays taken off; changes of level by what the series makes likely at any autocorrelation, nights by robust z';
const dayMs = 86_400_000;

/** What one job's deduplication and compression save; no score where no file tells its sizes. */
export function assessJobEfficiency(facts: JobEfficiencyFacts): Finding {
  const { stored, peers, asOf, settings } = facts;
  const subject = { kind: 'job', id: stored.id, name: stored.name } as const;
  const held = sumsByKind(partsOf(stored));
  const from = new Date(asOf.getTime() - settings.historyDays * dayMs);
  const series = (['full', 'increment', 'other'] as const).flatMap(
    (kind) => measureSeries(stored.files, kind, from) ?? [],
  );
  const judged = judgeLevel(stored, held, settings);
  const repositories = new Set(
    stored.backups.flatMap(({ repositoryName }) => repositoryName ?? []),
  );
  const suspicions = suspicionsOf(stored, asOf);
  const measures: EfficiencyMeasures = {
    jobId: stored.jobId,
    repositories: [...repositories].sort(),
    held,
    level: judged.level,
    workloadType: judged.workloadType,
    levelReason: judged.reason,
    series: series.map((each) => each.series),
    shifts: series.flatMap(({ shifts }) => shifts),
    unusual: series.flatMap(({ unusual }) => unusual),
    suspicions: mostTelling(suspicions),
    machinesWithSigns: {
      observation: suspicions.filter(({ level }) => level === 'observation').length,
      indication: suspicions.filter(({ level }) => level === 'indication').length,
    },
    savings: [...savingsOf(stored, held, peers)],
    notEstimated: [...notEstimated(stored)],
  };
  const base = { feature: 'efficiency', subject, asOf, method, measures } as const;
  const scored = scoreFrom(efficiencyParts(held, judged, series, settings));
  if (judged.level === null || scored === null) {
    const reason = judged.level === null ? judged.reason : tooShort;
    return { ...base, status: 'insufficient-data', reason };
  }
  const { score, grade, parts } = scored;
  const confidence = confidenceFrom(efficiencyConfidence(facts, held, series));
  return { ...base, status: 'scored', score, grade, parts, confidence };
}

const tooShort = 'such data has no target, and fewer than 14 nights of one kind of file are known';
