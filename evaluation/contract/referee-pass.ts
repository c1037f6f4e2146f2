import type { Revision } from '../../src/domain/vbr-server.ts';
import type { Scenario } from '../../src/simulator/estate/behaviour.ts';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { startPrism } from '../../test/fixtures/prism.ts';
import { passOverSimulator, temporaryHome } from '../temporary-home.ts';

/** What Prism said of one pass through it. */
export interface Refereed {
  readonly requests: number;
  /** Different paths, ids apart. */
  readonly paths: number;
  readonly complaints: readonly string[];
}

/** Collects a simulated estate through Prism, which holds every request and every answer against the revision's document. */
export async function refereePass(
  revision: Revision,
  scenario: Scenario,
  seed: number,
): Promise<Refereed> {
  const now = new Date();
  const simulator = await startSimulator({
    seed,
    scenario,
    revision,
    now,
    days: 21,
    jobs: 20,
    role: 'administrator',
  });
  const prism = await startPrism(revision, simulator.url);
  const home = await temporaryHome(() => now);
  try {
    const behind = { ...simulator, port: prism.port, fingerprintSha256: prism.fingerprintSha256 };
    await passOverSimulator(home, behind, ['collect']);
    const paths = new Set(prism.seen.map(({ path }) => withoutIds(path)));
    return {
      requests: prism.seen.length,
      paths: paths.size,
      complaints: prism.seen.flatMap(({ method, path, complaint }) =>
        complaint === null ? [] : [`${method} ${path}: ${complaint.slice(0, 600)}`],
      ),
    };
  } finally {
    await prism.close();
    await simulator.close();
    await home.remove();
  }
}

function withoutIds(path: string): string {
  return path.replace(/\?.*$/, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}');
}
