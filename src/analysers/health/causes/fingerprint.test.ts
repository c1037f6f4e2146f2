import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastMs } from '../../../../test/fixtures/least-ms.ts';
import { fingerprintOf } from './fingerprint.ts';

const keyOf = (text: string, names: readonly string[] = []) => fingerprintOf(text, names).key;

const upper = fc.string({ unit: fc.constantFrom(...'ABCDEFGH'), minLength: 1, maxLength: 6 });
const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 2, maxLength: 8 });
const kinds = {
  guid: fc.uuid(),
  number: fc.nat().map(String),
  hexadecimal: fc.nat().map((number) => `0x${number.toString(16)}`),
  'quoted name': word.map((name) => `'${name} (x)'`),
  'name in brackets': word.map((name) => `[${name}]`),
  'Windows path': fc.tuple(upper, word).map(([one, other]) => `C:\\${one}\\${other}.vbk`),
  'share path': fc.tuple(word, word).map(([host, share]) => `\\\\${host}\\${share}`),
  'Linux path': fc.tuple(word, word).map(([one, other]) => `/mnt/${one}/${other}.vib`),
  host: fc.tuple(word, word).map(([host, domain]) => `${host}.${domain}.example`),
  account: fc.tuple(upper, word).map(([domain, user]) => `${domain}\\${user}`),
  IPv4: fc.ipV4(),
  'date and time': fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 19).replace('T', ' ')),
  'American date': fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
    .map(([month, day]) => `${month}/${day}/2026`),
  time: fc.integer({ min: 0, max: 23 }).map((hour) => `${hour}:05:59`),
  'machine with a number': fc.nat({ max: 9999 }).map((number) => `SRV-WEB-${number}`),
} as const;

describe('fingerprintOf', () => {
  it.each(Object.entries(kinds))('is the same whatever the %s', (_kind, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (one, other) => {
        expect(keyOf(`Relay gave ${other} back at once`)).toBe(
          keyOf(`Relay gave ${one} back at once`),
        );
      }),
    );
  });

  it('tells texts apart whose words differ', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 2 }), ([one, other]) => {
        expect(keyOf(`Relay ${one} gave way`)).not.toBe(keyOf(`Relay ${other} gave way`));
      }),
    );
  });

  it('masks the names that are known, alone and within hosts and paths', () => {
    const text = (name: string) => `Gate on ${name} shut: ${name}.corp.example [${name}]`;
    const key = keyOf(text('files-rv2'), ['files-rv2']);
    expect(keyOf(text('mailserver'), ['mailserver'])).toBe(key);
    expect(keyOf(text('mailserver'))).not.toBe(key);
  });

  it('counts no letter case and no run of spaces', () => {
    expect(keyOf('The  Gate is SHUT ')).toBe(keyOf('the gate is shut'));
  });

  it('takes a list of any length for one', () => {
    expect(keyOf("Left out: 'a', 'b', 'c'")).toBe(keyOf("Left out: 'x'"));
  });

  it('keeps an apostrophe within words', () => {
    expect(fingerprintOf("Le verrou d'ingestion n'a pas été rendu").maskedText).toBe(
      "le verrou d'ingestion n'a pas été rendu",
    );
  });

  it('shows what remains', () => {
    const text =
      "12 of 40 blocks of 'SQL 01' at D:\\Backup\\x.vib were lost by proxy1.example:2500";
    expect(fingerprintOf(text).maskedText).toBe('# of # blocks of * at * were lost by *');
  });

  it.each([[''], ['x'], ['\0'], ['日本語のエラー'], ['\ud800']])('takes %j as it comes', (text) => {
    expect(keyOf(text)).toMatch(/^[\da-f]{16}$/);
  });

  it.each([
    "'a ",
    '"a',
    '[x',
    'a.',
    'a\\',
    '/a',
    '1.1.',
    '1:2:',
    'a@',
    '-a',
    'a1-',
    '12/',
    'c:\\',
    '«a',
    'ab-12,',
  ])('is soon done with a megabyte of %j', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(leastMs(() => fingerprintOf(text), 50)).toBeLessThan(50);
  });
});
