import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, by their names; what is started last should not be what all wait for. */
const longest = [
  'killed-collection.test.ts',
  'bad-input.test.ts',
  'vendor-examples.test.ts',
  'vbr-client-vendor-examples.test.ts',
  'guards.test.ts',
  'installed-package.test.ts',
  'launcher.test.ts',
];

/** Starts the longest files first, also on a checkout that has never run them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => rankOf(one) - rankOf(other));
  }
}

/** The place among the longest; all others come after them, in the order they had. */
function rankOf({ moduleId }: TestSpecification): number {
  const place = longest.indexOf(basename(moduleId));
  return place === -1 ? longest.length : place;
}
