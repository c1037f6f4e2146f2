const dayMs = 86_400_000;

/** The date of a day counted from 1970 in UTC. */
export function dateOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
