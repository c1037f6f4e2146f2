import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { RemediationSettings } from '../analysers/remediation/settings.ts';
import { Fault } from '../domain/errors.ts';
import type { Planner } from '../ports/planner.ts';
import type { Environment } from '../settings/resolve-home.ts';
import type { ConnectionSettings } from '../store/connection.ts';
import { planningAnswer } from './planning-order.ts';
import type { World } from './world.ts';

const mostMs = 120_000;
const ownEntry = fileURLToPath(
  new URL(`./plan-process${extname(import.meta.url)}`, import.meta.url),
);

/**
 * Plans in a process of its own. It is told the remediation login on standard input, sees none of our environment, and
 * Node.js lets it read nothing but its own code and knowledge: no secret store, no settings.
 */
export function plannerApart(
  world: World,
  connection: ConnectionSettings,
  settings: RemediationSettings,
  entry = ownEntry,
): Planner {
  return async (passId, asOf, signal) => {
    const knowledgeFolder = join(await realpath(world.root), 'knowledge');
    const order = { connection, knowledgeFolder, settings, passId, asOf };
    const { program, parameters, environment } = await planningCommand(world, entry);
    const child = spawn(program, parameters, {
      env: environment,
      stdio: ['pipe', 'pipe', 'ignore'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(mostMs)]),
      windowsHide: true,
    });
    // A process that dies before it has read everything is told by its missing answer.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(order));
    const [said] = await Promise.all([text(child.stdout), once(child, 'close')]).catch(unanswered);
    return countsIn(said);
  };
}

/** How the process is started; `environment` is all that it sees of ours. */
export async function planningCommand(
  world: World,
  entry = ownEntry,
): Promise<{
  readonly program: string;
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}> {
  return {
    program: process.execPath,
    parameters: [...(await readRights(world)), await realpath(entry)],
    environment: barest(world.environment),
  };
}

/** Code and knowledge; below a checkout lie secrets too, so that the checkout as a whole is not among them. */
async function readRights({ root, installed }: World): Promise<string[]> {
  const own = await realpath(root);
  const shipped = ['dist', 'knowledge', 'package.json'];
  const allowed = installed ? shipped : [...shipped, 'src', 'node_modules'];
  return ['--permission', ...allowed.map((name) => `--allow-fs-read=${join(own, name)}`)];
}

/** Windows starts no process without its root; a certificate authority of the system is no secret. */
function barest(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['SystemRoot', 'NODE_EXTRA_CA_CERTS']) {
    const value = environment[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

function countsIn(said: string): Readonly<Record<string, number>> {
  let answer: unknown;
  try {
    answer = JSON.parse(said);
  } catch (error) {
    throw unanswered(error);
  }
  const parsed = planningAnswer.parse(answer);
  if ('counts' in parsed) return parsed.counts;
  throw new Fault(parsed.fault);
}

function unanswered(cause: unknown): never {
  throw new Fault({
    code: 'defect',
    happened: 'the planning process ended without an answer',
    means: 'plans are as they were before',
    next: 'run "dr365 analyze remediation"',
    cause,
  });
}
