import { serveMcpOnStdio } from '../doors/mcp/serve-mcp-on-stdio.ts';
import type { OpenHome } from './open-home.ts';
import { standingReader } from './readers.ts';
import type { World } from './world.ts';

/** Serves until the client is gone; the process ends through `exit`. */
export function serveMcp(world: World, home: OpenHome): void {
  const reader = standingReader(home);
  serveMcpOnStdio({
    door: 'mcp',
    version: world.version,
    answers: reader.answers,
    risk: reader.risk,
    audit: reader.risk.audit,
    journal: home.journal,
    clock: world.clock,
    simulated: home.demo,
    close: async () => {
      await reader.close();
      await home.journal.close();
    },
    exit: (code) => process.exit(code),
  });
}
