import { describe, expect, test } from 'vitest';
import { resolveHome } from './resolve-home.ts';

const checkout = { checkoutRoot: '/src/dr365', platform: 'linux', installed: false } as const;

describe('without DR365_HOME', () => {
  test('a checkout keeps everything in its own .dr365', () => {
    expect(resolveHome({ ...checkout, environment: { HOME: '/home/ann' } })).toBe(
      '/src/dr365/.dr365',
    );
  });

  test('a checkout on Windows gets a Windows path', () => {
    const question = { ...checkout, checkoutRoot: 'C:\\src', platform: 'win32' } as const;
    expect(resolveHome({ ...question, environment: {} })).toBe('C:\\src\\.dr365');
  });

  test.each(['linux', 'darwin'] as const)('installed on %s it lives under the user', (platform) => {
    const question = { environment: { HOME: '/home/ann' }, checkoutRoot: null, installed: true };
    expect(resolveHome({ ...question, platform })).toBe('/home/ann/.local/share/dr365');
  });

  test('installed on Windows it lives in ProgramData, whatever its case in the environment', () => {
    const question = { checkoutRoot: null, platform: 'win32', installed: true } as const;
    expect(resolveHome({ ...question, environment: { PROGRAMDATA: 'D:\\Data' } })).toBe(
      'D:\\Data\\DR365',
    );
    expect(resolveHome({ ...question, environment: {} })).toBe('C:\\ProgramData\\DR365');
  });

  test('without a home of the user either it says what to set', () => {
    const question = {
      environment: {},
      checkoutRoot: null,
      platform: 'linux',
      installed: true,
    } as const;
    expect(() => resolveHome(question)).toThrow(/set DR365_HOME/);
  });
});

describe('DR365_HOME', () => {
  test('wins when it is absolute', () => {
    expect(resolveHome({ ...checkout, environment: { DR365_HOME: '/var/lib/dr365' } })).toBe(
      '/var/lib/dr365',
    );
  });

  test('is seen from the checkout when it is relative', () => {
    expect(resolveHome({ ...checkout, environment: { DR365_HOME: './mine' } })).toBe(
      '/src/dr365/mine',
    );
  });

  test('is refused when it is relative and there is no checkout', () => {
    const question = { ...checkout, checkoutRoot: null, environment: { DR365_HOME: 'mine' } };
    expect(() => resolveHome(question)).toThrow(/not an absolute path/);
  });
});
