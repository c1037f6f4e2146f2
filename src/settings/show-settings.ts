import { dotted, type Origin } from './draft.ts';
import type { LoadedSettings } from './load-settings.ts';
import { settingsLeaves } from './settings-leaves.ts';

export interface ShownSetting {
  readonly path: string;
  /** Secrets are masked. */
  readonly value: string | number | boolean | null;
  readonly origin: Origin;
  /** The line or variable it stands in; null for a default. */
  readonly place: string | null;
}

/** Each setting with where it comes from, for `dr365 config show`. */
export function showSettings({ settings, origins }: LoadedSettings): readonly ShownSetting[] {
  return settingsLeaves(settings).map(({ path, value }) => {
    const source = origins.get(dotted(path)) ?? { origin: 'default' as const, place: null };
    return { path: dotted(path), value, ...source };
  });
}
