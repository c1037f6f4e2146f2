import type { Fault } from '../../domain/errors.ts';
import type { ScriptError } from './read-records.ts';
import { shellFault } from './shell-fault.ts';

/** Best effort: the module words its refusals in the language of the server. */
const refusal = /access (?:is )?denied|permission|not authorized|administrator role|insufficient/i;

/** What a script's own error record means. */
export function scriptFault(
  { stage, message }: ScriptError,
  said: (text: string) => string,
): Fault {
  const word = said(message);
  if (stage === 'command') {
    const happened = `The PowerShell module lacks a command: ${word}`;
    return shellFault('source-unsupported', happened, 'update the VBR console on this machine');
  }
  if (stage === 'module') {
    const happened = `The PowerShell module of VBR could not be loaded: ${word}`;
    const next =
      'install the VBR console (Linux: the package veeam-powershell) on this machine, or switch powershell.enabled off';
    return shellFault('settings-invalid', happened, next);
  }
  if (refusal.test(message)) {
    const happened = `VBR refuses the account in PowerShell: ${word}`;
    const next = 'the module needs the role Veeam Backup Administrator and no second factor';
    return shellFault('source-forbidden', happened, next);
  }
  const happened =
    stage === 'connect'
      ? `PowerShell could not connect to VBR: ${word}`
      : `The script failed in PowerShell: ${word}`;
  return shellFault(
    'server-answer-unreadable',
    happened,
    'try it by hand in PowerShell 7 on this machine',
  );
}

/** A program that ended badly without a record of why. */
export function complainedFault(exitCode: number | null, word: string): Fault {
  const how = exitCode === null ? 'was ended from outside' : `ended with exit code ${exitCode}`;
  const happened = `PowerShell ${how}${word === '' ? '' : ` and wrote "${word}"`}`;
  return shellFault(
    'server-answer-unreadable',
    happened,
    'run the script by hand in PowerShell 7: an execution policy or an old PowerShell stops it',
  );
}
