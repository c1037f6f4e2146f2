import type { RiskEvidence } from '../../domain/risk.ts';
import type { MalwareEvent, MalwareObject } from '../../domain/security.ts';
import { distinct, type EstateIndex } from './estate-index.ts';
import { lastingSince, reachOf } from './formula.ts';
import type { RiskDraft } from './make-risk.ts';
import type { WorkloadFact } from './risk-facts.ts';

const hourMs = 3_600_000;
/** An intruder goes from machine to machine: a wave ends where nothing is found for so long. */
const quietHours = 24;
const suspicionShare = 0.6;

interface OpenMachine {
  readonly name: string;
  readonly isInfected: boolean;
  readonly since: Date;
  readonly events: readonly MalwareEvent[];
  /** Its state by the list of objects, where no event that is looked at tells of it. */
  readonly object: MalwareObject | null;
  readonly workloads: readonly WorkloadFact[];
}

/**
 * What VBR suspects and nobody cleared: many machines in one wave are an intrusion, each other machine a suspicion of its own. Who
 * came in once may come again: several such waves are one intrusion.
 */
export function malwareRisks(index: EstateIndex): RiskDraft[] {
  const { attacks, others } = wavesOf(index);
  return [
    ...(attacks.length === 0 ? [] : [intrusion(index, attacks)]),
    ...others.flat().map((machine) => suspicion(index, machine)),
  ];
}

/** When the intrusion began that each workload is part of, by its id. */
export function intrusionsOf(index: EstateIndex): ReadonlyMap<string, Date> {
  return new Map(
    wavesOf(index).attacks.flatMap((wave) => {
      const since = wave[0]?.since;
      if (since === undefined) return [];
      return wave.flatMap(({ workloads }) => workloads.map(({ id }) => [id, since] as const));
    }),
  );
}

/** What events tell of, and what VBR still calls suspicious although its events are older than those that are looked at. */
function openMachines(index: EstateIndex): OpenMachine[] {
  const { malwareObjects, malwareEvents, asOf, settings } = index.facts;
  const told = new Set(malwareEvents.map(({ machineName }) => machineName?.toLowerCase()));
  const suspicious = malwareObjects.filter(({ severity }) => isSuspicious(severity));
  // One machine may be an object of several backups: what is worst of it counts.
  const worstLast = suspicious.toSorted(
    (one, other) => Number(one.severity === 'Infected') - Number(other.severity === 'Infected'),
  );
  const byName = new Map(worstLast.map((object) => [object.name.toLowerCase(), object]));
  const old = [...byName].flatMap(([name, object]) => (told.has(name) ? [] : [object]));
  const before = new Date(asOf.getTime() - settings.suspicionDays * 24 * hourMs);
  return [
    ...machinesOfEvents(index),
    ...old.map((object) => ({
      ...{ name: object.name, isInfected: object.severity === 'Infected', events: [], object },
      since: object.detectedAt ?? before,
      workloads: index.workloadsByName.get(object.name.toLowerCase()) ?? [],
    })),
  ];
}

function isSuspicious(severity: string): boolean {
  return severity === 'Suspicious' || severity === 'Infected';
}

/** A machine is open while an event of it is neither a false positive nor followed by one that calls it clean. */
function machinesOfEvents({ facts, workloadsByName }: EstateIndex): OpenMachine[] {
  const named = facts.malwareEvents.flatMap((event) =>
    event.machineName === null ? [] : [{ ...event, machineName: event.machineName }],
  );
  const byMachine = Map.groupBy(named, ({ machineName }) => machineName.toLowerCase());
  return [...byMachine].flatMap(([key, events]) => {
    const cleanedAt = Math.max(
      0,
      ...events
        .filter(({ severity }) => severity === 'Clean')
        .map(({ createdAt }) => createdAt.getTime()),
    );
    const open = events
      .filter(
        ({ severity, state, createdAt }) =>
          isSuspicious(severity) && state !== 'FalsePositive' && createdAt.getTime() > cleanedAt,
      )
      .sort((one, other) => one.detectedAt.getTime() - other.detectedAt.getTime());
    const [first] = open;
    if (first === undefined) return [];
    return [
      {
        name: first.machineName,
        isInfected: open.some(({ severity }) => severity === 'Infected'),
        since: first.detectedAt,
        events: open,
        object: null,
        workloads: workloadsByName.get(key) ?? [],
      },
    ];
  });
}

