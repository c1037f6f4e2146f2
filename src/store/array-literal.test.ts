import { expect, test } from 'vitest';
import { arrayLiteral, documentLines } from './array-literal.ts';

test('quotes text so that commas, quotes, backslashes and the word NULL stay text', () => {
  expect(arrayLiteral(['a,b', 'say "x"', 'c:\\d', 'NULL', ''])).toBe(
    String.raw`{"a,b","say \"x\"","c:\\d","NULL",""}`,
  );
});

test('writes unknown as NULL and numbers, booleans and instants as themselves', () => {
  expect(arrayLiteral([null, undefined, 1.5, -2, true, new Date(0)])).toBe(
    '{NULL,NULL,1.5,-2,true,"1970-01-01T00:00:00.000Z"}',
  );
});

test('holds arrays of different lengths and documents as text', () => {
  expect(arrayLiteral([['a', 'b"'], []])).toBe(String.raw`{"{\"a\",\"b\\\"\"}","{}"}`);
  expect(arrayLiteral([{ a: [1] }])).toBe(String.raw`{"{\"a\":[1]}"}`);
});

test('drops NUL characters, which PostgreSQL cannot hold', () => {
  expect(arrayLiteral(['a\0b', { text: 'c\0d', path: String.raw`\u0000` }])).toBe(
    String.raw`{"ab","{\"text\":\"cd\",\"path\":\"\\\\u0000\"}"}`,
  );
});

test('documents stand on a line each, whatever their texts hold', () => {
  const lines = documentLines([{ name: 'one\ntwo' }, { name: 'nul\0' }]).split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ name: 'one\ntwo' }, { name: 'nul' }]);
});
