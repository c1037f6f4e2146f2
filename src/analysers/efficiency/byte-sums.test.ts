import { expect, test } from 'vitest';
import { nightlyFiles, storedByJob } from '../../../test/fixtures/stored-files.ts';
import { partsOf } from './byte-sums.ts';

test('two backups in one repository are one part, whatever name it bore, with the newest name', () => {
  const files = nightlyFiles(4, new Date('2026-11-26T00:00:00Z')).map((file, night) => ({
    ...file,
    backupId: night < 2 ? 'before' : 'after',
  }));
  const [backup] = storedByJob('job', files).backups;
  if (backup === undefined) throw new Error('a backup was planted');
  const backups = [
    { ...backup, id: 'after', repositoryName: 'Main 2' },
    { ...backup, id: 'before', repositoryName: 'Main' },
  ];
  const parts = partsOf(storedByJob('job', files, { backups }));
  expect(parts).toMatchObject([
    { repositoryId: 'repository-1', repositoryName: 'Main 2', files: 4, dataBytes: 40 * 1024 ** 3 },
  ]);
});
