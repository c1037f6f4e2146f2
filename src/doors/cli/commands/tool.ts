import type { Command } from 'commander';
import { Fault } from '../../../domain/errors.ts';
import { exitCodes } from '../../../domain/exit-code.ts';
import type { CliContext } from '../cli-context.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly demo?: true;
  readonly json?: true;
}

/** `dr365 tool NAME [JSON]`: one MCP tool from the shell, through the same code as the MCP door. */
export function addTool(root: Command, { actions, terminal }: CliContext): void {
  root
    .command('tool')
    .description('call one MCP tool from the shell')
    .argument('<name>', 'the tool, such as get_health_status')
    .argument('[json]', 'its arguments as one JSON object', '{}')
    .option('--demo', 'ask about the simulated estate')
    .option('--json', "print the tool's structured content")
    .action(async (name: string, json: string, options: Options) => {
      const answer = await actions.ask({ demo: options.demo === true }, name, parsed(json));
      if (answer.isError) {
        terminal.exit(exitCodes.cannotHelpByRetrying);
        terminal.err(answer.text);
      } else if (!options.json) {
        terminal.out(answer.text);
      }
      if (options.json) printJson(terminal, answer.structuredContent);
    });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw notJson(error);
  }
}

function notJson(cause: unknown): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: 'The arguments of the tool are not JSON',
    means: 'nothing was asked',
    next: 'write one object such as \'{"scope":"estate"}\'; in Windows PowerShell 5 escape the inner quotes as \\"scope\\"',
    cause,
  });
}
