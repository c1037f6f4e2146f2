import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecretRegistry } from './secret-registry.ts';

function remembering(...values: readonly string[]) {
  const registry = createSecretRegistry();
  for (const value of values) registry.remember(value);
  return registry;
}

describe('a remembered secret', () => {
  const secret = 'p"ä/s+w?rd (1)&\\';
  const spellings: ReadonlyArray<readonly [string, string]> = [
    ['plain', secret],
    ['in JSON', JSON.stringify({ a: secret })],
    ['in JSON within JSON', JSON.stringify({ a: JSON.stringify({ b: secret }) })],
    ['in a URL', encodeURIComponent(secret)],
    ['in a form', new URLSearchParams({ x: secret }).toString()],
    ['in a form, lower case', new URLSearchParams({ x: secret }).toString().toLowerCase()],
    ['in Base64', Buffer.from(secret).toString('base64')],
    ['in Base64 for URLs', Buffer.from(secret).toString('base64url')],
    [
      'behind a user of any length in Base64',
      ['a', 'ab', 'abc'].map((user) => Buffer.from(`${user}:${secret}`).toString('base64')).join(),
    ],
    ['in decomposed characters', secret.normalize('NFD')],
  ];
  test.each(spellings)('%s is found', (_, text) => {
    expect(text).not.toContain('•••');
    const kept = remembering(secret, secret.normalize('NFD')).scrub(`before ${text} after`);
    expect(kept).toMatch(/^before .*•••.* after$/);
    expect(kept).not.toMatch(/s\+w|s%2bw|d\+?(%20)?\(1/i);
  });

  test('goes as a whole when another secret is a part of it', () => {
    expect(remembering('pass', 'pass-word-9').scrub('pass-word-9 and pass')).toBe('••• and •••');
  });

  test('of three characters or fewer is not looked for', () => {
    expect(remembering('abc', '', '   ').scrub('abc')).toBe('abc');
  });

  test('of any value never stays in a text that holds it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: 'binary' }), fc.string(), (value, around) => {
        fc.pre(value.trim().length >= 4 && !'•••'.includes(value));
        const kept = remembering(value).scrub(`${around}\n${value}\n${around}`);
        expect(kept.replaceAll('•••', '\0')).not.toContain(value);
      }),
    );
  });
});

describe('what looks like a credential goes without being remembered', () => {
  test.each([
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer •••'],
    ['authorization: Basic dXNlcjpwYXNz', 'authorization: Basic •••'],
    [
      'grant_type=password&username=u&password=hunter2&x=1',
      'grant_type=password&username=u&password=•••&x=1',
    ],
    ['{"password":"hunter2","x":1}', '{"password":•••","x":1}'],
    ['DB_PASSWORD=hunter2 DB_HOST=x', 'DB_PASSWORD=••• DB_HOST=x'],
    ['refresh_token=abc&y', 'refresh_token=•••&y'],
    ['postgres://dr365:hunter2@db/x', 'postgres://•••@db/x'],
    ['token eyJhbGciOi.eyJzdWIi.c2ln was used', 'token ••• was used'],
  ])('%s', (text, kept) => {
    expect(createSecretRegistry().scrub(text)).toBe(kept);
  });

  test('and ordinary sentences stay as they are', () => {
    const text =
      'Job "Basic backup" failed: the bearer of bad news at https://vbr:9419/api; 3 passwords expired';
    expect(createSecretRegistry().scrub(text)).toBe(text);
  });
});

test('a long foreign text built to be slow is scrubbed in time', () => {
  const registry = remembering('hunter2');
  for (const piece of ['eyJ-', 'a-', 'a://:', 'password', 'basic ', 'bearer ']) {
    const startedAt = performance.now();
    registry.scrub(piece.repeat(64_000 / piece.length));
    expect(performance.now() - startedAt).toBeLessThan(3000);
  }
});
