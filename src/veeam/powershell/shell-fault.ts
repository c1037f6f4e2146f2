import { Fault, type FaultCode } from '../../domain/errors.ts';

const nothingTaken =
  'nothing of what it wrote was taken, so what only PowerShell tells of VBR is as old as before';

/** A fault of a script or its program; whatever it wrote is left aside as a whole. */
export function shellFault(
  code: FaultCode,
  happened: string,
  next: string,
  cause?: unknown,
): Fault {
  return new Fault({ code, happened, means: nothingTaken, next, cause });
}

/** A fault of output that is not what the scripts write. */
export function unreadableOutput(happened: string, cause?: unknown): Fault {
  return shellFault('server-answer-unreadable', happened, remedy, cause);
}

const remedy =
  'run "dr365 doctor --powershell" and the script by hand, or switch powershell.enabled off';
