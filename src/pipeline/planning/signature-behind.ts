import type { CompiledCatalogue } from '../../analysers/health/causes/compile-catalogue.ts';
import { matchLine } from '../../analysers/health/causes/match-line.ts';
import type { Risk } from '../../domain/risk.ts';
import type { Signature } from '../../domain/signature.ts';

/** The failure text that the risk's own evidence shows, if it is one of the risk's class of cause. */
export function signatureBehind(
  { causeClass, evidence }: Risk,
  catalogue: CompiledCatalogue,
): Signature | null {
  if (causeClass === null) return null;
  for (const { kind, says } of evidence) {
    if (kind !== 'log-line') continue;
    for (const { signatureId } of matchLine(catalogue, says).matches) {
      const signature = catalogue.signatures.get(signatureId);
      if (signature?.causeClass === causeClass) return signature;
    }
  }
  return null;
}
