import { clean, counted, instantText, quoted } from './wording.ts';

interface Shown {
  readonly asOf: Date;
  readonly simulated: boolean;
  readonly total: number;
  readonly texts: ReadonlyArray<{
    readonly server: string;
    readonly fingerprint: string;
    readonly lines: number;
    readonly jobs: number;
    readonly firstSeenAt: Date;
    readonly lastSeenAt: Date;
    readonly example: string;
  }>;
}

/** The texts that no signature names, for the person who looks for the next one to describe. */
export function unknownTextsText({ asOf, simulated, total, texts }: Shown): string {
  const estate = simulated ? ', simulated estate' : '';
  const head = `As of ${instantText(asOf)}${estate}: ${counted(total, 'text')} that no signature names.`;
  const rest = total - texts.length;
  return [
    head,
    ...texts.flatMap(({ fingerprint, lines, jobs, firstSeenAt, lastSeenAt, server, example }) => [
      `${fingerprint}: ${counted(lines, 'line')} of ${counted(jobs, 'job')} on ${quoted(clean(server, 80))}, ${instantText(firstSeenAt)} to ${instantText(lastSeenAt)}`,
      `  ${quoted(clean(example, 300))}`,
    ]),
    ...(rest > 0 ? [`${rest} more: ask with a greater --limit.`] : []),
  ].join('\n');
}
