import { expect, test } from 'vitest';
import { similarNames } from './similar-names.ts';

const names = ['SQL Production', 'SQL Test', 'File Servers', 'Exchange', 'Mail archive'];

test('finds the name behind a typing mistake', () => {
  expect(similarNames(names, 'SLQ Prodution', 2)[0]).toBe('SQL Production');
  expect(similarNames(names, 'exchagne', 1)).toEqual(['Exchange']);
});

test('puts names that hold the text before names that only resemble it', () => {
  expect(similarNames(['Mail', 'Email archive', 'Mali'], 'mail', 3)).toEqual([
    'Mail',
    'Email archive',
    'Mali',
  ]);
});

test('names nothing when nothing resembles the text, and no more than asked for', () => {
  expect(similarNames(names, 'zzz', 5)).toEqual([]);
  expect(similarNames(names, '', 5)).toEqual([]);
  expect(similarNames(names, 'sql', 1)).toHaveLength(1);
});
