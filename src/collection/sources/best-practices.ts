import { listSource } from '../list-source.ts';

/** The checks of the Security & Compliance Analyzer; none when it never ran. */
export const bestPractices = listSource('best-practices');
