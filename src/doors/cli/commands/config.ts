import type { Command } from 'commander';
import { type ShownSetting, showSettings } from '../../../settings/show-settings.ts';
import type { CliContext } from '../cli-context.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly json?: true;
}

/** `dr365 config check|show`: all settings errors at once; each value with where it comes from. */
export function addConfig(root: Command, { actions, terminal }: CliContext): void {
  const config = root.command('config').description('the settings: check them, show them');
  config
    .command('check')
    .description('every error in the settings at once')
    .option('--json', 'for machines')
    .action(async ({ json }: Options) => {
      const loaded = await actions.loadSettings({ demo: false });
      if (json) printJson(terminal, { ok: true, files: loaded.files });
      else terminal.out(`Settings are valid (${loaded.files.join(', ') || 'defaults only'}).`);
    });
  config
    .command('show')
    .description('each value with where it comes from; secrets are masked')
    .option('--json', 'for machines')
    .action(async ({ json }: Options) => {
      const rows = showSettings(await actions.loadSettings({ demo: false }));
      if (json) printJson(terminal, rows);
      else for (const row of rows) terminal.out(described(row));
    });
}

function described({ path, value, origin, place }: ShownSetting): string {
  const from = place === null ? origin : `${origin}, ${place}`;
  return `${path} = ${value ?? 'not set'}  (${from})`;
}
