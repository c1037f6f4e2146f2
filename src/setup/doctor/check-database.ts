import {
  type Check,
  carefulCheck,
  failedCheck,
  faultCheck,
  goodCheck,
} from '../../domain/check.ts';
import { exitCodes } from '../../domain/exit-code.ts';
import type {
  DatabaseAdministration,
  DatabaseStatus,
} from '../../ports/database-administration.ts';

/** Whether PostgreSQL answers and its schema is the one of this program. Starts the embedded one, as every command does. */
export async function checkDatabase(
  administration: Pick<DatabaseAdministration, 'ensureRunning' | 'status'>,
): Promise<readonly Check[]> {
  const name = 'database';
  try {
    await administration.ensureRunning();
    const status = await administration.status();
    return status.running ? [answers(status), schemaOf(status)] : [silent(status)];
  } catch (error) {
    return [faultCheck(name, null, error)];
  }
}

function answers({ serverVersion, kind, host, port }: DatabaseStatus): Check {
  return goodCheck({
    name: 'database',
    happened: `PostgreSQL ${serverVersion ?? 'of unknown version'} (${kind}) answers at ${host}:${port}`,
    means: 'data can be read and kept',
  });
}

function silent({ host, port }: DatabaseStatus): Check {
  return failedCheck(
    {
      name: 'database',
      happened: `PostgreSQL at ${host ?? 'its address'}:${port ?? '-'} does not answer`,
      means: 'nothing can be read or kept until it does',
      next: 'start it or check DB_HOST and DB_PORT',
    },
    exitCodes.databaseDown,
  );
}

function schemaOf({ metricsSchema, riskSchema, newestSchema }: DatabaseStatus): Check {
  const name = 'schema';
  const { metrics, risk } = newestSchema;
  const happened = `the schema is metrics ${metricsSchema ?? 'none'} of ${metrics}, risk ${riskSchema ?? 'none'} of ${risk}`;
  if (metricsSchema === null && riskSchema === null) {
    const means = 'the first pass makes the databases; nothing was kept yet';
    return goodCheck({ name, happened: 'there is no schema yet', means });
  }
  const found = [metricsSchema ?? 0, riskSchema ?? 0] as const;
  if (found[0] > metrics || found[1] > risk) {
    return failedCheck(
      {
        name,
        happened,
        means: 'a newer DR365 has upgraded it, and this older one leaves it alone',
        next: 'install the newer DR365 on this machine too',
      },
      exitCodes.cannotHelpByRetrying,
    );
  }
  if (found[0] === metrics && found[1] === risk) {
    return goodCheck({ name, happened, means: 'it is the one of this program' });
  }
  return carefulCheck({
    name,
    happened,
    means: 'it is older than this program: the next pass upgrades it and takes longer',
    next: 'make a backup (docs/operations.md says how), then run "dr365 db migrate"',
  });
}
