import type { AnalysisName } from '../../domain/analysis-name.ts';
import type { Check } from '../../domain/check.ts';
import type { ExitCode } from '../../domain/exit-code.ts';
import type { PassReport, PassStep } from '../../domain/pass-report.ts';
import type { KeptPlan, PlanStatus } from '../../domain/plan.ts';
import type { ScheduleStatus } from '../../domain/schedule-status.ts';
import type { Revision } from '../../domain/vbr-server.ts';
import type { AnswerStore } from '../../ports/answer-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DatabaseAdministration } from '../../ports/database-administration.ts';
import type { PlanAnswers } from '../../ports/plan-answers.ts';
import type { RiskStore } from '../../ports/risk-store.ts';
import type { LoadedSettings } from '../../settings/load-settings.ts';
import type { ScheduleChange } from '../../setup/schedule/scheduled-program.ts';
import type { ToolResult } from '../mcp/call-tool.ts';
import type { Terminal } from './terminal.ts';

/** Which of the two homes a command works in: the user's own, or the simulated estate's. */
export interface HomeChoice {
  readonly demo: boolean;
}

export interface PassOptions extends HomeChoice {
  readonly command: string;
  readonly steps: readonly PassStep[];
  /** Left out: every analysis. */
  readonly only?: AnalysisName;
  readonly progress: (text: string) => void;
}

/** What the read-only commands look at. */
export interface Reader {
  readonly answers: AnswerStore;
  readonly risk: RiskStore;
  readonly plans: PlanAnswers;
  readonly close: () => Promise<void>;
}

export interface SimulateOptions {
  readonly port: number;
  readonly scenario: 'healthy' | 'troubled' | 'ransomware' | 'outage' | 'msp';
  /** Null: as many jobs, repositories and sessions as the other options say. */
  readonly size: 'S' | 'M' | 'L' | 'XL' | null;
  readonly seed: number;
  readonly revision: Revision;
  readonly role: 'administrator' | 'viewer' | 'restore-operator' | 'security-administrator';
  readonly days: number;
  readonly jobs: number | null;
  readonly repositories: number | null;
  readonly sessions: number | null;
  readonly failedPercent: number | null;
  readonly warnedPercent: number | null;
  readonly stationary: boolean;
  readonly patternPercent: number;
  readonly latencyMs: number;
}

/** What a started simulator tells, and how to end it. */
export interface SimulatorShown {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly fingerprintSha256: string;
  readonly certificatePem: string;
  readonly close: () => Promise<void>;
}

export interface BacktestOptions {
  readonly series: string;
  readonly origins: string | null;
  readonly lengthDays: number;
  readonly horizonDays: number;
  readonly out: string;
  readonly cross: string | null;
  readonly levels: string | null;
  /** Null: the table that is shipped. */
  readonly calibration: string | null;
  readonly progress: (text: string) => void;
}

export interface BacktestReport {
  readonly series: number;
  /** Series whose rows do not stand together in the file. */
  readonly scatteredSeries: number;
  readonly origins: number;
  readonly forecasts: number;
  readonly crossings: number;
  readonly withoutHistory: number;
  readonly removedSpikes: number;
  readonly unitChanges: number;
  readonly faults: {
    readonly notNumbers: number;
    readonly negative: number;
    readonly zero: number;
    readonly duplicateDays: number;
  };
}

/** What an import of capacity history came to. */
export interface ImportReport {
  readonly rows: number;
  /** New or changed ones. */
  readonly written: number;
  readonly repositories: number;
  readonly from: string;
  readonly to: string;
}

