import { factSource } from '../fact-source.ts';

/** The licence: when it ends and whether it suffices. */
export const licence = factSource('licence', 'licence');
