import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CommandLine, commandLine, type Ended } from '../fixtures/command-line.ts';
import { type RunningPrism, startPrism } from '../fixtures/prism.ts';
import { specificationsAbsent } from '../fixtures/vendor-specification.ts';

const countsSchema = z.object({ counts: z.record(z.string(), z.number()) });

describe.for(['1.3-rev2', '1.3-rev1'])(
  "a pass over Veeam's own example answers, %s",
  (revision) => {
    let examples: RunningPrism;
    let commands: CommandLine;
    let pass: Ended;

    beforeAll(async () => {
      if (specificationsAbsent) return;
      examples = await startPrism(revision, null);
      commands = await commandLine();
      // The examples are years old; the first pass must look back as far.
      await writeFile(
        join(commands.home, 'dr365.config.yaml'),
        'collection:\n  historyDays: 3660\n',
      );
      pass = await commands.run(['run', '--json'], {
        VEEAM_SERVER: `127.0.0.1:${examples.port}`,
        VEEAM_USERNAME: 'reader',
        VEEAM_PASSWORD: 'example-password',
        VEEAM_TLS_FINGERPRINT: examples.fingerprintSha256,
      });
    }, 180_000);
    afterAll(async () => {
      await examples?.close();
      await commands?.remove();
    });

    it('ends whole or partial, stores what the examples hold and names what it could not see', async ({
      skip,
    }) => {
      if (specificationsAbsent) skip(specificationsAbsent);
      expect([0, 10], pass.stderr).toContain(pass.exitCode);
      const status = await commands.run(['db', 'status', '--json']);
      const { counts } = countsSchema.parse(JSON.parse(status.stdout));
      expect(counts['sessions']).toBeGreaterThan(0);
      expect(counts['repositories']).toBeGreaterThan(0);
      expect(counts['jobs']).toBeGreaterThan(0);
      expect(pass.stdout).toMatch(/logs|task-sessions|sessions/);
    });

    it('sends nothing but reads and the two token calls', ({ skip }) => {
      if (specificationsAbsent) skip(specificationsAbsent);
      const others = examples.seen.filter(
        ({ method, path }) => method !== 'GET' && !path.startsWith('/api/oauth2/'),
      );
      expect(examples.seen.length).toBeGreaterThan(5);
      expect(others).toEqual([]);
    });
  },
);
