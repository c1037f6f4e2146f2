import { z } from 'zod';
import type { BestPractice } from '../../../domain/security.ts';
import { id, optionalText, text } from '../schema/fields.ts';
import { rowReader } from '../translate/rows.ts';
import type { ListSource } from './list-source.ts';

const bestPracticeSchema = z.object({ id, bestPractice: text, status: text, note: optionalText });

/** The checks of the Security & Compliance Analyzer; none of them when it never ran. */
export const bestPractices: ListSource<BestPractice> = {
  path: '/api/v1/securityAnalyzer/bestPractices',
  toRows: rowReader(bestPracticeSchema, toBestPractice),
  rowsName: 'items',
};

function toBestPractice(row: z.output<typeof bestPracticeSchema>): BestPractice {
  return { id: row.id, text: row.bestPractice, status: row.status, note: row.note || null };
}
