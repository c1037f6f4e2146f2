import { Fault } from '../domain/errors.ts';
import type { Revision } from '../domain/vbr-server.ts';
import type { ServerToRead } from '../pipeline/pass-request.ts';
import type { ShellSource } from '../ports/shell-source.ts';
import { openPowerShell } from '../veeam/powershell/open-powershell.ts';
import { connectVbr } from '../veeam/rest/connect-vbr.ts';
import type { OpenHome } from './open-home.ts';
import type { World } from './world.ts';

/** The servers of the settings, each with the way to connect to it. */
export function configuredServers(world: World, home: OpenHome): readonly ServerToRead[] {
  const { servers, collection, powershell } = home.loaded.settings;
  if (servers.length === 0) throw noServer();
  return servers.map((server) => ({
    entry: server.entry,
    address: server.port === null ? server.host : `${server.host}:${server.port}`,
    connect: (_signal, settled) =>
      connectVbr({
        address: { host: server.host, port: server.port },
        trust: server.trust,
        account: { username: server.username, password: server.password.reveal() },
        journal: home.journal,
        clock: world.clock,
        pageLimit: collection.pageLimit,
        zone: server.zone,
        ...revisionOf(server.revision ?? settled),
      }),
    shell: powershell.enabled ? shellOf(world, home, server) : null,
  }));
}

type ConfiguredServer = OpenHome['loaded']['settings']['servers'][number];

function shellOf(world: World, home: OpenHome, server: ConfiguredServer): ShellSource {
  const { program, timeoutSeconds } = home.loaded.settings.powershell;
  return openPowerShell({
    program,
    timeoutMs: timeoutSeconds * 1000,
    host: server.host,
    account: { username: server.username, password: server.password.reveal() },
    clock: world.clock,
    environment: world.environment,
    scrub: home.registry.scrub,
  });
}

function revisionOf(revision: Revision | null): { readonly revision?: Revision } {
  return revision === null ? {} : { revision };
}

function noServer(): Fault {
  return new Fault({
    code: 'settings-invalid',
    happened: 'No VBR server is configured',
    means: 'there is nothing to read',
    next: 'run "dr365 init", or set VEEAM_SERVER, VEEAM_USERNAME, VEEAM_PASSWORD and VEEAM_TLS_FINGERPRINT; "dr365 demo" shows a simulated estate',
  });
}
