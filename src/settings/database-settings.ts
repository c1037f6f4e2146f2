import { z } from 'zod';
import { type Secret, secret } from './secret.ts';

/** The logins that work under least rights, each a member of the group role of its name. */
export const databaseRoles = ['collector', 'analyst', 'remediation', 'mcp'] as const;
type DatabaseRole = (typeof databaseRoles)[number];

interface DatabaseLogin {
  readonly user: string;
  readonly password: Secret;
}

/** A PostgreSQL 13 or newer that we do not start ourselves; `user` owns the schema. */
export interface DatabaseSettings extends DatabaseLogin {
  readonly host: string;
  readonly port: number;
  readonly metricsName: string;
  readonly riskName: string;
  /** `off`: unencrypted. `verify`: TLS, the certificate checked against caFile or the system's authorities. */
  readonly tls: 'off' | 'verify';
  readonly caFile: string | null;
  /** Null: migration makes the login and keeps its password in the secret store. */
  readonly roles: Readonly<Record<DatabaseRole, DatabaseLogin | null>>;
}

const name = z
  .string()
  .regex(/^[^\0]{1,63}$/u, 'is not a PostgreSQL name; expected 1 to 63 characters');
const login = z
  .strictObject({
    user: name,
    password: z.string().min(1).transform(secret),
    passwordFile: z.string().min(1).optional(),
  })
  .transform(({ passwordFile: _read, ...rest }): DatabaseLogin => rest)
  .nullable()
  .default(null);

export const databaseSettings = z
  .strictObject({
    host: z.string().min(1).describe('Name or address of the PostgreSQL server'),
    port: z.int().min(1).max(65_535).default(5432),
    metricsName: name.default('dr365v_metrics').describe('Database of raw data and findings'),
    riskName: name.default('dr365v').describe('Database of risks, plans, journal and audit'),
    user: name.describe('Login that owns the schema'),
    password: z.string().min(1).transform(secret),
    passwordFile: z.string().min(1).optional().describe('File that holds the password'),
    tls: z
      .enum(['off', 'verify'])
      .default('off')
      .describe('verify: TLS, with the certificate checked'),
    caFile: z.string().min(1).nullable().default(null).describe('PEM file of its authority'),
    roles: z
      .strictObject({ collector: login, analyst: login, remediation: login, mcp: login })
      .prefault({})
      .describe('Logins made by hand; null ones are made by "dr365 db migrate"'),
  })
  .transform(({ passwordFile: _read, ...rest }): DatabaseSettings => rest);
