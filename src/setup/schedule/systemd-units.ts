import { Fault } from '../../domain/errors.ts';
import type { ScheduledProgram } from './scheduled-program.ts';

export const timerUnit = 'dr365.timer';
export const passUnit = 'dr365.service';
export const databaseUnit = 'dr365-database.service';
export const unitFiles = [passUnit, databaseUnit, timerUnit] as const;

/** Drop-ins of the same name are ours; an administrator's own have other names and stay. */
export const dropInName = '10-place.conf';

const stateFolder = '/var/lib/dr365';

/** The drop-in of each service: which program, which account and which home; the shipped unit stays as it is. */
export function dropIns(program: ScheduledProgram): ReadonlyMap<string, string> {
  refuseHiddenPlaces(program);
  const { node, main, home, account } = program;
  const start = (...words: readonly string[]) => [node, main, ...words].map(quoted).join(' ');
  const place = [
    `User=${account}`,
    `Group=${account}`,
    `Environment=${quoted(`DR365_HOME=${home}`)}`,
    ...(home === stateFolder ? [] : [`ReadWritePaths=${quoted(home)}`]),
  ];
  const text = (lines: readonly string[]) =>
    `${['# Written by "dr365 schedule install".', '[Service]', ...lines, ...place].join('\n')}\n`;
  return new Map([
    [passUnit, text(['ExecStart=', `ExecStart=${start('run')}`])],
    [
      databaseUnit,
      text([
        'ExecStart=',
        `ExecStart=${start('db', 'migrate')}`,
        'ExecStop=',
        `ExecStop=${start('db', 'stop')}`,
      ]),
    ],
  ]);
}

/** systemd's own quoting: no shell reads it, but percent and dollar signs stand for something. */
function quoted(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `"${escaped.replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;
}

/** The services see no home folders: a program or data in there would not be found. */
function refuseHiddenPlaces({ node, main, home }: ScheduledProgram): void {
  const hidden = [node, main, home].find((path) => /^\/(?:home|root|run\/user)(?:\/|$)/.test(path));
  if (hidden === undefined) return;
  throw new Fault({
    code: 'input-invalid',
    happened: `${hidden} lies in a home folder`,
    means:
      'the service is closed off from home folders, so it could not start; nothing was written',
    next: 'unpack DR365 into /opt/dr365 and let --home be /var/lib/dr365',
  });
}
