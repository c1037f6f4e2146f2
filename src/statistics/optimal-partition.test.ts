import { expect, it } from 'vitest';
import { optimalPartition } from './optimal-partition.ts';

/** Annual flow of the Nile at Aswan 1871–1970, 10⁸ m³; Cobb, "The problem of the Nile", Biometrika 65, 1978: it changes after 1898. */
const nile = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
  799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701,
  916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862,
  698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812,
  742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906,
  901, 1170, 912, 746, 919, 718, 714, 740,
];

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
