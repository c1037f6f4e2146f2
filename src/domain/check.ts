import { isFault } from './errors.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-code.ts';

/** `careful`: it works, and will not or not well; `skipped`: could not be looked at, so nothing is known. */
export type CheckVerdict = 'good' | 'careful' | 'failed' | 'skipped';

/** One thing that was looked at so that it is known whether DR365 can work here. */
export interface Check {
  readonly name: string;
  /** The entry of a VBR server; null when it is a matter of this machine. */
  readonly subject: string | null;
  readonly verdict: CheckVerdict;
  readonly happened: string;
  readonly means: string;
  /** The remedy; empty when nothing is to be done. */
  readonly next: string;
  /** What a pass would end with because of it; 0 unless it failed. */
  readonly exitCode: ExitCode;
}

type CheckText = Pick<Check, 'name' | 'happened' | 'means'> &
  Partial<Pick<Check, 'subject' | 'next'>>;

export function goodCheck({ subject = null, next = '', ...text }: CheckText): Check {
  return { ...text, subject, next, verdict: 'good', exitCode: exitCodes.ok };
}

export function carefulCheck({ subject = null, next = '', ...text }: CheckText): Check {
  return { ...text, subject, next, verdict: 'careful', exitCode: exitCodes.ok };
}

export function failedCheck(text: CheckText, exitCode: ExitCode): Check {
  const { subject = null, next = '', ...rest } = text;
  return { ...rest, subject, next, verdict: 'failed', exitCode };
}

/** What could not be looked at because something before it failed. */
export function skippedCheck(name: string, subject: string | null, because: string): Check {
  return {
    name,
    subject,
    verdict: 'skipped',
    happened: `${name} was not looked at`,
    means: because,
    next: '',
    exitCode: exitCodes.ok,
  };
}

/** An error in the words of a check; one that nobody foresaw is told as a defect. */
export function faultCheck(name: string, subject: string | null, error: unknown): Check {
  const exitCode = exitCodeOf(error);
  if (!isFault(error)) {
    return {
      name,
      subject,
      verdict: 'failed',
      happened: `${name} could not be looked at`,
      means: 'DR365 met an error that nobody foresaw',
      next: 'see the newest file in DR365_HOME/logs and report it',
      exitCode,
    };
  }
  const { happened, means, next } = error;
  return { name, subject, verdict: 'failed', happened, means, next, exitCode };
}
