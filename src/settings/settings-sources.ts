import { type Draft, dotted, type Path, type Source, sourceOf, valueAt } from './draft.ts';
import type { Settings } from './settings.ts';
import { settingsLeaves } from './settings-leaves.ts';

const byDefault: Source = { origin: 'default', place: null };

/** Where each setting comes from, by its dotted path. */
export function settingsSources(settings: Settings, draft: Draft): ReadonlyMap<string, Source> {
  return new Map(
    settingsLeaves(settings).map(({ path }) => [dotted(path), leafSource(path, draft)]),
  );
}

function leafSource(path: Path, draft: Draft): Source {
  if (path.at(-1) === 'trust') {
    const server = path.slice(0, -1);
    const given = ['fingerprint', 'caFile'].map((key) => [...server, key]);
    const found = given.find((each) => valueAt(draft.tree, each) !== undefined);
    return found === undefined ? byDefault : (sourceOf(draft, found) ?? byDefault);
  }
  if (valueAt(draft.tree, path) === undefined) return byDefault;
  return sourceOf(draft, path) ?? byDefault;
}
