import type { Confidence } from '../domain/confidence.ts';
import type { EstateFacts } from '../domain/estate-facts.ts';
import type { Feature, Finding, ScorePart, Subject, SubjectKind } from '../domain/finding.ts';

/** A current finding, cut down to what risks rest on. */
export interface BriefFinding {
  readonly subject: Subject;
  readonly asOf: Date;
  readonly status: Finding['status'];
  readonly reason: string | null;
  readonly score: number | null;
  /** Null where it was not asked for, or nothing was scored. */
  readonly judgement: {
    readonly parts: readonly ScorePart[];
    readonly confidence: Confidence;
  } | null;
  readonly measures: Readonly<Record<string, unknown>>;
}

export interface WantedFindings {
  readonly feature: Feature;
  readonly kind: Exclude<SubjectKind, 'estate'>;
  readonly withMeasures: boolean;
  /** Names of measures that nobody reads: they are not brought along. */
  readonly leaveOut: readonly string[];
  readonly withJudgement: boolean;
}

/** What risks are made of, read as the analyst role from the metrics database. */
export interface RiskSources {
  /** A text that changes whenever anything that risks rest on changes. */
  readonly inputsKey: (vbrServerId: number) => Promise<string>;
  /** Streams the current findings of one feature and kind, in order of their subjects' ids. */
  readonly findings: (
    vbrServerId: number,
    wanted: WantedFindings,
  ) => AsyncIterable<readonly BriefFinding[]>;
  /** Malware events only since the instant. */
  readonly estateFacts: (vbrServerId: number, eventsSince: Date) => Promise<EstateFacts>;
}
