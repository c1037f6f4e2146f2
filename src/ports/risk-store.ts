import type { Pass } from '../domain/pass.ts';
import type { RiskAnswers } from './risk-answers.ts';

/** One call through a door, for the audit. */
export interface AuditEntry {
  readonly at: Date;
  readonly door: 'mcp' | 'cli' | 'http';
  readonly tool: string;
  /** SHA-256 of the arguments, hex. */
  readonly argumentsHash: string;
  readonly outcome: 'answered' | 'refused' | 'failed';
  readonly durationMs: number;
}

/** The risk database, as far as passes and audit go. */
export interface RiskStore {
  readonly openPass: (pass: Pass) => Promise<void>;
  readonly closePass: (pass: Pass) => Promise<void>;
  /** Newest first. */
  readonly passes: (limit: number) => Promise<readonly Pass[]>;
  /** Through the one function the mcp role may call. */
  readonly audit: (entry: AuditEntry) => Promise<void>;
  /** Risks as the mcp role may read them. */
  readonly risks: RiskAnswers;
  readonly counts: () => Promise<Readonly<Record<string, number>>>;
  readonly close: () => Promise<void>;
}
