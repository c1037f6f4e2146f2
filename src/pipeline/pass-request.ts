import type { ForecastCalibration } from '../analysers/capacity/calibration.ts';
import type { CapacitySettings } from '../analysers/capacity/settings.ts';
import type { EfficiencySettings } from '../analysers/efficiency/settings.ts';
import type { CompiledCatalogue } from '../analysers/health/causes/compile-catalogue.ts';
import type { HealthSettings } from '../analysers/health/settings.ts';
import type { ProtectionSettings } from '../analysers/protection/settings.ts';
import type { RecoverySettings } from '../analysers/recovery/settings.ts';
import type { RiskSettings } from '../analysers/risk/settings.ts';
import type { ReportProgress } from '../collection/progress.ts';
import type { CollectionSettings } from '../collection/source.ts';
import type { AnalysisName } from '../domain/analysis-name.ts';
import type { TierSettings } from '../domain/business-tier-settings.ts';
import type { PassStep } from '../domain/pass-report.ts';
import type { Revision } from '../domain/vbr-server.ts';
import type { AnalysisStore } from '../ports/analysis-store.ts';
import type { CapacityStore } from '../ports/capacity-store.ts';
import type { CauseStore } from '../ports/cause-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { CollectionStore } from '../ports/collection-store.ts';
import type { EfficiencyStore } from '../ports/efficiency-store.ts';
import type { Journal } from '../ports/journal.ts';
import type { PlanFactStore } from '../ports/plan-store.ts';
import type { Planner } from '../ports/planner.ts';
import type { RecoveryStore } from '../ports/recovery-store.ts';
import type { ForgettableKind, RetentionStore } from '../ports/retention-store.ts';
import type { RiskKeeper } from '../ports/risk-keeper.ts';
import type { RiskSources } from '../ports/risk-sources.ts';
import type { RiskStore } from '../ports/risk-store.ts';
import type { ShellSource } from '../ports/shell-source.ts';
import type { VbrSource } from '../ports/vbr-source.ts';

/** A configured server and the way to it. */
export interface ServerToRead {
  readonly entry: string;
  readonly address: string;
  /**
   * May take as long as its retries; it is left behind when the signal is given. `settled`: the revision of first contact,
   * null before it; a newer one is not taken up by itself.
   */
  readonly connect: (signal: AbortSignal, settled: Revision | null) => Promise<VbrSource>;
  /** Null, and absent: PowerShell is not asked. */
  readonly shell?: ShellSource | null;
}

interface PassSettings {
  readonly collection: CollectionSettings;
  readonly health: HealthSettings;
  readonly protection: ProtectionSettings;
  readonly capacity: CapacitySettings;
  readonly efficiency: EfficiencySettings;
  readonly recovery: RecoverySettings;
  readonly tiers: TierSettings;
  readonly risk: RiskSettings;
}

/** What removes old history, and how old each kind may grow. */
export interface Retention {
  readonly store: RetentionStore;
  readonly days: Readonly<Record<ForgettableKind, number>>;
}

/** Everything a pass works with. */
export interface PassRequest {
  /** The command as the user gave it, for the record. */
  readonly command: string;
  readonly steps: readonly PassStep[];
  /** Left out: every analysis, over everything that is read. */
  readonly only?: AnalysisName;
  /** Not asked for when `collect` is not among the steps: then every server that is kept is analysed. */
  readonly servers: readonly ServerToRead[];
  readonly collection: CollectionStore;
  readonly analysis: AnalysisStore;
  readonly causes: CauseStore;
  readonly capacity: CapacityStore;
  readonly efficiency: EfficiencyStore;
  readonly recovery: RecoveryStore;
  readonly riskSources: RiskSources;
  readonly riskKeeper: RiskKeeper;
  readonly risk: RiskStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly settings: PassSettings;
  /** Known failure texts. */
  readonly catalogue: CompiledCatalogue;
  /** Errors of past forecasts. */
  readonly calibration: ForecastCalibration;
  /** Left out where no plans are made. */
  readonly planner?: Planner;
  readonly planFacts?: PlanFactStore;
  /** Left out where nothing is ever removed. */
  readonly retention?: Retention;
  readonly progress: ReportProgress;
  /** Given by SIGINT and SIGTERM: the pass stops within ten seconds and is marked as interrupted. */
  readonly signal: AbortSignal;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Most memory held so far, for the figures; left out where nobody measures. */
  readonly residentBytes?: () => number;
}

/** A request with the pass that was opened for it. */
export interface PassContext extends PassRequest {
  readonly passId: string;
  /** The instant the pass began and its collection speaks for. */
  readonly startedAt: Date;
}
