import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedEnvironmentText } from './environment-text.ts';

describe('a changed .env', () => {
  test('keeps comments, other variables and their order, and each name once', () => {
    const before =
      '# mine\nOTHER=1 # why\nexport VEEAM_SERVER = old\n\nVEEAM_SERVER=older\n#VEEAM_SERVER=not\nLAST=x';
    expect(changedEnvironmentText(before, { VEEAM_SERVER: 'vbr:9419', NEW: 'a b' })).toBe(
      "# mine\nOTHER=1 # why\nVEEAM_SERVER=vbr:9419\n\n#VEEAM_SERVER=not\nLAST=x\nNEW='a b'\n",
    );
  });

  test('takes a variable out where the change is null', () => {
    expect(changedEnvironmentText('A=1\nB=2\n', { A: null, C: null })).toBe('B=2\n');
  });

  test('replaces a quoted value that spans lines as a whole', () => {
    expect(changedEnvironmentText('A="one\nB=not a variable\n"\nC=3\n', { A: 'x' })).toBe(
      'A=x\nC=3\n',
    );
  });

  test('keeps the line ends of Windows', () => {
    expect(changedEnvironmentText('A=1\r\nB=2\r\n', { A: '3', C: '4' })).toBe(
      'A=3\r\nB=2\r\nC=4\r\n',
    );
  });

  test('does not mistake a dollar sign in a value for a pattern', () => {
    expect(parseEnv(changedEnvironmentText('P=x\n', { P: "$&$1$'" }))).toEqual({ P: "$&$1$'" });
  });

  test('is the same when changed twice', () => {
    const changes = { A: 'p#a"s', B: "it's" };
    const once = changedEnvironmentText('# x\n', changes);
    expect(changedEnvironmentText(once, changes)).toBe(once);
  });

  test('refuses a value that no quotes can hold, and says where it can go', () => {
    expect(() => changedEnvironmentText('', { P: `'"\`` })).toThrow(/P cannot be written .*P_FILE/);
  });

  test('gives back every value that it accepts, and leaves every other variable as it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme-ascii' }),
        (value, other) => {
          fc.pre(!/[\0'`"]/.test(other) && !value.includes('\0'));
          const before = `X='${other}'\nP=old\n`;
          const wanted = parseEnv(before)['X'];
          try {
            expect(parseEnv(changedEnvironmentText(before, { P: value }))).toEqual({
              X: wanted,
              P: value,
            });
          } catch (error) {
            expect(error).toMatchObject({ code: 'input-invalid' });
            expect(value).toMatch(/['"`\r\\]/);
          }
        },
      ),
    );
  });
});
