import { isFault } from '../domain/errors.ts';
import { type ExitCode, exitCodeOf } from '../domain/exit-code.ts';
import type { PassReport } from '../domain/pass-report.ts';
import type { InitialiseOptions } from '../doors/cli/cli-context.ts';
import type { ScheduleChange } from '../setup/schedule/scheduled-program.ts';

/** What the end of a set-up is made of; each part is one that a command has of its own. */
export interface FinishingParts {
  readonly tell: (line: string) => void;
  /** Starts PostgreSQL where it is ours, makes databases, schema and logins; answers where it is. */
  readonly prepareDatabase: () => Promise<string>;
  readonly firstPass: () => Promise<PassReport>;
  /** The first line of the answer on health. */
  readonly healthLine: () => Promise<string>;
  readonly installSchedule: () => Promise<ScheduleChange>;
}

export interface FinishedSetUp {
  readonly lines: readonly string[];
  /** Of the first pass, or of what kept it from being made. */
  readonly exitCode: ExitCode;
}

/** After server and account are known: database, schedule, a first pass and what it says. What fails is told; nothing is taken back. */
export async function finishSetUp(
  parts: FinishingParts,
  { withRun, withSchedule }: Pick<InitialiseOptions, 'withRun' | 'withSchedule'>,
): Promise<FinishedSetUp> {
  const lines: string[] = [];
  const say = (line: string) => {
    parts.tell(line);
    lines.push(line);
  };
  try {
    say(`Database: ${await parts.prepareDatabase()}.`);
    if (withSchedule === true) await schedule(parts, say);
    if (!withRun) {
      say('Next: dr365 run');
      return { lines, exitCode: 0 };
    }
    const report = await parts.firstPass();
    say(`First pass: ${report.pass.status} (exit code ${report.exitCode}).`);
    say(await parts.healthLine());
    if (withSchedule === null) say(scheduleHint);
    return { lines, exitCode: report.exitCode };
  } catch (error) {
    if (!isFault(error)) throw error;
    say(`Set-up is kept, and this is still to be mended: ${error.message}`);
    return { lines, exitCode: exitCodeOf(error) };
  }
}

const scheduleHint =
  'Nothing starts passes by itself yet: "dr365 schedule install" as an administrator does, every hour.';

/** Without the right to change the scheduler the rest of the set-up still goes on. */
async function schedule(
  { installSchedule }: FinishingParts,
  say: (line: string) => void,
): Promise<void> {
  try {
    const { done } = await installSchedule();
    say(`Schedule: ${done.length === 0 ? 'was installed already' : done.join('; ')}.`);
  } catch (error) {
    if (!isFault(error)) throw error;
    say(`Schedule: ${error.message}`);
  }
}
