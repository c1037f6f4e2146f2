import type { Cause, Component, ComponentKind } from '../../../domain/cause.ts';
import type { Signature } from '../../../domain/signature.ts';
import { standsIn } from './components-in.ts';

/** Which components can be at the bottom of a cause, by where it lies; an unlisted scope has none that jobs share. */
const kindsOfScope: Readonly<Record<string, readonly ComponentKind[]>> = {
  guest: ['account', 'host'],
  agent: ['account', 'host'],
  source: ['vcenter', 'host', 'datastore', 'account'],
  target: ['vcenter', 'host', 'datastore'],
  proxy: ['proxy', 'host', 'vcenter'],
  gateway: ['gateway', 'repository', 'host'],
  repository: ['repository', 'gateway', 'host', 'account'],
  infra: ['host', 'proxy', 'gateway', 'vcenter'],
  vbr: ['backup-server'],
  collector: ['backup-server'],
  provider: ['backup-server'],
};

/**
 * The components of a cause that may explain it. What lies in a guest is not explained by the repository that its backup goes
 * to, though all guests of an estate may share it; what the text itself names may. Of a text that nobody knows, any may.
 */
export function explainingComponents(
  { signatureId, components, text }: Cause,
  signatures: ReadonlyMap<string, Signature>,
): readonly Component[] {
  if (signatureId === null) return components;
  const kinds = kindsOfScope[signatures.get(signatureId)?.scope ?? ''] ?? [];
  const lower = text.toLowerCase();
  return components.filter(
    ({ kind, name }) => kinds.includes(kind) || standsIn(lower, name.toLowerCase()),
  );
}
