import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './planted-checkout.ts';
import { readOnlyFaults } from './powershell/read-only-faults.ts';
import { powershellReference } from './powershell/reference.ts';
import { syntaxFaults } from './powershell/syntax-faults.ts';

function scriptsIn(...folder: readonly string[]): { name: string; text: string }[] {
  const place = join(projectRoot, ...folder);
  return readdirSync(place)
    .filter((name) => name.endsWith('.ps1'))
    .map((name) => ({ name, text: readFileSync(join(place, name), 'utf8') }));
}

const readers = scriptsIn('src', 'veeam', 'powershell', 'scripts');
const deployed = scriptsIn('deploy', 'windows');
const tests = scriptsIn('test', 'windows');
const longest = readers.toSorted((one, other) => other.text.length - one.text.length)[0];
const sound = longest?.text ?? '';

it('there are scripts to look at, because none would pass every check', () => {
  expect(readers.map(({ name }) => name)).toEqual([
    'Read-RestoreReasons.ps1',
    'Read-SessionHistory.ps1',
    'Read-SureBackupResults.ps1',
  ]);
  expect([deployed.length, tests.length]).toEqual([3, 1]);
});

it.each([...readers, ...deployed, ...tests])('$name is read without a fault', async ({ text }) => {
  expect(await syntaxFaults(text)).toEqual([]);
});

describe.each(readers)('$name', ({ text }) => {
  it('uses nothing but what reads, and that as its reference has it', async () => {
    expect(await readOnlyFaults(text)).toEqual([]);
  });

  it('is short, connects once, disconnects always, and ends with its end record', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(120);
    expect(text.match(/Connect-VBRServer -/g)).toHaveLength(1);
    expect(text).toMatch(/\nfinally \{\n {4}try \{ Disconnect-VBRServer \}/);
    expect(text).toContain("type = 'end'; count = $records.Count");
    expect(text).not.toMatch(/ForceAcceptTlsCertificate|\$env:|\bparam\(\s*\[string\]\$Password/i);
  });

  it('differs from the others in its question alone', () => {
    const frame = (script: string) =>
      script
        .replace(/^(#requires[^\n]*\n)#[^\n]*\n/, '$1')
        .replace(/\n# VBR publishes[\s\S]*?(?=\n\$records =)/, '')
        .replace(/(\$stage = 'read'\n)[\s\S]*?(?=\}\ncatch)/, '$1');
    expect(frame(text)).toBe(frame(sound));
  });
});

describe('a fault that is planted is found:', () => {
  it.each([
    ['an open brace', (text: string) => text.replace(/\}\nfinally/, '\nfinally')],
    [
      'an open bracket',
      (text: string) => text.replace("ReadLine().Split(' ')", "ReadLine(.Split(' ')"),
    ],
    ['an open quote', (text: string) => text.replace("'connect'", "'connect")],
    ['a foreach without in', (text: string) => text.replace('$session in @', '$session @')],
    [
      'a missing equals sign',
      (text: string) => text.replace('$secret = ConvertTo', '$secret ConvertTo'),
    ],
    ['a try without catch', (text: string) => `${text}\ntry { Get-VBRHistoryOptions }\n$x = 1\n`],
    ['a stray elseif', (text: string) => `${text}\nelseif ($x) { 1 }\n`],
    ['a pipe into nothing', (text: string) => `${text}\nGet-VBRHistoryOptions |\n\n$x = 1\n`],
    ['a typographic quote', (text: string) => text.replace("'connect'", '‘connect’')],
  ])('%s', async (_what, change) => {
    expect(change(sound)).not.toBe(sound);
    expect(await syntaxFaults(change(sound))).not.toEqual([]);
  });

  it('of all brackets and quotes that can be left out, nineteen of twenty', async () => {
    const places = [...sound.matchAll(/[{}()[\]'"]/g)]
      .map(({ index }) => index)
      .filter((index) => !sound.slice(sound.lastIndexOf('\n', index) + 1, index).includes('#'));
    let found = 0;
    for (const place of places) {
      const broken = sound.slice(0, place) + sound.slice(place + 1);
      found += Number((await syntaxFaults(broken)).length > 0);
    }
    expect(places.length).toBeGreaterThan(100);
    expect(found / places.length).toBeGreaterThanOrEqual(0.95);
  });

  it.each([
    ['Set-VBRHistoryOptions -RetentionLimitWeeks 1', /Set-VBRHistoryOptions is not among/],
    ['Start-VBRRestoreVM -RestorePoint $x', /Start-VBRRestoreVM is not among/],
    ['Stop-VBRInstantRecovery -InstantRecovery $x', /Stop-VBRInstantRecovery is not among/],
    ['Get-VBRRestoreSession -Job $job', /Get-VBRRestoreSession has no parameter -Job/],
    ['Start-VBRSureBackupJob -Job $job', /Start-VBRSureBackupJob is not among/],
    ['Remove-Item -Path $x', /Remove-Item is not among/],
    ['"$(Remove-Item $x)"', /Remove-Item is not among/],
    ['Add-Type -TypeDefinition $x', /Add-Type is not among/],
    ['Invoke-Expression $x', /Invoke-Expression is not among/],
    ['iex $x', /iex is not among/],
    ['Invoke-Command -ScriptBlock { 1 }', /Invoke-Command is not among/],
    ['Out-File -FilePath x', /Out-File is not among/],
    ['Get-Content -Path x', /Get-Content is not among/],
    ['cmd.exe /c dir', /cmd\.exe is not among/],
    ['& $x', /runs what it computes/],
    ['& "C:\\tool.exe"', /runs what it computes/],
    ['. "$PSScriptRoot/more.ps1"', /runs what it computes/],
    ['Get-VBRHistoryOptions > x.txt', /a redirection writes a file/],
    ['[System.IO.File]::WriteAllText("x", "y")', /\[System\.IO\.File\]/],
    ['[scriptblock]::Create($x)', /\[scriptblock\]/],
    ['[Console]::ReadKey()', /\[Console\]::ReadKey is not among/],
    ['$session.Stop()', /\.Stop is not among/],
    ['$session."$x"()', /not among what a script may use/],
    ['Get-VBRSureBackupVmFromSession -Session $s', /is not in the reference/],
    ['Get-VBRSureBackupSession -Job $job', /Get-VBRSureBackupSession has no parameter -Job/],
    ['Connect-VBRServer -Server x -Passwort $y', /Connect-VBRServer has no parameter -Passwort/],
  ])('%s', async (line, sentence) => {
    const faults = await readOnlyFaults(`${sound}\n${line}\n`);
    expect(
      faults.some((fault) => sentence.test(fault)),
      faults.join('; '),
    ).toBe(true);
  });
});

it('says of every entry of its reference where it comes from, and names what is not confirmed', () => {
  const { cmdlets, members } = powershellReference;
  const unconfirmed = Object.entries({ ...cmdlets, ...members }).filter(
    ([, each]) => !each.isConfirmed,
  );
  for (const [name, { note }] of unconfirmed) expect(note, name).toMatch(/\w{4}/);
  const told = readFileSync(join(projectRoot, 'docs', 'powershell.md'), 'utf8');
  for (const [name] of unconfirmed) if (name in members) expect(told).toContain(`\`${name}\``);
});
