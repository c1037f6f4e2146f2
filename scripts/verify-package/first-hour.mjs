import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../package/places.mjs';
import { run } from './run.mjs';

const mostSeconds = 300;

/** Follows docs/first-hour.md with the unpacked package against its own simulator; gives what was measured. */
export async function firstHour(folder, place) {
  const empty = join(place, 'empty');
  mkdirSync(empty);
  const script = join(place, 'newcomer.sh');
  for (const name of ['newcomer.sh', 'wait.mjs', 'truth.mjs']) {
    copyFileSync(join(import.meta.dirname, name), join(place, name));
  }
  const env = {
    HOME: join(place, 'home'),
    PATH: empty,
    DR365_FOLDER: folder,
    PLACE: place,
    CHECKOUT: root,
  };
  mkdirSync(env.HOME);
  const startedAt = performance.now();
  const told = run(
    '/usr/bin/unshare',
    ['--user', '--map-root-user', '--net', '--mount', '/bin/sh', script],
    {
      env,
    },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const answer = JSON.parse(readFileSync(join(place, 'answer.json'), 'utf8'));
  const truth = JSON.parse(readFileSync(join(place, 'truth.json'), 'utf8'));
  const lines = compare(answer, truth);
  if (seconds > mostSeconds) throw new Error(`the first hour took ${seconds.toFixed(0)} s`);
  return [
    `tarball for Linux: ${told.trim().split('\n').length} steps, without network and without Node.js on the path`,
    ...lines,
    `unpacked to first health answer and all other steps: ${seconds.toFixed(1)} s (limit ${mostSeconds} s)`,
  ];
}

/** The answer must say what was planted, not merely something. The windows of both end at most minutes apart. */
function compare(answer, truth) {
  const [server] = answer.servers;
  const facts = [
    ['known jobs', server.jobs.known, truth.totals.jobs, 0],
    ['failed runs of the last day', server.recent.failed, truth.totals.runs.last24Hours.failed, 1],
    ['failed runs of the window', server.window.failed, truth.totals.runs.history.failed, 3],
  ];
  return facts.map(([name, told, planted, tolerance]) => {
    if (Math.abs(told - planted) > tolerance) {
      throw new Error(`${name}: the answer says ${told}, and ${planted} were planted`);
    }
    return `${name}: ${told} told, ${planted} planted (tolerance ${tolerance})`;
  });
}
