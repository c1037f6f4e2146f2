import type { Revision } from '../../domain/vbr-server.ts';
import { serverName } from './component.ts';
import type { Estate } from './estate.ts';

/** The build each newest revision came with. */
const builds: Readonly<Record<Revision, string>> = {
  '1.3-rev0': '13.0.0.4967',
  '1.3-rev1': '13.0.1.180',
  '1.3-rev2': '13.1.0.411',
};

/** Who the simulated server says it is. */
export function identityOf({ options, identifiers }: Estate, build: Revision) {
  return {
    platform: options.seed % 2 === 0 ? 'Linux' : 'Windows',
    vbrId: identifiers.of('other', 1),
    name: serverName(options.seed),
    buildVersion: builds[build],
  };
}
