import { describe, expect, it } from 'vitest';
import { componentsIn } from './components-in.ts';

const accountsIn = (text: string, workload: string | null = 'sql01') =>
  componentsIn(text, [], workload).flatMap(({ kind, name }) => (kind === 'account' ? [name] : []));

describe('the account that a text names', () => {
  it.each([
    [String.raw`Logon of CORP\svc-backup refused: account is locked out. Code: 1909`],
    [String.raw`Konto CORP\svc-backup: Das Kennwort ist falsch. Code: 1326`],
    [String.raw`Účtu CORP\svc-backup vypršela platnost hesla.`],
    [String.raw`The ticket is not that of CORP\svc-backup.`],
    [String.raw`Cannot log in with the account 'CORP\svc-backup'`],
  ])('is found in quotes and without: %s', (text) => {
    expect(accountsIn(text)).toEqual([String.raw`CORP\svc-backup`]);
  });

  it('keeps the dots and signs of its name', () => {
    expect(accountsIn(String.raw`refused for CORP\john.doe, CORP\host7$`)).toEqual([
      String.raw`CORP\john.doe`,
      String.raw`CORP\host7$`,
    ]);
  });

  it.each([
    [String.raw`Cannot open D:\Backup\job, \\nas01\share or \\nas01\share\x.vbk`],
    [String.raw`Cannot open Backup\job.vbk and Job7\sql01.vib`],
    [String.raw`Key HKLM\SOFTWARE was not found, nor HKEY_LOCAL_MACHINE\SOFTWARE`],
    [String.raw`Runs as NT AUTHORITY\SYSTEM; see C:\Program Files\Veeam`],
    [String.raw`Instance SQL01\PROD and server SQL02\TEST do not answer`],
    [String.raw`Folder Data\Old, a\b\c and Estate\a-name-longer-than-any-account`],
  ])('is none where a path, a file, a key or an instance stands: %s', (text) => {
    expect(accountsIn(text)).toEqual([]);
  });
});
