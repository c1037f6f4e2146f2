import { factSource } from '../fact-source.ts';

/** When the Security & Compliance Analyzer last ran. */
export const analyzerRun = factSource('analyzer-run', 'analyzer-run');
