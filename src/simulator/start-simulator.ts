import { Fault } from '../domain/errors.ts';
import { type AppendRequest, advanceEstate, appendRuns } from './estate/advance.ts';
import { pointsOf } from './estate/backups/points-of.ts';
import { createEstate } from './estate/create-estate.ts';
import { type RepairRequest, repair } from './estate/repair.ts';
import { resolveOptions, type SimulatorOptions } from './options.ts';
import { createCertificate } from './server/certificate.ts';
import { controlAnswer } from './server/control.ts';
import { createFaultDesk, type Faults } from './server/faults.ts';
import { listen } from './server/https-server.ts';
import { createMatchCache } from './server/match-cache.ts';
import { createRequestLog, type Violation } from './server/request-log.ts';
import { createTokenOffice } from './server/tokens.ts';
import { type CapacityDayTruth, capacityDays } from './truth/capacity-days.ts';
import { tellTruth } from './truth/tell-truth.ts';
import { type TroubledRunTruth, troubledRunTruths } from './truth/troubled-runs.ts';
import type { SimulatorTruth } from './truth/truth.ts';
import { visibleKinds } from './truth/visible-kinds.ts';
import type { VisibleRow } from './truth/visible-rows.ts';

/** A running simulated VBR server. Its estate's clock stands still until advanced. */
export interface Simulator {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Upper-case hex pairs joined by colons. */
  readonly fingerprintSha256: string;
  readonly certificatePem: string;
  readonly username: string;
  readonly password: string;
  readonly truth: () => SimulatorTruth;
  /** The planted course of every repository by day, past and 90 days to come. */
  readonly capacityDays: () => Iterable<CapacityDayTruth>;
  /** Why each run that failed, or warned at its first attempt, did so. */
  readonly troubledRuns: () => Iterable<TroubledRunTruth>;
  /** Requests so far by method and path pattern, without those to the simulator itself. */
  readonly requests: () => Readonly<Record<string, number>>;
  /** Requests that were neither GET nor one of the two token calls. */
  readonly violations: () => readonly Violation[];
  readonly setFaults: (faults: Faults) => void;
  /** Lets so many hours pass: schedules run on. */
  readonly advance: (hours: number) => void;
  /** Adds exactly so many job sessions within about the next hour. */
  readonly appendRuns: (request: AppendRequest) => void;
  /** Ends an incident by its key, what is planted in a job by its id or name, or everything of one cause; counts the jobs. */
  readonly repair: (wanted: RepairRequest) => number;
  /** Rows of a kind, by the name of its table, that a reader with every right could keep; null for an unknown kind. */
  readonly visibleRows: (name: string) => Iterable<VisibleRow> | null;
  readonly close: () => Promise<void>;
}

/** Makes an estate from the options and serves it over HTTPS as a VBR v13 server would. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const resolved = resolveOptions(options);
  const { revision, role, host } = resolved;
  const estate = createEstate(resolved.estate);
  // A large estate's points take seconds, which the first request must not wait for.
  pointsOf(estate);
  const certificate = await createCertificate(host);
  const desk = createFaultDesk(resolved.estate.seed, resolved.faults);
  const log = createRequestLog();
  const tokens = createTokenOffice({ ...resolved, lifetimeSeconds: resolved.tokenLifetimeSeconds });
  const controlled = {
    truth: () => tellTruth(estate, revision, role),
    troubledRuns: () => troubledRunTruths(estate),
    capacityDays: () => capacityDays(estate),
    requests: log.counts,
    violations: log.violations,
    advance: (hours: number) => advanceEstate(estate, checkedHours(hours)),
    appendRuns: (request: AppendRequest) => appendRuns(estate, request),
    repair: (wanted: RepairRequest) => repair(estate, wanted),
    visibleRows: (name: string) =>
      visibleKinds.find((kind) => kind.name === name)?.rows(estate, revision) ?? null,
  };
  const state = {
    estate,
    build: revision,
    role,
    tokens,
    matches: createMatchCache(),
    pageCap: resolved.pageCap,
    certificatePem: certificate.certificatePem,
  };
  const control = controlAnswer.bind(null, controlled);
  const server = await listen(certificate, resolved, { state, desk, log, control });
  return {
    url: `https://${host}:${server.port}`,
    host,
    port: server.port,
    fingerprintSha256: certificate.fingerprintSha256,
    certificatePem: certificate.certificatePem,
    username: resolved.username,
    password: resolved.password,
    ...controlled,
    setFaults: desk.set,
    close: server.close,
  };
}

function checkedHours(hours: number): number {
  if (hours > 0 && hours <= 24 * 90) return hours;
  throw new Fault({
    code: 'input-invalid',
    happened: `The simulated estate cannot advance by ${hours} hours`,
    means: 'its clock did not move',
    next: 'give more than 0 and at most 2160 hours',
  });
}
