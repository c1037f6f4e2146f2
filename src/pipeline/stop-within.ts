/** Leaves two seconds of the ten that a pass may take to stop for closing it. */
const graceMs = 4000;

/** The work's end, or the signal's reason once the grace after the signal is over: work that hangs is left behind. */
export async function stopWithin<Result>(
  signal: AbortSignal,
  work: Promise<Result>,
  mostMs = graceMs,
): Promise<Result> {
  const { promise: isOver, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => reject(signal.reason), mostMs);
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  try {
    return await Promise.race([work, isOver]);
  } finally {
    signal.removeEventListener('abort', begin);
    clearTimeout(timer);
  }
}
