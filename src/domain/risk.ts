import type { BusinessTier } from './business-tier-settings.ts';
import type { Component } from './cause.ts';
import type { Confidence } from './confidence.ts';
import type { ScorePart, SubjectKind } from './finding.ts';

export const riskCategories = [
  'job-failure',
  'capacity',
  'efficiency',
  'recovery',
  'protection',
  'security',
  'data-quality',
] as const;
export type RiskCategory = (typeof riskCategories)[number];

/** What a risk threatens. */
export interface RiskSubject {
  readonly kind: SubjectKind | 'host' | 'proxy';
  readonly id: string;
  readonly name: string;
}

/** One thing a risk rests on, and how far it can be trusted. */
export interface RiskInput {
  /** A feature whose finding was read, or a source of VBR. */
  readonly name: string;
  readonly asOf: Date | null;
  readonly state: 'fresh' | 'stale' | 'missing' | 'forbidden' | 'unsupported' | 'failed';
}

/** One place where the claim can be looked up: a session, a line of a log, a file, a restore point, a finding, a fact of the server. */
export interface RiskEvidence {
  readonly kind: 'session' | 'log-line' | 'restore-point' | 'backup' | 'finding' | 'event' | 'fact';
  readonly id: string;
  readonly at: Date | null;
  readonly says: string;
}

/** A finding weighed by tier, impact and confidence: 0–100, 100 is worst. */
export interface Risk {
  readonly vbrServerId: number;
  /** Stays the same from pass to pass for the same kind of threat to the same subject. */
  readonly id: string;
  readonly category: RiskCategory;
  /** Within the category: `repository-filling`, `runs-failing`, `never-tested` …; playbooks are chosen by it. */
  readonly kind: string;
  /** Class of the signature behind failures; null where no failure is behind it or nothing names it. */
  readonly causeClass: string | null;
  /** The root-cause group that it shares with others. */
  readonly groupId: string | null;
  readonly component: Component | null;
  readonly subject: RiskSubject;
  readonly title: string;
  readonly score: number;
  /** Lowest and highest score that the uncertainty of the inputs allows. */
  readonly interval: readonly [low: number, high: number];
  /** Their points sum exactly to the score. */
  readonly contributions: readonly ScorePart[];
  /** The one change that takes the most points away, and how many. */
  readonly lowersMost: { readonly change: string; readonly points: number };
  readonly confidence: Confidence;
  readonly inputs: readonly RiskInput[];
  readonly tier: BusinessTier;
  readonly tierReason: string;
  /** Score times the weight of the tier: what risks are ordered by. */
  readonly impact: number;
  /** Names of jobs and workloads that are hit with it. */
  readonly jobs: readonly string[];
  readonly workloads: readonly string[];
  /** Numbers that a plan may calculate with, their unit in the name: `probabilityWithin30Days`, `failedRuns` … */
  readonly figures: Readonly<Record<string, number>>;
  readonly evidence: readonly RiskEvidence[];
  /** Name and version of the formula: `risk/3`. */
  readonly formula: string;
  /** False where what would show that it is gone could not be read: it stands as it was last known. */
  readonly isConfirmed: boolean;
  readonly firstSeenAt: Date;
  readonly asOf: Date;
}
