import type { SimulatedJob } from '../job.ts';

const sessionTypes = ['BackupJob', 'AgentBackup', 'AgentPolicy', 'BackupCopyJob'];

/** Whether a job leaves restore points behind. */
export function makesBackups({ kind }: SimulatedJob): boolean {
  return sessionTypes.includes(kind.sessionType);
}
