import { sideBySide } from '../collection/side-by-side.ts';
import { Fault } from '../domain/errors.ts';
import type { PassReport } from '../domain/pass-report.ts';
import type { PassContext, PassRequest } from './pass-request.ts';
import type { ServerVisit } from './server-visit.ts';
import { closeFailedPass, closePass } from './steps/close-pass.ts';
import { forgetOld } from './steps/forget-old.ts';
import { makePlans } from './steps/make-plans.ts';
import { openPass } from './steps/open-pass.ts';
import { visitKept, visitServer } from './visit-server.ts';

/**
 * One pass: open it, visit the servers side by side (connect, collect, fold, analyse), plan, remove what grew too old, close it with what came of it. Without
 * the step `collect` every kept server is analysed and none is asked. Rejects when the database fails or there is no server;
 * everything else is in the report.
 */
export async function runPass(request: PassRequest): Promise<PassReport> {
  const context = await openPass(request);
  try {
    const visits = request.steps.includes('collect')
      ? await visitConfigured(context)
      : await visitAllKept(context);
    const planning = await makePlans(context);
    return await closePass(context, visits, [planning, await forgetOld(context)]);
  } catch (error) {
    await closeFailedPass(context, error);
    throw error;
  }
}

function visitConfigured(context: PassContext): Promise<ServerVisit[]> {
  if (context.servers.length === 0) {
    throw new Fault({
      code: 'settings-invalid',
      happened: 'No VBR server is configured',
      means: 'there is nothing to read',
      next: 'name one with "dr365 init" or in dr365.config.yaml',
    });
  }
  return sideBySide(context.servers.map((server) => visitServer(context, server)));
}

async function visitAllKept(context: PassContext): Promise<ServerVisit[]> {
  const kept = await context.analysis.servers();
  if (kept.length === 0) {
    throw new Fault({
      code: 'not-found',
      happened: 'No VBR server has been read yet',
      means: 'there is nothing to analyse',
      next: 'run "dr365 run" first',
    });
  }
  return sideBySide(kept.map((server) => visitKept(context, server)));
}
