import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFault } from '../domain/errors.ts';
import { parseServerAddress } from './server-address.ts';

test.each([
  ['vbr', 'vbr', null],
  [' vbr.example.com ', 'vbr.example.com', null],
  ['vbr.example.com:9419', 'vbr.example.com', 9419],
  ['https://vbr.example.com', 'vbr.example.com', null],
  ['HTTPS://vbr.example.com:443/', 'vbr.example.com', 443],
  ['10.0.0.1:9419', '10.0.0.1', 9419],
  ['[2001:db8::1]', '2001:db8::1', null],
  ['https://[::1]:9419/', '::1', 9419],
])('%s is host %s and port %s', (text, host, port) => {
  expect(parseServerAddress(text)).toEqual({ host, port });
});

test.each([
  ['http://vbr', /https only/],
  ['ftp://vbr', /https only/],
  ['vbr:0', /port/],
  ['vbr:70000', /port/],
  ['vbr:', /port/],
  ['vbr:94x', /port/],
  ['https://vbr/api', /path/],
  ['https://vbr?x', /path/],
  ['2001:db8::1', /brackets/],
  ['[vbr]:9419', /IPv6/],
  ['', /host name/],
  ['a b', /host name/],
  ['-vbr', /host name/],
  ['vbr..example', /host name/],
])('%j is refused in one sentence that says why', (text, why) => {
  expect(() => parseServerAddress(text)).toThrow(why);
});

test('an account in the address is refused without repeating it', () => {
  const text = 'https://admin:hunter2@vbr';
  expect(() => parseServerAddress(text)).toThrow(/carries no account/);
  expect(() => parseServerAddress(text)).not.toThrow(/hunter2/);
});

test('any text is an address or an input-invalid fault, never another error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.ipV6(), fc.domain()), (text) => {
      try {
        const { host, port } = parseServerAddress(text);
        expect(host).not.toMatch(/[\s@/\\]/);
        expect(port === null || (port > 0 && port < 65_536)).toBe(true);
      } catch (error) {
        expect(isFault(error, 'input-invalid')).toBe(true);
      }
    }),
  );
});
