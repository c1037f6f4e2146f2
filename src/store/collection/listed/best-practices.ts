import type { BestPractice } from '../../../domain/security.ts';
import type { BestPracticeTable } from '../../tables/security-tables.ts';
import { listedTable, seenColumns, seenPlan } from './listed-table.ts';

type BestPracticeRow = Omit<BestPracticeTable, 'vbr_server_id'>;

export const bestPractices = listedTable<BestPractice, BestPracticeRow>({
  plan: {
    ...seenPlan,
    table: 'best_practice',
    columns: { id: 'text', text: 'text', status: 'text', note: 'text', ...seenColumns },
  },
  row: ({ id, text, status, note }, seen) => ({ id, text, status, note, ...seen }),
});
