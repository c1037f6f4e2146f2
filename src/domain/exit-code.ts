import { Fault, type FaultCode } from './errors.ts';

/** The documented process exit codes; schedulers alert on them. */
export const exitCodes = {
  ok: 0,
  partial: 10,
  serverUnreachable: 20,
  databaseDown: 30,
  cannotHelpByRetrying: 40,
  defect: 50,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const exitCodeOfFault: Readonly<Record<FaultCode, ExitCode>> = {
  'server-unreachable': exitCodes.serverUnreachable,
  'server-answer-unreadable': exitCodes.serverUnreachable,
  'server-trust-refused': exitCodes.cannotHelpByRetrying,
  'server-version-unsupported': exitCodes.cannotHelpByRetrying,
  'server-replaced': exitCodes.cannotHelpByRetrying,
  'credentials-refused': exitCodes.cannotHelpByRetrying,
  'account-locked': exitCodes.cannotHelpByRetrying,
  'multi-factor-required': exitCodes.cannotHelpByRetrying,
  'source-forbidden': exitCodes.ok,
  'source-unsupported': exitCodes.ok,
  'not-found': exitCodes.cannotHelpByRetrying,
  'database-down': exitCodes.databaseDown,
  'database-refused': exitCodes.cannotHelpByRetrying,
  'settings-invalid': exitCodes.cannotHelpByRetrying,
  'input-invalid': exitCodes.cannotHelpByRetrying,
  'already-running': exitCodes.ok,
  interrupted: exitCodes.partial,
  defect: exitCodes.defect,
};

/** The exit code an error ends a command with; anything that is not a Fault is a defect. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof Fault ? exitCodeOfFault[error.code] : exitCodes.defect;
}
