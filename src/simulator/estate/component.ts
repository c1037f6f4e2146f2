import { hashOf, textHash } from './chance.ts';
import type { SimulatedJob } from './job.ts';

/** What several jobs may share, so that its trouble is theirs; `job` where nothing but the job itself is concerned. */
export type ComponentKind =
  | 'job'
  | 'repository'
  | 'proxy'
  | 'host'
  | 'gateway'
  | 'vcenter'
  | 'datastore'
  | 'account'
  | 'server';

/** One component by the name that log texts give it. */
export interface Component {
  readonly kind: ComponentKind;
  readonly name: string;
  /** VBR's id of a job or repository; null for what only texts name. */
  readonly id: string | null;
}

/** How many of each kind the estate's jobs share among them. */
const shared = {
  proxy: [6, (place: number) => `proxy${place}.estate.example`],
  gateway: [3, (place: number) => `gw${place}.estate.example`],
  vcenter: [1, () => 'vcenter.estate.example'],
  datastore: [7, (place: number) => `DS-PROD-0${place}`],
  account: [4, (place: number) => `ESTATE\\svc-guest${place}`],
} as const;

/** The component of a kind that a job uses, always the same one. */
export function componentOf(
  job: Pick<SimulatedJob, 'index' | 'id' | 'name' | 'kind' | 'targetId' | 'targetName'>,
  kind: ComponentKind,
  seed: number,
): Component {
  if (kind === 'job') return { kind, name: job.name, id: job.id };
  if (kind === 'repository') return { kind, name: job.targetName, id: job.targetId };
  if (kind === 'server') return { kind, name: serverName(seed), id: null };
  if (kind === 'host') {
    const isHyperV = job.kind.platformName === 'HyperV';
    const name = isHyperV ? 'hv1' : `esx${placeOf(job.index, kind, seed, 2)}`;
    return { kind, name: `${name}.estate.example`, id: null };
  }
  const [count, nameOf] = shared[kind];
  return { kind, name: nameOf(placeOf(job.index, kind, seed, count)), id: null };
}

/** The name the simulated server goes by. */
export function serverName(seed: number): string {
  return `vbr${Math.abs(seed % 90) + 10}.estate.example`;
}

function placeOf(jobIndex: number, kind: string, seed: number, count: number): number {
  return ((hashOf(seed, textHash(kind), jobIndex) >>> 0) % count) + 1;
}
