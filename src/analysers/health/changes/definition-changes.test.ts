import { expect, it } from 'vitest';
import { definitionChanges } from './definition-changes.ts';

const before = {
  name: 'SQL',
  isDisabled: false,
  schedule: { daily: { localTime: '19:30', days: ['monday'] }, monthly: null },
  storage: { repositoryId: 'r-1', retention: { kind: 'Days', quantity: 14 } },
  includes: ['sql01', 'sql02'],
};

it('names each field that changed by its path, and nothing else', () => {
  const after = {
    ...before,
    schedule: { daily: { localTime: '22:00', days: ['monday'] }, monthly: null },
    storage: { ...before.storage, repositoryId: 'r-2' },
  };
  expect(definitionChanges(before, after)).toEqual([
    { field: 'schedule.daily.localTime', before: '19:30', after: '22:00' },
    { field: 'storage.repositoryId', before: 'r-1', after: 'r-2' },
  ]);
  expect(definitionChanges(before, structuredClone(before))).toEqual([]);
});

it('tells of a list what came and what went, and of a mere order both orders', () => {
  const after = { ...before, includes: ['sql02', 'sql03'] };
  expect(definitionChanges(before, after)).toEqual([
    { field: 'includes', before: 'removed sql01', after: 'added sql03' },
  ]);
  expect(definitionChanges(before, { ...before, includes: ['sql02', 'sql01'] })).toEqual([
    { field: 'includes', before: 'sql01, sql02', after: 'sql02, sql01' },
  ]);
});

it('tells what appeared and what vanished; null is nothing', () => {
  const after = { ...before, storage: null, isEncrypted: true };
  expect(definitionChanges(before, after)).toEqual([
    { field: 'isEncrypted', before: null, after: 'true' },
    { field: 'storage.repositoryId', before: 'r-1', after: null },
    { field: 'storage.retention.kind', before: 'Days', after: null },
    { field: 'storage.retention.quantity', before: '14', after: null },
  ]);
});
