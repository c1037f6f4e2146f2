/**
 * The chance that an arrival waits in the queue M/M/c: c servers, `load` = arrival rate / service rate of one. 1 from `load` ≥ c on,
 * where the queue grows without end. Erlang 1917, by the recursion of Erlang B: B(k) = aB(k − 1)/(k + aB(k − 1)).
 */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  let blocked = 1;
  for (let count = 1; count <= servers; count += 1) {
    blocked = (load * blocked) / (count + load * blocked);
  }
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** The mean wait in that queue, in units of the mean service time; infinite from `load` ≥ servers on. */
export function meanWaitOfQueue(servers: number, load: number): number {
  return load >= servers ? Number.POSITIVE_INFINITY : erlangC(servers, load) / (servers - load);
}
