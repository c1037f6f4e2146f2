import { describe, expect, it } from 'vitest';
import { passId } from './pass-id.ts';

describe('the id of a pass', () => {
  it('is the example of RFC 9562, appendix A.6', () => {
    const random = Uint8Array.from([0xc, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(passId(new Date('2022-02-22T19:22:22.000Z'), random)).toBe(
      '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
    );
  });

  it('sorts by time', () => {
    const most = new Uint8Array(10).fill(255);
    const none = new Uint8Array(10);
    expect(passId(new Date(1000), most) < passId(new Date(1001), none)).toBe(true);
  });
});
