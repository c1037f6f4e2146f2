import { Fault } from '../domain/errors.ts';
import type { Revision } from '../domain/vbr-server.ts';
import type { Scenario } from './estate/behaviour.ts';
import { hashOf, textHash } from './estate/chance.ts';
import type { EstateOptions } from './estate/estate.ts';
import { type EstateSize, optionsOfSize, sizes } from './estate/sizes.ts';
import { usualMostWorkloads } from './estate/tasks.ts';
import type { Faults } from './server/faults.ts';
import type { Role } from './server/roles.ts';

export interface SimulatorOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** The newest revision the server's build speaks; it answers the lower ones too. */
  readonly revision?: Revision;
  readonly scenario?: Scenario;
  readonly seed: number;
  /** End of the history. */
  readonly now: Date;
  readonly days?: number;
  /** Jobs, repositories and sessions of an estate of this size, wherever they are not given. */
  readonly size?: EstateSize;
  readonly jobs?: number;
  readonly repositories?: number;
  /** Scale-out repositories; without them every dozen repositories hold one. */
  readonly scaleOuts?: number;
  /** How many of the repositories are their extents, three for each without it. */
  readonly extents?: number;
  /** Wanted job sessions in the history; the schedules decide without it. */
  readonly sessions?: number;
  readonly failedShare?: number;
  readonly warnedShare?: number;
  /** Nothing planted, only ordinary failures at rates that stay the same: for measuring false alarms. */
  readonly stationary?: boolean;
  /** Share of the jobs whose failures follow a rule, in per cent, each kind of rule in turn. */
  readonly patternPercent?: number;
  readonly role?: Role;
  readonly username?: string;
  readonly password?: string;
  readonly tokenLifetimeSeconds?: number;
  /** IANA name of the server's zone. */
  readonly zone?: string;
  readonly pageCap?: number;
  readonly faults?: Faults;
  /** Real time, by which tokens age. */
  readonly wallClock?: () => number;
}

export interface ResolvedOptions {
  readonly estate: EstateOptions;
  readonly port: number;
  readonly host: string;
  readonly revision: Revision;
  readonly role: Role;
  readonly username: string;
  readonly password: string;
  readonly tokenLifetimeSeconds: number;
  readonly pageCap: number | null;
  readonly faults: Faults;
  readonly wallClock: () => number;
}

/** Fills in what was left out and refuses what no estate can be made of. */
export function resolveOptions(options: SimulatorOptions): ResolvedOptions {
  const { seed } = options;
  return {
    estate: estateOptions(options),
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    revision: options.revision ?? '1.3-rev2',
    role: options.role ?? 'administrator',
    username: options.username ?? `svc-report-${secretFrom(seed, 'username', 4)}`,
    password: options.password ?? `Sim-${secretFrom(seed, 'password', 16)}`,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 900,
    pageCap: options.pageCap ?? null,
    faults: options.faults ?? {},
    wallClock: options.wallClock ?? Date.now,
  };
}

const estateDefaults = {
  days: 91,
  jobs: 60,
  repositories: 12,
  scaleOuts: null,
  extents: null,
  mostWorkloads: usualMostWorkloads,
  sessions: null,
  zone: 'Europe/Prague',
  stationary: false,
  patternPercent: 0,
} as const;

const shares = {
  healthy: { failedShare: 0.01, warnedShare: 0.02 },
  troubled: { failedShare: 0.05, warnedShare: 0.06 },
  ransomware: { failedShare: 0.02, warnedShare: 0.04 },
  outage: { failedShare: 0.04, warnedShare: 0.05 },
  msp: { failedShare: 0.04, warnedShare: 0.06 },
} as const;

function estateOptions(options: SimulatorOptions): EstateOptions {
  const scenario = options.scenario ?? 'troubled';
  const size = options.size === undefined ? {} : optionsOfSize(checkedSize(options.size));
  const many = scenario === 'msp' ? { jobs: estateDefaults.jobs * 2 } : {};
  const given = { ...estateDefaults, ...many, ...shares[scenario], ...size, ...options };
  const resolved = {
    scenario,
    seed: given.seed,
    now: given.now,
    days: given.days,
    jobs: given.jobs,
    repositories: given.repositories,
    scaleOuts: given.scaleOuts,
    extents: given.extents,
    mostWorkloads: given.mostWorkloads,
    sessions: given.sessions,
    failedShare: given.failedShare,
    warnedShare: given.warnedShare,
    zone: given.zone,
    stationary: given.stationary,
    patternPercent: given.patternPercent,
  };
  requireWhole('seed', resolved.seed, -2_147_483_648, 2_147_483_647);
  requireWhole('days', resolved.days, 1, 3_650);
  requireWhole('jobs', resolved.jobs, 1, 20_000);
  requireWhole('repositories', resolved.repositories, 1, 2_000);
  requireWhole('scaleOuts', resolved.scaleOuts ?? 0, 0, 500);
  requireWhole('extents', resolved.extents ?? 0, 0, 2_000);
  requireWhole('sessions', resolved.sessions ?? 1, 1, 5_000_000);
  requireWhole('patternPercent', resolved.patternPercent, 0, 100);
  requireShare('failedShare', resolved.failedShare);
  requireShare('warnedShare', resolved.warnedShare);
  if (Number.isNaN(resolved.now.getTime())) throw unusable('now', 'an invalid date', 'a date');
  return resolved;
}

function checkedSize(size: EstateSize): EstateSize {
  if (sizes.includes(size)) return size;
  throw unusable('size', size, `one of ${sizes.join(', ')}`);
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw unusable(name, String(value), `a whole number from ${least} to ${most}`);
}

function requireShare(name: string, value: number): void {
  if (value >= 0 && value <= 0.4) return;
  throw unusable(name, String(value), 'a number from 0 to 0.4');
}

function unusable(name: string, value: string, wanted: string): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `The simulator cannot use ${value} for ${name}`,
    means: 'no estate was made',
    next: `give ${wanted}`,
  });
}

function secretFrom(seed: number, purpose: string, length: number): string {
  const parts = Array.from({ length: Math.ceil(length / 4) }, (_, part) =>
    ((hashOf(seed, textHash(purpose), part) >>> 0) % 36 ** 4).toString(36).padStart(4, '0'),
  );
  return parts.join('').slice(0, length);
}
