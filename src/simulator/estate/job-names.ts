import { type Chance, fraction, pick, whole } from './chance.ts';
import { itemAt } from './item-at.ts';
import type { JobKind } from './job-kinds.ts';
import { usualMostWorkloads } from './tasks.ts';

const departments = [
  'Finance',
  'Účetnictví',
  'Production',
  'HR',
  'Web',
  'Databases',
  'R&D',
  'Mail',
];
const places = ['Prague', 'Brno', 'Linz', 'DMZ', 'Tier 1', 'Tier 2', '(Prod)', 'Plant 3'];
const tenants = [
  'Nordwind',
  'Obchodní dům',
  'Kaltenbach',
  'Atelier Roux',
  'Blue Heron',
  'Městský úřad',
  'Tesseract',
  'Pfarrkirche',
  'Ostrava Steel',
  'Vineyard 21',
];

/** The customer a job of a service provider belongs to: a few have many jobs. */
export function tenantOf(jobIndex: number): string {
  const isOfLarge = jobIndex % 3 !== 0;
  return itemAt(tenants, isOfLarge ? jobIndex % 4 : jobIndex % tenants.length);
}

/** A name as administrators give them, ending in a number of the job's own. */
export function jobName(
  index: number,
  kind: JobKind,
  tenant: string | null,
  chance: Chance,
): string {
  const words = [pick(chance, kind.nameLeads), pick(chance, places), pick(chance, departments)];
  const name = `${words.join(' ')} ${String(index + 1).padStart(2, '0')}`;
  return tenant === null ? name : `${tenant} - ${name}`;
}

interface Wanted {
  readonly tenant: string | null;
  readonly leads: readonly string[];
  readonly fewest: number;
  readonly most: number;
}

/** The names of a job's workloads, none of another job's. */
export function workloadsOf(
  index: number,
  { tenant, leads, fewest, most }: Wanted,
  chance: Chance,
): string[] {
  const isLarge = most > usualMostWorkloads && fraction(chance) < 0.5;
  const count = isLarge
    ? whole(chance, usualMostWorkloads + 1, most)
    : Math.max(fewest, whole(chance, 1, usualMostWorkloads));
  const owner = tenant === null ? '' : `${slug(tenant)}-`;
  return Array.from({ length: count }, (_, place) => {
    const lead = pick(chance, leads);
    return `${owner}${lead}${String(index + 1).padStart(2, '0')}-${place + 1}`;
  });
}

function slug(tenant: string): string {
  const plain = tenant.normalize('NFD').replaceAll(/[^A-Za-z0-9]/g, '');
  return plain.toLowerCase().slice(0, 6);
}
