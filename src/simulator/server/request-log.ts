/** A request that a client which only reads would never send. */
export interface Violation {
  readonly method: string;
  readonly path: string;
}

/** Remembers what was asked of the server. */
export interface RequestLog {
  readonly note: (method: string, pattern: string) => void;
  readonly noteViolation: (method: string, path: string) => void;
  readonly counts: () => Readonly<Record<string, number>>;
  readonly violations: () => readonly Violation[];
}

export function createRequestLog(): RequestLog {
  const counts = new Map<string, number>();
  const violations: Violation[] = [];
  return {
    note: (method, pattern) => {
      const key = `${method} ${pattern}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    noteViolation: (method, path) => {
      violations.push({ method, path });
    },
    counts: () => Object.fromEntries([...counts].sort()),
    violations: () => [...violations],
  };
}
