import type { ExitCode } from '../../domain/exit-code.ts';

/** Where a command prints and how it ends. Answers go to `out`; progress and errors to `err`. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Whether a person is watching stderr. */
  readonly isWatched: boolean;
  readonly exit: (code: ExitCode) => void;
  /** Resolves when the user asks the process to end. */
  readonly interrupted: Promise<void>;
}

/** Prints a value for machines. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.out(JSON.stringify(value, null, 2));
}
