import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { attackStartMs } from '../estate/malware/attack.ts';
import { type Incident, workloadKey } from '../estate/malware/incident.ts';
import { isOpen } from '../estate/malware/status.ts';
import { analyzerSession, bestPracticesOf } from '../estate/server/best-practices.ts';
import { configurationBackupOf } from '../estate/server/configuration-backup.ts';
import { licenceOf } from '../estate/server/licence.ts';

interface IncidentTruth {
  readonly eventId: string;
  readonly workload: string;
  readonly jobId: string;
  readonly type: string;
  readonly severity: string;
  readonly detectedAt: string;
  readonly isOpen: boolean;
  readonly isFalsePositive: boolean;
}

/** Incidents that were told by the estate's now, the server's licence, analyzer and own backup. */
export interface SecurityTruth {
  /** Null in every scenario but ransomware. */
  readonly attackStartedAt: string | null;
  readonly incidents: readonly IncidentTruth[];
  readonly analyzer: {
    readonly ranAt: string | null;
    readonly violations: number;
    readonly checks: number;
  };
  readonly licence: {
    readonly status: string;
    readonly expiresAt: string;
    readonly licensedInstances: number;
    readonly usedInstances: number;
  };
  readonly configurationBackup: {
    readonly isEncrypted: boolean;
    readonly lastSuccessfulAt: string | null;
  };
}

/** Tells what was planted about the estate's security. */
export function securityTruth(estate: Estate): SecurityTruth {
  const session = analyzerSession(estate);
  const checks = bestPracticesOf(estate);
  const licence = licenceOf(estate);
  const { isEncrypted, lastSuccess } = configurationBackupOf(estate);
  const attackMs = attackStartMs(estate.options);
  return {
    attackStartedAt: attackMs === null ? null : isoText(attackMs),
    incidents: estate.malware.rows
      .filter(({ createdMs }) => createdMs <= estate.nowMs)
      .map((incident) => incidentTruth(estate, incident)),
    analyzer: {
      ranAt: session === null ? null : isoText(estate.sessions.createdMs(session)),
      violations: checks.filter(({ status }) => status === 'Violation').length,
      checks: checks.length,
    },
    licence: {
      status: licence.status,
      expiresAt: isoText(licence.instances.expiresMs),
      licensedInstances: licence.instances.licensed,
      usedInstances: licence.instances.used,
    },
    configurationBackup: {
      isEncrypted,
      lastSuccessfulAt: lastSuccess === null ? null : isoText(lastSuccess.endedMs),
    },
  };
}

function incidentTruth(estate: Estate, incident: Incident): IncidentTruth {
  const { nowMs, malware, jobs, identifiers } = estate;
  const job = itemAt(jobs, incident.job);
  const own = malware.byWorkload.get(workloadKey(incident.job, incident.place)) ?? [];
  return {
    eventId: identifiers.of('malware-event', incident.number),
    workload: itemAt(job.workloads, incident.place),
    jobId: job.id,
    type: incident.type,
    severity: incident.severity,
    detectedAt: isoText(incident.detectedMs),
    isOpen: isOpen(incident, own, nowMs),
    isFalsePositive: (incident.falsePositiveMs ?? Infinity) <= nowMs,
  };
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
