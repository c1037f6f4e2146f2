import { z } from 'zod';

const days = (least: number, usual: number, what: string) =>
  z.int().min(least).max(36_500).default(usual).describe(what);

/** How long what was collected and found is kept. */
export const retentionSettings = z
  .strictObject({
    runsDays: days(60, 730, 'Runs, their causes and failures that are over'),
    sessionsDays: days(60, 750, 'Sessions and tasks; at least 8 days longer than runs'),
    logsDays: days(60, 730, 'Lines of task and session logs; at least as long as runs'),
    capacitySamplesDays: days(60, 400, 'Readings of used space, each as it was taken'),
    capacityDaysDays: days(130, 1830, 'Used space by day, which forecasts read'),
    forecastsDays: days(200, 400, 'Forecasts, which are held against what came'),
    findingsDays: days(60, 1100, 'Daily course of findings and of facts of the server'),
    risksDays: days(60, 1100, 'Course of risks; risks, acceptances and plans stay for ever'),
    passesDays: days(60, 730, 'Passes'),
    journalDays: days(60, 400, 'Actions, errors and figures of the journal in the database'),
    auditDays: days(366, 1830, 'Calls of tools'),
  })
  .describe('How many days history is kept; what stands open now, and what it points at, stays');

export type RetentionSettings = Readonly<z.output<typeof retentionSettings>>;
