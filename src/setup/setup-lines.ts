import { shownText } from '../domain/foreign-text.ts';
import type { AccountSight, ServerAddress } from '../ports/server-probe.ts';
import type { WrittenFile } from './environment-file.ts';

export interface SetupDone {
  readonly address: ServerAddress;
  readonly username: string;
  readonly sight: AccountSight;
  readonly files: {
    readonly environmentFile: WrittenFile;
    readonly settingsFiles: readonly WrittenFile[];
    readonly claudeFiles: readonly WrittenFile[];
  };
}

/** What set-up did, for people. */
export function setupLines({ address, username, sight, files }: SetupDone): readonly string[] {
  const { environmentFile, settingsFiles, claudeFiles } = files;
  const build = shownText(sight.info?.buildVersion ?? 'build not visible');
  return [
    `${addressText(address)} answers as ${username} with revision ${sight.revision} (${build}).`,
    sightLine(sight),
    ...fileLines(environmentFile, 'Server, account and pin'),
    ...settingsFiles.flatMap((file) => fileLines(file, 'A settings file with every default')),
    ...claudeFiles.flatMap((file) => fileLines(file, 'The Claude Desktop entry')),
    ...(claudeFiles.some(({ changed }) => changed) ? ['Restart Claude Desktop to see it.'] : []),
  ];
}

/** As VEEAM_SERVER takes it. */
export function addressText({ host, port }: ServerAddress): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === null ? name : `${name}:${port}`;
}

function sightLine({ hidden }: AccountSight): string {
  if (hidden.length === 0) return 'The role of this account shows everything that is read.';
  return `The role of this account does not show: ${hidden.join(', ')}. Everything else is read, and answers name what is missing.`;
}

function fileLines(
  { file, changed, backup, warnings }: WrittenFile,
  what: string,
): readonly string[] {
  const kept = backup === null ? '' : ` What was there before: ${backup}`;
  const done = changed ? `${what}: written to ${file}.${kept}` : `${what}: already in ${file}.`;
  return [done, ...warnings.map((warning) => `Careful: ${warning}.`)];
}
