/** What the text of a cause may name. */
export interface CauseScene {
  readonly workload: string;
  readonly repository: string;
  readonly host: string;
  readonly path: string;
  /** Any number that makes the text this one's own: a port, a size, a handle. */
  readonly number: number;
}

/** Why something failed or warned, in the simulator's own words. */
export interface Cause {
  /** The simulator's own name for it, used in the planted truth alone. */
  readonly key: string;
  /** False for wording that exists nowhere else: no catalogue of known messages can match it. */
  readonly isFamiliar: boolean;
  readonly language: 'en' | 'de' | 'fr';
  /** From the outermost wrapper to the root. */
  readonly lines: (scene: CauseScene) => readonly [string, ...string[]];
}

/** The whole nested text as it stands in a log record. */
export function causeText(cause: Cause, scene: CauseScene): string {
  return cause.lines(scene).join('\n');
}
