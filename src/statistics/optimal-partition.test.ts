import { expect, it } from 'vitest';
import { nile } from '../../test/fixtures/nile.ts';
import { optimalPartition } from './optimal-partition.ts';

it('finds the one change of the Nile, 1899', () => {
  expect(optimalPartition(nile, 3 * 130 ** 2 * Math.log(nile.length), 5)).toEqual([28]);
});

it('finds several changes, keeps the least length, and none where it costs more than it saves', () => {
  const steps = [...repeat(1, 6), ...repeat(5, 6), ...repeat(2, 6)];
  expect(optimalPartition(steps, 1, 5)).toEqual([6, 12]);
  expect(optimalPartition([...repeat(1, 6), 9, 9, ...repeat(1, 6)], 1, 5)).not.toContain(8);
  expect(optimalPartition(steps, 1000, 5)).toEqual([]);
  expect(optimalPartition([], 1, 5)).toEqual([]);
  expect(optimalPartition([1, 2], 1, 5)).toEqual([]);
});

function repeat(value: number, times: number): number[] {
  return Array.from({ length: times }, () => value);
}
