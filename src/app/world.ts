import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { Environment } from '../settings/resolve-home.ts';
import { packageFolder } from '../store/package-folder.ts';

/** What the process was started in; read once, here and nowhere else. */
export interface World {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Folder of package.json. */
  readonly root: string;
  /** True when we run from an installed package instead of a checkout. */
  readonly installed: boolean;
  readonly version: string;
  readonly clock: Clock;
}

export function presentWorld(): World {
  const root = packageFolder();
  const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return {
    environment: process.env,
    platform: process.platform,
    root,
    installed: !existsSync(join(root, 'src')),
    version: manifest.version,
    clock: { now: () => new Date() },
  };
}
