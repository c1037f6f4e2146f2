import { type Command, InvalidArgumentError } from 'commander';
import { unknownTextsText } from '../../../presentation/unknown-texts-text.ts';
import { unknownTexts } from '../../../queries/unknown-texts.ts';
import type { CliContext } from '../cli-context.ts';
import { printJson } from '../terminal.ts';

interface Options {
  readonly limit: number;
  readonly server?: string;
  readonly demo?: true;
  readonly json?: true;
}

const mostTexts = 1000;

/** `dr365 signatures unknown`: what logs say that the catalogue of failure texts does not know. */
export function addSignatures(root: Command, { actions, clock, terminal }: CliContext): void {
  root
    .command('signatures')
    .description('the catalogue of failure texts: unknown')
    .command('unknown')
    .description('failed and warned log texts that no signature names, the most frequent first')
    .option('--limit <number>', 'texts shown', wholeNumber, 20)
    .option('--server <name>', 'of one VBR server alone')
    .option('--demo', 'of the simulated estate')
    .option('--json', 'for machines')
    .action(async ({ limit, server, demo, json }: Options) => {
      const simulated = demo === true;
      const reader = await actions.openReader({ demo: simulated });
      try {
        const context = { answers: reader.answers, asOf: clock.now(), simulated };
        const found = await unknownTexts(context, { server, limit });
        if (json) printJson(terminal, found);
        else terminal.out(unknownTextsText(found));
      } finally {
        await reader.close();
      }
    });
}

function wholeNumber(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > mostTexts) {
    throw new InvalidArgumentError(`a number from 1 to ${mostTexts} is expected`);
  }
  return number;
}
