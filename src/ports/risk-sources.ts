import type { EstateFacts } from '../domain/estate-facts.ts';

/** What risks are made of beside findings, read as the analyst role from the metrics database. */
export interface RiskSources {
  /** A text that changes whenever anything that risks rest on changes. */
  readonly inputsKey: (vbrServerId: number) => Promise<string>;
  /** Malware events only since the instant. */
  readonly estateFacts: (vbrServerId: number, eventsSince: Date) => Promise<EstateFacts>;
}
