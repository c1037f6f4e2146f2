import type { ComponentKind } from '../component.ts';

/** What the text of a cause may name. */
export interface CauseScene {
  readonly workload: string;
  readonly repository: string;
  readonly proxy: string;
  readonly host: string;
  readonly gateway: string;
  readonly vcenter: string;
  readonly datastore: string;
  readonly account: string;
  readonly server: string;
  readonly path: string;
  /** Any number that makes the text this one's own: a port, a size, a handle. */
  readonly number: number;
}

type CauseLanguage = 'en' | 'de' | 'fr' | 'cs' | 'ja';

/** Why something failed or warned, in the simulator's own words. */
export interface Cause {
  /** The simulator's own name for it, used in the planted truth alone. */
  readonly key: string;
  /** The class a catalogue of known messages puts it in; null for wording that exists nowhere else. */
  readonly causeClass: string | null;
  /** What it is tied to: everything that shares it may fail alike. */
  readonly component: ComponentKind;
  readonly language: CauseLanguage;
  /** The platforms it can happen on; all where absent. */
  readonly platforms?: readonly string[];
  /** From the outermost wrapper to the root. */
  readonly lines: (scene: CauseScene) => readonly [string, ...string[]];
}

/** False for wording that exists nowhere else: no catalogue of known messages can match it. */
export function isFamiliar({ causeClass }: Cause): boolean {
  return causeClass !== null;
}

/** The whole nested text as it stands in a log record. */
export function causeText(cause: Cause, scene: CauseScene): string {
  return cause.lines(scene).join('\n');
}
