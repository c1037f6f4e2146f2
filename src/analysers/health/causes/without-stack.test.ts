import { describe, expect, it } from 'vitest';
import { leastMs } from '../../../../test/fixtures/least-ms.ts';
import { componentsIn } from './components-in.ts';
import { fingerprintOf } from './fingerprint.ts';
import { withoutStack } from './without-stack.ts';

const said = 'The shelf behind it is closed.';

describe('a text with a stack', () => {
  it.each([
    [`${said}\n   at Mover.Pipe.Pump(Block block, Lane lane) in lane 7\n   at Mover.Main()`],
    [`${said} at Mover.Pipe.Pump(Block b) in C:\\src\\pipe.cs:line 12 at Mover.Pipe.Pump(Blo`],
    [`${said}\n\tat org.mover.Pipe.pump(Pipe.java:41)\n\tat org.mover.Main.main(Main.java:3)`],
    [`${said} at Mover.Pipe.Pump() at`],
  ])('is what stands before it: %j', (text) => {
    expect(withoutStack(text)).toBe(said);
    expect(fingerprintOf(text).key).toBe(fingerprintOf(said).key);
  });

  it('keeps what stands behind it, and what is no stack', () => {
    expect(withoutStack('First. at A.B.C() Caused by: the second')).toBe(
      'First. Caused by: the second',
    );
    const prose = 'Looked at proxy1.example (the second one) at night';
    expect(withoutStack(prose)).toBe(prose);
  });

  it('names no host in it', () => {
    expect(componentsIn(`${said}\n   at Mover.Pipe.Stage1.Pump(Block block)`, [], null)).toEqual(
      [],
    );
    expect(componentsIn('Connection to esx1.estate.example failed', [], null)).toHaveLength(1);
  });

  it('is soon done whatever it holds', () => {
    for (const piece of [' at a.b(', ' at ', '   ', 'at a.b()', ' at a.b() in x ']) {
      const text = piece.repeat(1_000_000 / piece.length);
      expect(leastMs(() => withoutStack(text), 50)).toBeLessThan(50);
    }
  });
});
