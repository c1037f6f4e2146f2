import type { Finding } from '../../domain/finding.ts';
import { protectionEstateSchema } from './measures.ts';

/**
 * How many workloads have a usable restore point in time, of those that should have one; null where the estate's finding tells
 * none.
 */
export function protectedObjectsOf(
  finding: Finding | null,
): { readonly protected: number; readonly known: number } | null {
  const read = protectionEstateSchema.safeParse(finding?.measures);
  if (!read.success) return null;
  const { protected: safe, late, unprotected } = read.data.workloads;
  const known = safe + late + unprotected;
  return known === 0 ? null : { protected: safe, known };
}
