import { type Check, faultCheck, skippedCheck } from '../../domain/check.ts';
import { type ExitCode, exitCodes } from '../../domain/exit-code.ts';
import type { ScheduleStatus } from '../../domain/schedule-status.ts';
import type { DatabaseAdministration } from '../../ports/database-administration.ts';
import type { ServerProbe } from '../../ports/server-probe.ts';
import type { RunProgram } from '../run-program.ts';
import { checkDatabase } from './check-database.ts';
import { checkDisk, checkNode, checkRights, type FreeBytes } from './check-machine.ts';
import { checkPowerShell, type PowerShellWish } from './check-powershell.ts';
import { checkSchedule } from './check-schedule.ts';
import { checkServer } from './check-server.ts';
import type { ServerToCheck } from './server-to-check.ts';

/** What the settings gave; null where they cannot be used. */
interface Configured {
  readonly servers: readonly ServerToCheck[];
  readonly administration: Pick<DatabaseAdministration, 'ensureRunning' | 'status'>;
}

export interface DoctorParts {
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly nodeVersion: string;
  readonly now: Date;
  readonly configured: () => Promise<Configured>;
  readonly probe: ServerProbe;
  readonly schedule: () => Promise<ScheduleStatus>;
  readonly freeBytes: FreeBytes;
  readonly run: RunProgram;
  readonly powershell: PowerShellWish;
}

export interface Examination {
  readonly checks: readonly Check[];
  readonly exitCode: ExitCode;
}

/** Looks at everything a pass needs, each thing by itself: one that fails hides no other. */
export async function examine(parts: DoctorParts): Promise<Examination> {
  const { home, platform } = parts;
  const machine: readonly Promise<Check>[] = [
    guarded('node', async () => checkNode(parts.nodeVersion)),
    guarded('disk', () => checkDisk(home, parts.freeBytes)),
    guarded('rights', () => checkRights(home, platform)),
    guarded('schedule', async () => checkSchedule(await parts.schedule())),
    ...(parts.powershell.isWanted
      ? [
          guarded('powershell', () =>
            checkPowerShell(parts.run, platform, parts.powershell.program),
          ),
        ]
      : []),
  ];
  const [ofMachine, configured] = await Promise.all([Promise.all(machine), checkConfigured(parts)]);
  const checks = [...configured, ...ofMachine];
  return { checks, exitCode: exitCodeOfChecks(checks) };
}

async function checkConfigured(parts: DoctorParts): Promise<readonly Check[]> {
  let configured: Configured;
  try {
    configured = await parts.configured();
  } catch (error) {
    const because = 'the settings cannot be used';
    return [
      faultCheck('settings', null, error),
      skippedCheck('database', null, because),
      skippedCheck('servers', null, because),
    ];
  }
  const { servers, administration } = configured;
  const [database, ...perServer] = await Promise.all([
    checkDatabase(administration),
    ...servers.map((server) =>
      checkServer(parts.probe, server, {
        now: parts.now,
        asksPowerShell: parts.powershell.isWanted,
      }),
    ),
  ]);
  return [settingsCheck(servers.length), ...database, ...perServer.flat()];
}

function settingsCheck(servers: number): Check {
  const base = { name: 'settings', subject: null } as const;
  if (servers > 0) {
    return {
      ...base,
      verdict: 'good',
      happened: `the settings are valid and name ${servers} VBR server${servers === 1 ? '' : 's'}`,
      means: '"dr365 config show" lists each value with where it comes from',
      next: '',
      exitCode: exitCodes.ok,
    };
  }
  return {
    ...base,
    verdict: 'failed',
    happened: 'no VBR server is configured',
    means: 'there is nothing to read',
    next: 'run "dr365 init"; "dr365 demo" shows a simulated estate',
    exitCode: exitCodes.cannotHelpByRetrying,
  };
}

async function guarded(name: string, look: () => Promise<Check>): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    return faultCheck(name, null, error);
  }
}

/** What repeating cannot mend weighs most, a defect more; one server down beside others that answer is partial. */
function exitCodeOfChecks(checks: readonly Check[]): ExitCode {
  const failed = checks.filter(({ verdict }) => verdict === 'failed');
  const worst = failed.reduce<ExitCode>(
    (most, { exitCode }) => (exitCode > most ? exitCode : most),
    exitCodes.ok,
  );
  if (worst !== exitCodes.serverUnreachable) return worst;
  const reached = checks.some(({ name, verdict }) => name === 'account' && verdict === 'good');
  return reached ? exitCodes.partial : worst;
}
