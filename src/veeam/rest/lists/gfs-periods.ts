/** The long-term periods a file or restore point is kept for; VBR writes None where there is none. */
export function realGfsPeriods(periods: readonly string[]): readonly string[] {
  return periods.filter((period) => period.toLowerCase() !== 'none');
}
