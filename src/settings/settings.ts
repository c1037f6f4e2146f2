import { z } from 'zod';
import { type CapacitySettings, capacitySettings } from '../analysers/capacity/settings.ts';
import { type EfficiencySettings, efficiencySettings } from '../analysers/efficiency/settings.ts';
import { type HealthSettings, healthSettings } from '../analysers/health/settings.ts';
import { type ProtectionSettings, protectionSettings } from '../analysers/protection/settings.ts';
import { type RecoverySettings, recoverySettings } from '../analysers/recovery/settings.ts';
import {
  type RemediationSettings,
  remediationSettings,
} from '../analysers/remediation/settings.ts';
import { type RiskSettings, riskSettings } from '../analysers/risk/settings.ts';
import { type TierSettings, tierSettings } from '../domain/business-tier-settings.ts';
import { type CollectionSettings, collectionSettings } from './collection-settings.ts';
import { type DatabaseSettings, databaseRoles, databaseSettings } from './database-settings.ts';
import { type LogSettings, logSettings } from './log-settings.ts';
import { type PowerShellSettings, powershellSettings } from './powershell-settings.ts';
import { type RetentionSettings, retentionSettings } from './retention-settings.ts';
import type { Secret } from './secret.ts';
import { type ServerSettings, serverSettings } from './server-settings.ts';

/** Everything that can be set, checked. */
export interface Settings {
  readonly servers: readonly ServerSettings[];
  /** Null: the embedded PostgreSQL. */
  readonly database: DatabaseSettings | null;
  readonly collection: CollectionSettings;
  readonly powershell: PowerShellSettings;
  readonly health: HealthSettings;
  readonly protection: ProtectionSettings;
  readonly capacity: CapacitySettings;
  readonly efficiency: EfficiencySettings;
  readonly recovery: RecoverySettings;
  readonly tiers: TierSettings;
  readonly remediation: RemediationSettings;
  readonly risk: RiskSettings;
  readonly retention: RetentionSettings;
  readonly log: LogSettings;
}

/** The whole of the settings; a section more is a line here and in `Settings`. */
export const settingsSchema = z.strictObject({
  servers: z
    .array(serverSettings)
    .default([])
    .describe('VBR servers to read; VEEAM_SERVER in .env is the short form for one'),
  database: databaseSettings
    .nullable()
    .default(null)
    .describe('PostgreSQL 13 or newer; null starts the embedded one'),
  collection: collectionSettings.prefault({}),
  powershell: powershellSettings.prefault({}),
  health: healthSettings.prefault({}).describe('F1 health: how runs become scores and grades'),
  protection: protectionSettings
    .prefault({})
    .describe('Protection of workloads: when a restore point is late'),
  capacity: capacitySettings
    .prefault({})
    .describe('F2 capacity: which levels, how far ahead, how long to order'),
  efficiency: efficiencySettings
    .prefault({})
    .describe('F3 efficiency: targets, score weights, price of storage'),
  recovery: recoverySettings
    .prefault({})
    .describe('F4 recovery: targets by tier, how fast proofs grow old'),
  tiers: tierSettings
    .prefault({})
    .describe('Business tiers: which workloads the business leans on most'),
  remediation: remediationSettings
    .prefault({})
    .describe('F6 remediation: which risks get a plan, what a quick win is'),
  risk: riskSettings
    .prefault({})
    .describe('F5 risk: weights of the score, thresholds, what lies off-site'),
  retention: retentionSettings.prefault({}),
  log: logSettings.prefault({}),
});

/** Every secret value in the settings, for the registry that keeps them out of the log. */
export function settingsSecrets(settings: Settings): readonly string[] {
  const { servers, database } = settings;
  const held: Secret[] = servers.map((server) => server.password);
  if (database !== null) {
    held.push(database.password);
    for (const role of databaseRoles) {
      const login = database.roles[role];
      if (login !== null) held.push(login.password);
    }
  }
  return held.map((each) => each.reveal());
}
