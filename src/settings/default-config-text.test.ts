import { expect, test } from 'vitest';
import { parse, parseDocument, visit } from 'yaml';
import { parseConfigText } from './config-file.ts';
import { defaultConfigText } from './default-config-text.ts';
import { settingsSchema } from './settings.ts';

test('the default file says exactly the defaults', () => {
  const written: unknown = parse(defaultConfigText());
  expect(settingsSchema.parse(written)).toEqual(settingsSchema.parse({}));
});

test('every default stands in the file by name, not by omission', () => {
  const { draft, problems } = parseConfigText(defaultConfigText());
  expect(problems).toEqual([]);
  expect(draft.tree).toEqual(settingsSchema.parse({}));
});

test('every setting in the default file is explained by a comment above it', () => {
  const unexplained: string[] = [];
  const lines = defaultConfigText().split('\n');
  visit(parseDocument(defaultConfigText()), {
    Pair: (_, { key }) => {
      const at = lines.findIndex((line) => line.trim().startsWith(`${String(key)}:`));
      if (!lines[at - 1]?.trim().startsWith('#')) unexplained.push(String(key));
    },
  });
  expect(unexplained).toEqual([]);
});
