import type { AnalysisName } from '../domain/analysis-name.ts';
import type { Feature } from '../domain/finding.ts';
import type { SourceName } from '../domain/source-state.ts';
import type { PassRequest } from './pass-request.ts';

type Part = Feature | 'risk' | 'remediation';

/** What an analysis asked for alone judges, and what is read for it where the pass collects. */
interface PassParts {
  readonly analyses: ReadonlySet<Part>;
  /** Null: every source. */
  readonly sources: ReadonlySet<SourceName> | null;
}

const everything: PassParts = {
  analyses: new Set([
    'protection',
    'capacity',
    'efficiency',
    'recovery',
    'health',
    'risk',
    'remediation',
  ]),
  sources: null,
};

/** Whose data these are, and what o'clock it is there. */
const identity = ['job-states', 'server-info', 'server-time'] as const;

const alone: Readonly<Record<AnalysisName, PassParts>> = {
  health: {
    analyses: new Set(['health']),
    sources: new Set([
      ...identity,
      ...(['jobs', 'repositories', 'repository-states'] as const),
      ...(['sessions', 'task-sessions', 'logs'] as const),
    ]),
  },
  capacity: {
    analyses: new Set(['capacity']),
    sources: new Set([
      ...identity,
      ...(['repositories', 'repository-states', 'scale-out-repositories'] as const),
      ...(['jobs', 'backups', 'backup-objects', 'restore-points', 'backup-files'] as const),
    ]),
  },
  efficiency: { analyses: new Set(['efficiency']), sources: null },
  // A workload comes back from the points that protection found usable.
  recovery: { analyses: new Set(['protection', 'recovery']), sources: null },
  risk: { analyses: new Set(['risk', 'remediation']), sources: null },
  remediation: { analyses: new Set(['remediation']), sources: null },
};

/** Risks and plans rest on every other analysis: where new data come, all of them are made. */
export function partsOfPass({ only, steps }: Pick<PassRequest, 'only' | 'steps'>): PassParts {
  if (only === undefined) return everything;
  const restsOnAll = only === 'risk' || only === 'remediation';
  return restsOnAll && steps.includes('collect') ? everything : alone[only];
}
