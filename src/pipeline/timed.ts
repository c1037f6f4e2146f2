import type { PassContext } from './pass-request.ts';

/** Does a piece of work and keeps how long it took as a performance figure. */
export async function timed<Result>(
  { clock, journal }: PassContext,
  figure: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const startedAt = clock.now();
  const result = await work();
  journal.figure('pipeline', figure, clock.now().getTime() - startedAt.getTime(), 'ms');
  return result;
}
