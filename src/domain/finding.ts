import type { Confidence } from './confidence.ts';
import type { Grade } from './grade.ts';

export type Feature = 'health' | 'protection' | 'capacity' | 'efficiency' | 'recovery';
export type SubjectKind = 'estate' | 'job' | 'workload' | 'repository';

/** What a finding speaks of. The estate's id is the VBR server's id as text. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly name: string;
}

/** One additive part of a score: the parts' points sum exactly to the score. */
export interface ScorePart {
  readonly name: string;
  /** Share of 100 this part may earn, after leaving out parts without data. */
  readonly weight: number;
  readonly points: number;
  readonly reason: string;
}

interface FindingBase {
  readonly feature: Feature;
  readonly subject: Subject;
  readonly asOf: Date;
  readonly method: string;
  /** The analyser's own figures and evidence, parsed by its schema when read back. */
  readonly measures: Readonly<Record<string, unknown>>;
}

export interface ScoredFinding extends FindingBase {
  readonly status: 'scored';
  readonly score: number;
  readonly grade: Grade;
  readonly parts: readonly ScorePart[];
  readonly confidence: Confidence;
}

interface InsufficientFinding extends FindingBase {
  readonly status: 'insufficient-data';
  readonly reason: string;
}

interface FailedFinding extends FindingBase {
  readonly status: 'failed';
  readonly reason: string;
}

/** What an analyser says. Unknown is never zero: no score without data. */
export type Finding = ScoredFinding | InsufficientFinding | FailedFinding;
