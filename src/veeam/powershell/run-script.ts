import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endTree } from './end-tree.ts';
import { gatherOutput, type OutputLimits } from './gather-output.ts';
import { shellFault, unreadableOutput } from './shell-fault.ts';

export interface ScriptRun {
  /** Name or path of PowerShell 7. */
  readonly program: string;
  /** Path of the script. */
  readonly script: string;
  /** Written to its standard input; never an argument and never a variable, for it holds a password. */
  readonly order: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly limits?: OutputLimits;
}

export interface ScriptOutput {
  readonly written: Uint8Array;
  /** The beginning of what it wrote as errors. */
  readonly complaint: string;
  readonly exitCode: number | null;
}

const switches = ['-NoLogo', '-NoProfile', '-NonInteractive', '-File'] as const;
const usualLimits: OutputLimits = { bytes: 32 * 1024 * 1024, lines: 200_000 };
const mostMsToEnd = 4000;

/**
 * Runs a script to its end without a shell. One that takes too long or writes too much is ended with everything it started;
 * both are Faults, and so is a program that cannot be started.
 */
export async function runScript(run: ScriptRun): Promise<ScriptOutput> {
  run.signal.throwIfAborted();
  const child = spawn(run.program, [...switches, run.script], {
    shell: false,
    windowsHide: true,
    // A group of its own, so that whatever it starts ends with it.
    detached: process.platform !== 'win32',
    env: run.environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  // Both are looked at again below; until then a failure must not count as unhandled.
  ended.catch(() => {});
  // A program that ends before it has read everything is told by what it wrote.
  child.stdin.on('error', () => {}).end(run.order);
  const { output, tooMuch } = gatherOutput(child, run.limits ?? usualLimits);
  const stop = await firstOf(run, ended, tooMuch);
  if (stop !== 'ended') {
    await endTree(child, ended, mostMsToEnd);
    run.signal.throwIfAborted();
    throw stop === 'late' ? tooLate(run) : tooLong();
  }
  return { ...output(), exitCode: child.exitCode };
}

async function firstOf(
  run: ScriptRun,
  ended: Promise<unknown>,
  tooMuch: Promise<void>,
): Promise<'ended' | 'late' | 'flood' | 'aborted'> {
  const { promise: isOver, resolve } = Promise.withResolvers<'late' | 'aborted'>();
  const timer = setTimeout(() => resolve('late'), run.timeoutMs);
  const abort = () => resolve('aborted');
  run.signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([
      isOver,
      tooMuch.then(() => 'flood' as const),
      ended.then(() => 'ended' as const),
    ]);
  } catch (error) {
    throw notStarted(run, error);
  } finally {
    clearTimeout(timer);
    run.signal.removeEventListener('abort', abort);
  }
}

function notStarted({ program }: ScriptRun, cause: unknown) {
  return shellFault(
    'settings-invalid',
    `PowerShell could not be started as "${program}"`,
    'install PowerShell 7.4 or newer with the Veeam module, name it in powershell.program, or switch powershell.enabled off',
    cause,
  );
}

function tooLate({ timeoutMs }: ScriptRun) {
  return shellFault(
    'server-answer-unreadable',
    `PowerShell did not end within ${Math.round(timeoutMs / 1000)} seconds and was stopped`,
    'raise powershell.timeoutSeconds, or connect the VBR console once by hand, which may be asking something',
  );
}

function tooLong() {
  return unreadableOutput('PowerShell wrote more than any estate can tell and was stopped');
}
