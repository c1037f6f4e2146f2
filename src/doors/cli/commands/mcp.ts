import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';

/** `dr365 mcp`: the MCP server on stdio; stdout belongs to the protocol from here on. */
export function addMcp(root: Command, { actions }: CliContext): void {
  root
    .command('mcp')
    .description('MCP server on stdio, for Claude Desktop and other clients')
    .option('--demo', 'answer about the simulated estate')
    .action((options: { demo?: true }) => actions.serveMcp({ demo: options.demo === true }));
}
