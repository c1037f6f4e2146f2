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

/** Signatures of these reach strike one workload or one job: whatever else uses the repository goes on. */
const narrowReach: readonly string[] = ['object', 'job'];
/** The only class in which the account itself is what is wrong; elsewhere it lacks a right in one place. */
const classOfAccounts = 'credentials';

/** What may be at the bottom of a cause, by how much speaks for it. */
export interface Explaining {
  /** The catalogue or the text itself points there: two jobs that share it are enough. */
  readonly likely: readonly Component[];
  /** It was used or named, and nothing says that it is to blame: only many jobs at once speak for it. */
  readonly possible: readonly Component[];
}

/**
 * The components of a cause that may explain it. What lies in a guest is not explained by the repository that its backup goes
 * to, though all guests of an estate may share it; what the text itself names may.
 */
export function explainingComponents(
  cause: Cause,
  signatures: ReadonlyMap<string, Signature>,
): Explaining {
  const lower = cause.text.toLowerCase();
  const isNamed = ({ name }: Component) => standsIn(lower, name.toLowerCase());
  const signature = signatures.get(cause.signatureId ?? '');
  if (cause.signatureId === null || signature === undefined) {
    return parted(cause.components, (one) => one.kind !== 'repository' || isNamed(one));
  }
  const kinds = kindsOfScope[signature.scope] ?? [];
  const eligible = cause.components.filter((one) => kinds.includes(one.kind) || isNamed(one));
  return parted(eligible, ({ kind }) => {
    if (kind === 'repository') return !narrowReach.includes(signature.blastRadius);
    return kind !== 'account' || signature.causeClass === classOfAccounts;
  });
}

function parted(
  components: readonly Component[],
  isLikely: (component: Component) => boolean,
): Explaining {
  return {
    likely: components.filter(isLikely),
    possible: components.filter((one) => !isLikely(one)),
  };
}
