import type { SimulatorTruth } from '../src/simulator/truth/truth.ts';
import type { CallTool, PreparedEstate, ToolAnswer } from './prepared-estate.ts';

/** One fact an answer must hold; expected and seen are compared as JSON. */
export interface FactCheck {
  readonly fact: string;
  readonly expected: unknown;
  readonly seen: unknown;
}

/** A question as people ask it, the call a careful agent makes, and the facts that the truth wants in the answer. */
export interface Question {
  readonly asked: string;
  readonly tool: string;
  /** Several sets of arguments where the truth names several subjects. */
  readonly calls: (truth: SimulatorTruth) => ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly facts: (
    answer: ToolAnswer,
    truth: SimulatorTruth,
    given: Readonly<Record<string, unknown>>,
    estate: PreparedEstate,
  ) => readonly FactCheck[];
  /** Which installation is asked; the present one unless said otherwise. */
  readonly at?: (estate: PreparedEstate) => CallTool;
}
