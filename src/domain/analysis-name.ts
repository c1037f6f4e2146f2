/** The analyses that can be asked for alone. */
export const analysisNames = [
  'health',
  'capacity',
  'efficiency',
  'recovery',
  'risk',
  'remediation',
] as const;

export type AnalysisName = (typeof analysisNames)[number];
