import type { Retention } from '../pipeline/pass-request.ts';
import type { RetentionSettings } from '../settings/retention-settings.ts';

/** The setting that each kind of history follows. */
export function retentionDays(settings: RetentionSettings): Retention['days'] {
  return {
    'failure-groups': settings.runsDays,
    runs: settings.runsDays,
    tasks: settings.sessionsDays,
    logs: settings.logsDays,
    'session-months': settings.sessionsDays,
    sessions: settings.sessionsDays,
    'capacity-samples': settings.capacitySamplesDays,
    'capacity-days': settings.capacityDaysDays,
    forecasts: settings.forecastsDays,
    'finding-history': settings.findingsDays,
    'risk-history': settings.risksDays,
    passes: settings.passesDays,
    'journal-events': settings.journalDays,
    audit: settings.auditDays,
  };
}
