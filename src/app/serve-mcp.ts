import { serveMcpOnStdio } from '../doors/mcp/serve-mcp-on-stdio.ts';
import type { OpenHome } from './open-home.ts';
import { standingReader } from './readers.ts';
import { toolContext } from './tool-context.ts';
import type { World } from './world.ts';

/** Serves until the client is gone; the process ends through `exit`. */
export async function serveMcp(world: World, home: OpenHome): Promise<void> {
  const reader = standingReader(home);
  serveMcpOnStdio({
    door: 'mcp',
    version: world.version,
    ...(await toolContext(world, home, reader)),
    close: async () => {
      await reader.close();
      await home.journal.close();
    },
    exit: (code) => process.exit(code),
  });
}