/** Machines in order of their first detection, split wherever nothing new was found for a day; large waves are attacks. */
function wavesOf(index: EstateIndex): Record<'attacks' | 'others', readonly OpenMachine[][]> {
  const ordered = openMachines(index).toSorted(
    (one, other) =>
      one.since.getTime() - other.since.getTime() || one.name.localeCompare(other.name),
  );
  const waves: OpenMachine[][] = [];
  for (const machine of ordered) {
    const wave = waves.at(-1);
    const last = wave?.at(-1);
    const isNear =
      last !== undefined && machine.since.getTime() - last.since.getTime() <= quietHours * hourMs;
    if (wave !== undefined && isNear) wave.push(machine);
    else waves.push([machine]);
  }
  const isAttack = (wave: OpenMachine[]) => wave.length >= index.facts.settings.attackMachines;
  return { attacks: waves.filter(isAttack), others: waves.filter((wave) => !isAttack(wave)) };
}

function intrusion(index: EstateIndex, waves: readonly (readonly OpenMachine[])[]): RiskDraft {
  const { server, settings } = index.facts;
  const machines = waves.flat();
  const workloads = distinct(machines.flatMap((machine) => machine.workloads));
  const clean = workloads.filter(({ newestUsable }) => newestUsable !== null).length;
  const infected = machines.filter(({ isInfected }) => isInfected).length;
  const [first] = machines;
  const how = waves.length === 1 ? 'one after the other' : `in ${waves.length} waves`;
  return {
    ...common(machines, workloads),
    kind: 'intrusion',
    subject: { kind: 'estate', id: String(server.id), name: server.name },
    title: `${machines.length} machines became suspicious ${how}: this looks like an intrusion`,
    shares: {
      loss: {
        value: 1,
        reason: `${machines.length} machines, ${infected} of them called infected, ${how}`,
      },
      reach: reachOf(machines.length, settings.fullReachWorkloads, 'machines'),
      persistence: {
        value: 1,
        reason: `since ${first?.since.toISOString().slice(0, 16)}Z: every hour counts`,
      },
      fallback: {
        value: workloads.length === 0 ? null : 1 - clean / workloads.length,
        reason: `${clean} of ${workloads.length} have a usable restore point`,
      },
    },
    figures: { machines: machines.length, infectedMachines: infected, withUsablePoint: clean },
  };
}

function suspicion(index: EstateIndex, machine: OpenMachine): RiskDraft {
  const { asOf, settings } = index.facts;
  const { workloads, name, isInfected, since } = machine;
  const [workload] = workloads;
  const hasPoint = workloads.some(({ newestUsable }) => newestUsable !== null);
  return {
    ...common([machine], workloads),
    kind: 'malware-suspected',
    subject: { kind: 'workload', id: workload?.id ?? name, name },
    title: `"${name}" is called ${isInfected ? 'infected' : 'suspicious'} since ${since.toISOString().slice(0, 10)}`,
    shares: {
      loss: {
        value: isInfected ? 1 : suspicionShare,
        reason: isInfected ? 'called infected' : 'a suspicion alone: it may be harmless',
      },
      reach: reachOf(1, settings.fullReachWorkloads, 'machine'),
      persistence: lastingSince(since, asOf, settings.longDays),
      fallback: {
        value: workload === undefined ? null : Number(!hasPoint),
        reason: hasPoint ? 'it has a usable restore point' : 'a usable restore point',
      },
    },
    figures: { events: machine.events.length },
  };
}

function common(machines: readonly OpenMachine[], workloads: readonly WorkloadFact[]) {
  const jobs = workloads.flatMap((workload) =>
    workload.jobs.filter(({ isActive }) => isActive).map(({ name }) => name),
  );
  const known = new Set(workloads.map(({ name }) => name.toLowerCase()));
  return {
    sample: { value: 1, reason: 'events as VBR keeps them' },
    needs: [
      ...(['malware-events', 'restore-points', 'protection'] as const),
      ...(machines.some(({ object }) => object !== null) ? (['malware-objects'] as const) : []),
    ],
    jobs,
    workloads,
    strangers: machines.map(({ name }) => name).filter((name) => !known.has(name.toLowerCase())),
    evidence: machines.flatMap(machineEvidence),
  };
}

function machineEvidence({ events, object }: OpenMachine): RiskEvidence[] {
  const known = events.slice(0, 1).map(
    ({ id, detectedAt, type, severity, machineName }): RiskEvidence => ({
      ...{ kind: 'event', id, at: detectedAt },
      says: `${severity}: ${type} on "${machineName}"`,
    }),
  );
  if (object === null) return known;
  const { id, name, severity, detectedAt } = object;
  return [
    { kind: 'fact', id: `malware-objects/${id}`, at: detectedAt, says: `${severity}: "${name}"` },
  ];
}
