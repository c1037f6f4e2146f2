import { databaseRoles } from './database-settings.ts';
import type { Path } from './draft.ts';

/** One variable of the one-server short form. */
export interface Variable {
  readonly name: string;
  readonly path: Path;
  readonly kind: 'text' | 'number' | 'address' | 'fingerprints';
  /** The setting this one stands in for: naming it in a stronger layer takes the other away. */
  readonly insteadOf?: Path;
}

/** The variables for the only server at `index`, and for the database. */
export function shortFormVariables(): readonly Variable[] {
  return [
    ...serverVariables,
    ...passwordVariables('VEEAM_PASSWORD', ['servers', 0]),
    ...databaseVariables(),
  ];
}

/** VEEAM_PASSWORD_<ENTRY> for every server that the file lists. */
export function entryVariables(entries: readonly string[]): readonly Variable[] {
  return entries.flatMap((entry, index) =>
    passwordVariables(`VEEAM_PASSWORD_${entryInVariable(entry)}`, ['servers', index]),
  );
}

/** An entry's name as it stands in a variable: upper case, everything else an underscore. */
export function entryInVariable(entry: string): string {
  return entry.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

const serverVariables: readonly Variable[] = [
  { name: 'VEEAM_SERVER', path: ['servers', 0, 'host'], kind: 'address' },
  { name: 'VEEAM_USERNAME', path: ['servers', 0, 'username'], kind: 'text' },
  {
    name: 'VEEAM_TLS_FINGERPRINT',
    path: ['servers', 0, 'fingerprint'],
    kind: 'fingerprints',
    insteadOf: ['servers', 0, 'caFile'],
  },
  {
    name: 'VEEAM_CA_FILE',
    path: ['servers', 0, 'caFile'],
    kind: 'text',
    insteadOf: ['servers', 0, 'fingerprint'],
  },
];

function passwordVariables(name: string, owner: Path): readonly Variable[] {
  const value = [...owner, 'password'];
  const file = [...owner, 'passwordFile'];
  return [
    { name, path: value, kind: 'text', insteadOf: file },
    { name: `${name}_FILE`, path: file, kind: 'text', insteadOf: value },
  ];
}

function databaseVariables(): readonly Variable[] {
  const roles = databaseRoles.flatMap((role): readonly Variable[] => {
    const prefix = `DB_${role.toUpperCase()}`;
    const owner = ['database', 'roles', role];
    return [
      { name: `${prefix}_USER`, path: [...owner, 'user'], kind: 'text' },
      ...passwordVariables(`${prefix}_PASSWORD`, owner),
    ];
  });
  return [
    { name: 'DB_HOST', path: ['database', 'host'], kind: 'text' },
    { name: 'DB_PORT', path: ['database', 'port'], kind: 'number' },
    { name: 'DB_NAME', path: ['database', 'metricsName'], kind: 'text' },
    { name: 'DB_RISK_NAME', path: ['database', 'riskName'], kind: 'text' },
    { name: 'DB_USER', path: ['database', 'user'], kind: 'text' },
    ...passwordVariables('DB_PASSWORD', ['database']),
    ...roles,
  ];
}
