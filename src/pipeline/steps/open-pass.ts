import { passId, passIdRandomBytes } from '../pass-id.ts';
import type { PassContext, PassRequest } from '../pass-request.ts';

/** Opens a pass: from here on everything that is kept and journalled carries its id. */
export async function openPass(request: PassRequest): Promise<PassContext> {
  const startedAt = request.clock.now();
  const id = passId(startedAt, request.randomBytes(passIdRandomBytes));
  await request.risk.openPass({
    id,
    command: request.command,
    startedAt,
    endedAt: null,
    status: 'running',
    exitCode: null,
    counts: {},
  });
  const journal = request.journal.bound({ passId: id });
  journal.action('pipeline', 'pass began', { command: request.command });
  return { ...request, journal, passId: id, startedAt };
}
