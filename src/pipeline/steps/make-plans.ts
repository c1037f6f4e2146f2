import { isFault } from '../../domain/errors.ts';
import { exitCodeOf } from '../../domain/exit-code.ts';
import { partsOfPass } from '../parts-of-pass.ts';
import type { PassContext } from '../pass-request.ts';
import type { StepResult } from './step-result.ts';

const nothing: StepResult = { counts: {}, exitCodes: [] };

/** Makes and checks plans once every server is analysed. Only a failing database is thrown; all else leaves the plans as they were. */
export async function makePlans(context: PassContext): Promise<StepResult> {
  const { planner, steps, signal, passId, clock, progress } = context;
  const isWanted = steps.includes('analyse') && partsOfPass(context).analyses.has('remediation');
  if (planner === undefined || !isWanted || signal.aborted) return nothing;
  const journal = context.journal.bound({ passId });
  const startedAt = clock.now();
  progress({ step: 'plan', text: 'planning remediation' });
  try {
    const counts = await planner(passId, startedAt, signal);
    journal.action('remediation', 'plans made', { ...counts });
    const durationMs = clock.now().getTime() - startedAt.getTime();
    journal.figure('remediation', 'planning-process-duration', durationMs, 'ms');
    return { counts, exitCodes: [] };
  } catch (error) {
    if (signal.aborted) return nothing;
    if (isFault(error, 'database-down', 'database-refused')) throw error;
    journal.error('remediation', error);
    return { counts: { 'planning-failed': 1 }, exitCodes: [exitCodeOf(error)] };
  }
}
