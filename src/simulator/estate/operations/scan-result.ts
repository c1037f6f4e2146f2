import { chanceFrom, fraction, pick, textHash } from '../chance.ts';
import type { WorkloadStatus } from '../malware/incident.ts';

type ScanResult = 'Clean' | 'Infected' | 'Failed' | 'Canceled' | 'Inconclusive';

/** What a scan of one workload says; infected data is always found, clean data now and then cannot be judged. */
export function scanResultOf(salt: number, place: number, status: WorkloadStatus): ScanResult {
  if (status === 'Infected') return 'Infected';
  const draw = fraction(chanceFrom(salt, textHash('scan result'), place));
  if (draw < 0.94) return 'Clean';
  if (draw < 0.965) return 'Failed';
  return draw < 0.985 ? 'Inconclusive' : 'Canceled';
}

/** By which engine a scan looks, the same for all its workloads. */
export function scanEngineOf(salt: number) {
  const isYara = fraction(chanceFrom(salt, textHash('scan type'))) < 0.2;
  return {
    type: isYara ? ('Yara' as const) : ('Antivirus' as const),
    antivirusName: isYara
      ? null
      : pick(chanceFrom(salt, textHash('antivirus')), ['Veeam Threat Hunter', 'Windows Defender']),
  };
}
