import type { CapacityDayTruth } from '../src/simulator/truth/capacity-days.ts';
import type { SimulatorTruth } from '../src/simulator/truth/truth.ts';

/** What one tool call gave. */
export interface ToolAnswer {
  readonly structuredContent: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly isError: boolean;
}

/** A tool call as a careful agent would make it. */
export type CallTool = (
  name: string,
  given: Readonly<Record<string, unknown>>,
) => Promise<ToolAnswer>;

/** A simulated estate that went through collection and analysis, ready to be asked about. */
export interface PreparedEstate {
  /** Asks at the truth's own instant, or so many hours after it: the collector stood still meanwhile. */
  readonly callTool: (hoursLater: number) => CallTool;
  /** Asks an installation that never collected anything. */
  readonly callToolBeforeCollection: CallTool;
  /** The same installation once the planted history of its repositories was imported, at the truth's own instant. */
  readonly callToolWithHistory: CallTool;
  /** Asks an estate of eight days, which an administrator reads. */
  readonly callToolOfYoungEstate: CallTool;
  readonly truthOfYoungEstate: SimulatorTruth;
  readonly truth: SimulatorTruth;
  /** What was planted for each repository and day, 90 days to come included. */
  readonly capacityDays: readonly CapacityDayTruth[];
  readonly close: () => Promise<void>;
}

export type PrepareEstate = (
  seed: number,
  revision: SimulatorTruth['revision'],
) => Promise<PreparedEstate>;
