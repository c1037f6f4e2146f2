import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { type Operation, operationIndex } from './operation.ts';

/** The operation a session's source names; null for sessions of jobs and upkeep. */
export function operationOf(
  { operations }: Pick<Estate, 'operations'>,
  source: number,
): Operation | null {
  const index = operationIndex(source);
  return index === null ? null : itemAt(operations.rows, index);
}
