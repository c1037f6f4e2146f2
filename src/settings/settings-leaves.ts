import type { Path } from './draft.ts';
import { isSecret } from './secret.ts';
import type { Settings } from './settings.ts';

/** One setting as it can be shown: secrets masked, lists on one line. */
export interface SettingsLeaf {
  readonly path: Path;
  readonly value: string | number | boolean | null;
}

/** Every setting with its path, in the order of the file. */
export function settingsLeaves(settings: Settings): readonly SettingsLeaf[] {
  return leavesOf(settings, []);
}

function leavesOf(value: unknown, path: Path): readonly SettingsLeaf[] {
  if (isSecret(value)) return [{ path, value: value.toString() }];
  if (path.at(-1) === 'trust') return [{ path, value: trustText(value) }];
  if (Array.isArray(value)) return listLeaves(value, path);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
  }
  if (typeof value === 'number' || typeof value === 'boolean') return [{ path, value }];
  return [{ path, value: typeof value === 'string' ? value : null }];
}

function listLeaves(list: readonly unknown[], path: Path): readonly SettingsLeaf[] {
  const isPlain = list.every((each) => typeof each !== 'object' || each === null);
  if (isPlain) return [{ path, value: list.map(String).join(', ') }];
  return list.flatMap((child, index) => leavesOf(child, [...path, index]));
}

function trustText(trust: unknown): string {
  if (typeof trust !== 'object' || trust === null) return 'system';
  if ('caFile' in trust) return `authority ${String(trust.caFile)}`;
  if ('sha256' in trust) return `fingerprint ${String(trust.sha256)}`;
  return 'system';
}
