import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadSignatures } from './failure-signatures.ts';
import { loadPlaybooks } from './playbooks.ts';

const knowledge = join(import.meta.dirname, '../../knowledge');

test('every class of cause of the catalogue has a playbook, and no other has', async () => {
  const { signatures } = await loadSignatures(knowledge);
  const { byCause } = await loadPlaybooks(knowledge);
  const classes = [...new Set(signatures.map(({ causeClass }) => causeClass))].sort();
  expect(classes.length).toBeGreaterThan(20);
  expect([...byCause.keys()].sort()).toEqual(classes);
});

test('example commands only read', async () => {
  const { byCause, byKind } = await loadPlaybooks(knowledge);
  const reads =
    /^(Get-|Test-Path|Test-NetConnection|Resolve-DnsName|vssadmin list|openfiles \/query|w32tm \/query|timedatectl status|systemctl status|openssl s_client|uname|SELECT |dr365 (tool|status|config (check|show)|schedule status))/;
  const commands = [...byCause.values(), ...byKind.values()].flatMap(({ checks }) =>
    checks.flatMap(({ command }) => (command === null ? [] : [command])),
  );
  expect(commands.length).toBeGreaterThan(40);
  expect(commands.filter((command) => !reads.test(command))).toEqual([]);
  expect(
    commands.filter((command) => /Remove-|Set-|Start-|Stop-|DELETE|rm /.test(command)),
  ).toEqual([]);
});

test('an effort that was not measured says that it is a guess', async () => {
  const { byCause, byKind } = await loadPlaybooks(knowledge);
  const bases = [...byCause.values(), ...byKind.values()].flatMap(({ options }) =>
    options.map(({ effortBasis }) => effortBasis),
  );
  expect(bases.filter((basis) => !/^(guess|measured|vendor): /.test(basis))).toEqual([]);
});

test('everything wrong with the files is told at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playbooks-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(join(knowledge, 'playbooks'), join(folder, 'playbooks'), { recursive: true });
  const file = join(folder, 'playbooks', 'risks-data.json');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace('"risk-open"', '"mood"').replace('"blind-spot"', '"never-tested"'),
  );
  await expect(loadPlaybooks(folder)).rejects.toThrow(/risks-data\.json.*is no metric of a plan/s);
  await writeFile(file, text.replace('"kind": "blind-spot"', '"kind": "never-tested"'));
  await expect(loadPlaybooks(folder)).rejects.toThrow(/another playbook is for never-tested/);
});
