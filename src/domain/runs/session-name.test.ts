import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isRunSession } from './run-session.ts';
import { baseJobName, retryNumberInName } from './session-name.ts';

const recorded = path.resolve('../shared/reference/fixtures/misc/session_names.json');
const recordedSchema = z.object({
  sessionName_to_jobName: z.record(z.string(), z.string()),
  not_backup_sessions: z.array(z.object({ sessionType: z.string(), name: z.string() })),
});

describe('the job name inside a session name', () => {
  it.each([
    ['Daily VMs (Incremental) (Retry 2)', 'Daily VMs'],
    ['Daily VMs (retry 10)', 'Daily VMs'],
    ['Full (Full)', 'Full'],
    ['(Full)', ''],
    ['Retry me', 'Retry me'],
    ['Copy (Site B) (Full)', 'Copy (Site B)'],
  ])('finds in "%s" the name "%s"', (sessionName, jobName) => {
    expect(baseJobName(sessionName)).toBe(jobName);
  });

  it('reads the number of a retry, and nothing where none is told', () => {
    expect(retryNumberInName('Daily VMs (Retry 2)')).toBe(2);
    expect(retryNumberInName('Daily VMs (Full)')).toBeNull();
  });

  it.skipIf(!existsSync(recorded))(
    'agrees with names recorded in the field (skipped where the recordings are absent)',
    () => {
      const { sessionName_to_jobName: names, not_backup_sessions: others } = recordedSchema.parse(
        JSON.parse(readFileSync(recorded, 'utf8')),
      );
      expect(Object.keys(names).length).toBeGreaterThan(0);
      for (const [sessionName, jobName] of Object.entries(names)) {
        expect(baseJobName(sessionName)).toBe(jobName);
      }
      for (const other of others) {
        const session = { ...other, jobId: 'an-activity-that-is-no-job' };
        expect(isRunSession(session, new Set(['a-job']))).toBe(false);
      }
    },
  );
});
