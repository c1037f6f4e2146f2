import { z } from 'zod';
import type { CommandLine } from '../test/fixtures/command-line.ts';

export interface EstateSize {
  readonly sessions: number;
  readonly jobs: number;
  readonly repositories: number;
}

/** A simulator in a process of its own, and what a DR365 process needs to read it. */
export interface RunningSimulator {
  readonly url: string;
  readonly certificatePem: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

const shownSchema = z.object({
  url: z.string(),
  username: z.string(),
  password: z.string(),
  fingerprintSha256: z.string(),
  certificatePem: z.string(),
});

/** An estate of so many sessions, jobs and repositories, 3 % of the sessions failed and 6 % warned. */
export function optionsOf({ sessions, jobs, repositories }: EstateSize): readonly string[] {
  return [
    ...['--failed-percent', '3', '--warned-percent', '6'],
    ...['--sessions', String(sessions), '--jobs', String(jobs)],
    ...['--repositories', String(repositories)],
  ];
}

export async function startedSimulator(
  commands: CommandLine,
  options: readonly string[],
): Promise<RunningSimulator> {
  const child = commands.start(['simulate', '--json', '--port', '0', ...options]);
  child.stderr?.pipe(process.stderr);
  const printed = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      if (text.trimEnd().endsWith('}')) resolve(text);
    });
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
  });
  const shown = shownSchema.parse(JSON.parse(printed));
  return {
    url: shown.url,
    certificatePem: shown.certificatePem,
    environment: {
      VEEAM_SERVER: shown.url,
      VEEAM_USERNAME: shown.username,
      VEEAM_PASSWORD: shown.password,
      VEEAM_TLS_FINGERPRINT: shown.fingerprintSha256,
    },
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
