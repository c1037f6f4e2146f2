import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import { Fault } from '../domain/errors.ts';

/** The folder of our package.json, from the sources and from the bundle alike, however deep the code lies in either. */
export function packageFolder(): string {
  const manifest = findPackageJSON(import.meta.url);
  if (manifest === undefined) {
    throw new Fault({
      code: 'defect',
      happened: 'package.json is missing from the folder of DR365',
      means: 'its migrations and its knowledge cannot be found',
      next: 'install DR365 again',
    });
  }
  return dirname(manifest);
}
