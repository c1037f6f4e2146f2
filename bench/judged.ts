/** Prints a figure with its limit; a limit that is missed is the exit code's matter too. */
export function judged(
  name: string,
  value: number,
  unit: string,
  isWithin: boolean,
  limit: string,
): void {
  const verdict = isWithin ? 'within' : 'MISSED';
  console.log(`  ${name}: ${value.toFixed(1)} ${unit}  (${limit}: ${verdict})`);
  if (!isWithin) process.exitCode = 1;
}