/** What an import of SureBackup results came to. */
export interface SureBackupImportReport {
  readonly rows: number;
  /** New or changed ones. */
  readonly written: number;
  /** Names in the file that no workload known of VBR goes by. */
  readonly unknownWorkloads: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** What an import of an inventory came to. */
export interface InventoryImportReport {
  readonly machines: number;
  /** Those that no restore point and no task knows by name. */
  readonly neverBackedUp: number;
}

/** What an export of both databases holds. */
export interface ExportReport {
  readonly file: string;
  readonly fileBytes: number;
  readonly tables: number;
  readonly rows: number;
  readonly schema: { readonly metrics: number; readonly risk: number };
  /** Whether a pass was at work meanwhile. */
  readonly duringPass: boolean;
}

/** What an import of both databases came to. */
export interface DatabaseImportReport {
  readonly madeAt: string;
  readonly dr365Version: string;
  readonly schema: { readonly metrics: number; readonly risk: number };
  readonly tables: number;
  readonly rows: number;
  /** Databases that an earlier import of the same file had filled. */
  readonly doneBefore: readonly string[];
}

/** A risk that somebody takes upon himself. */
export interface AcceptanceOptions {
  readonly riskId: string;
  readonly owner: string;
  readonly reason: string;
  readonly expiresAt: Date;
}

export interface InitialiseOptions {
  readonly server: string | null;
  readonly username: string | null;
  readonly fingerprint: string | null;
  readonly acceptFingerprint: boolean;
  readonly withClaude: boolean;
  /** Make the first pass at once. */
  readonly withRun: boolean;
  /** Null: say how it is done and do nothing. */
  readonly withSchedule: boolean | null;
  /** Told each thing as soon as it is done. */
  readonly tell: (line: string) => void;
  readonly progress: (text: string) => void;
}

interface Initialised {
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

/** What `dr365 doctor` found, and the exit code that a pass would end with because of it. */
interface ExaminationShown {
  readonly checks: readonly Check[];
  readonly exitCode: ExitCode;
}

/** Where and as whom scheduled passes run; null takes the usual place and account of the platform. */
export interface ScheduleOptions {
  readonly home: string | null;
  readonly account: string | null;
  readonly dryRun: boolean;
}

/** What app puts behind the commands. */
export interface Actions {
  readonly pass: (options: PassOptions) => Promise<PassReport>;
  readonly simulateEstate: (progress: (text: string) => void) => Promise<PassReport>;
  readonly ask: (home: HomeChoice, tool: string, input: unknown) => Promise<ToolResult>;
  readonly openReader: (home: HomeChoice) => Promise<Reader>;
  readonly serveMcp: (home: HomeChoice) => Promise<void>;
  readonly simulate: (options: SimulateOptions) => Promise<SimulatorShown>;
  readonly backtest: (options: BacktestOptions) => Promise<BacktestReport>;
  readonly importCapacity: (home: HomeChoice, file: string) => Promise<ImportReport>;
  /** Draws the repositories that have a forecast into a folder; the paths of the pictures. */
  readonly drawCapacity: (home: HomeChoice, folder: string) => Promise<readonly string[]>;
  readonly importSureBackup: (home: HomeChoice, file: string) => Promise<SureBackupImportReport>;
  /** The plan as it was before; null where there is none for this risk. */
  readonly setPlanStatus: (
    home: HomeChoice,
    riskId: string,
    status: PlanStatus,
  ) => Promise<KeptPlan | null>;
  readonly importInventory: (home: HomeChoice, file: string) => Promise<InventoryImportReport>;
  readonly exportDatabases: (
    home: HomeChoice,
    file: string,
    progress: (text: string) => void,
  ) => Promise<ExportReport>;
  readonly importDatabases: (
    home: HomeChoice,
    file: string,
    progress: (text: string) => void,
  ) => Promise<DatabaseImportReport>;
  readonly acceptRisk: (home: HomeChoice, accepted: AcceptanceOptions) => Promise<void>;
  readonly reopenRisk: (home: HomeChoice, riskId: string) => Promise<void>;
  readonly loadSettings: (home: HomeChoice) => Promise<LoadedSettings>;
  readonly administration: (home: HomeChoice) => Promise<DatabaseAdministration>;
  readonly initialise: (options: InitialiseOptions) => Promise<Initialised>;
  readonly examine: (options: { readonly withPowerShell: boolean }) => Promise<ExaminationShown>;
  readonly scheduleStatus: () => Promise<ScheduleStatus>;
  readonly installSchedule: (options: ScheduleOptions) => Promise<ScheduleChange>;
  readonly removeSchedule: (options: ScheduleOptions) => Promise<ScheduleChange>;
  /** Writes what is waiting and closes what was opened. */
  readonly close: () => Promise<void>;
}

export interface CliContext {
  readonly actions: Actions;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly version: string;
}
