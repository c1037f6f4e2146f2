import { Command, CommanderError } from 'commander';
import { isFault } from '../../domain/errors.ts';
import { exitCodeOf, exitCodes } from '../../domain/exit-code.ts';
import type { CliContext } from './cli-context.ts';
import { commands } from './commands/index.ts';
import { printJson } from './terminal.ts';

/** Runs one command; every error ends here as one sentence and a documented exit code. */
export async function runCommandLine(
  argv: readonly string[],
  context: CliContext,
  onDefect: (error: unknown) => Promise<void>,
): Promise<void> {
  try {
    await program(context).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return endUsage(error, context);
    context.terminal.exit(exitCodeOf(error));
    const sentence = sentenceFor(error);
    context.terminal.err(sentence);
    if (argv.includes('--json')) {
      printJson(context.terminal, { error: { code: codeOf(error), sentence } });
    }
    if (!isFault(error) || error.code === 'defect') await onDefect(error);
  } finally {
    if (!isServing(argv)) await context.actions.close();
  }
}

function program(context: CliContext): Command {
  const { terminal } = context;
  const root = new Command('dr365')
    .description('Backup risk intelligence for Veeam Backup & Replication v13')
    .version(context.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    });
  for (const add of commands) add(root, context);
  return root;
}

/** Help and version are no errors; a wrong option is the user's settings, not a defect. */
function endUsage(error: CommanderError, { terminal }: CliContext): void {
  terminal.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.cannotHelpByRetrying);
}

/** The MCP door lives on after its command has returned. */
function isServing([name]: readonly string[]): boolean {
  return name === 'mcp';
}

function sentenceFor(error: unknown): string {
  if (isFault(error)) return error.message;
  return 'DR365 met a defect of its own: the command did not finish; see the newest file in DR365_HOME/logs and report it.';
}

function codeOf(error: unknown): string {
  return isFault(error) ? error.code : 'defect';
}
