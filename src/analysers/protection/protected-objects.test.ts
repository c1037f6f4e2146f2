import { expect, it } from 'vitest';
import { assessProtectedEstate } from './assess-estate.ts';
import { emptyProtectionFold } from './estate-fold.ts';
import { protectedObjectsOf } from './protected-objects.ts';
import { protectionSettings } from './settings.ts';

const facts = {
  vbrServerId: 1,
  name: 'estate',
  asOf: new Date(0),
  settings: protectionSettings.parse({}),
};

it('counts the workloads that should be protected, not those that nobody protects any more', () => {
  const fold = emptyProtectionFold();
  const workloads = { known: 9, protected: 3, late: 2, unprotected: 1, left: 2, unreadable: 1 };
  const finding = assessProtectedEstate({ ...fold, workloads }, facts);
  expect(protectedObjectsOf(finding)).toEqual({ protected: 3, known: 6 });
});

it('tells nothing where no workload was judged', () => {
  expect(protectedObjectsOf(assessProtectedEstate(emptyProtectionFold(), facts))).toBeNull();
  expect(protectedObjectsOf(null)).toBeNull();
});
