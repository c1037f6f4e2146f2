import { temporaryHome } from '../evaluation/temporary-home.ts';
import { restoreManyAtOnce } from '../src/analysers/recovery/many-at-once.ts';
import { passOver } from '../src/app/run-pass-action.ts';
import type { RestorePoint } from '../src/domain/backup.ts';
import type { Session, Task } from '../src/domain/session.ts';
import { openCollectionStore } from '../src/store/collection/collection-store.ts';
import { plantedPoint, plantedSession, plantedTask } from '../test/database/store-rows.ts';
import { lastFigure } from './last-figure.ts';

const restoreCount = 20_000;
const machineCount = 5_000;
const pointCount = 150_000;
const rowsAtOnce = 2_000;
const nowMs = Date.UTC(2026, 10, 1);
const hourMs = 3_600_000;

interface MeasuredRecovery {
  /** Of the recovery step of a pass over 20,000 restores, 150,000 restore points and 5,000 machines, all judged anew. */
  readonly analysisSeconds: number;
  /** Of the next pass, in which nothing changed. */
  readonly unchangedSeconds: number;
  /** Of one core: 500 machines, 2,000 runs. */
  readonly simulationSeconds: number;
}

export async function measureRecovery(): Promise<MeasuredRecovery> {
  const { world, home, remove } = await temporaryHome(() => new Date(nowMs + performance.now()));
  try {
    await home.administration.ensureRunning();
    await home.administration.migrate();
    const { collector } = await home.administration.connections();
    const store = openCollectionStore(collector.metrics);
    const { id } = await store.registerServer('bench', 'bench:9419', '1.3-rev2');
    await kept(restoreCount, sessionAt, (rows) => store.keepSessions(id, { rows, cursor: null }));
    await kept(restoreCount, taskAt, (rows) => store.keepTasks(id, { rows, cursor: null }));
    await kept(pointCount, pointAt, (rows) => store.keepRestorePoints(id, { rows, cursor: null }));
    await store.close();
    const pass = async () => {
      const { servers } = await passOver(world, home, {
        ...{ command: 'bench', steps: ['analyse'], servers: [] },
        ...{ progress: () => {}, signal: new AbortController().signal },
      });
      const judged = servers[0]?.counts['recoveries-analysed'];
      return {
        judged,
        seconds: (await lastFigure({ home: home.folder }, 'recovery-duration')) / 1000,
      };
    };
    const first = await pass();
    if (first.judged !== machineCount) throw new Error(`${first.judged} machines were judged`);
    const second = await pass();
    if (second.judged !== 0) throw new Error(`${second.judged} machines were judged again`);
    const simulationSeconds = simulated();
    return {
      ...{ analysisSeconds: first.seconds, unchangedSeconds: second.seconds },
      simulationSeconds,
    };
  } finally {
    await remove();
  }
}

function simulated(): number {
  const machines = Array.from({ length: 500 }, (_, place) => ({
    repository: place % 20,
    expected: {
      ...{ model: `model ${place % 20}`, value: 3 + (place % 7) / 5, residual: 0.4 },
      ...{ n: 12, lean: (place % 5) / 10, freedom: 10 },
    },
    rtoMinutes: 240,
  }));
  const repositorySlots = Array.from({ length: 20 }, () => 4);
  const began = process.cpuUsage();
  restoreManyAtOnce(machines, { proxySlots: 40, repositorySlots, sharingExponent: 0.3 }, 2000, 1);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000_000;
}

async function kept<Row>(
  count: number,
  rowAt: (number: number) => Row,
  keep: (rows: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < count; from += rowsAtOnce) {
    const length = Math.min(rowsAtOnce, count - from);
    await keep(Array.from({ length }, (_, row) => rowAt(from + row)));
  }
}

const idOf = (kind: number, number: number) =>
  `${(Math.imul(number, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')}-${String(kind).repeat(4)}-4000-8000-${String(number).padStart(12, '0')}`;
const machineOf = (number: number) => `machine${number % machineCount}`;
const createdAt = (number: number) => new Date(nowMs - 300 * 24 * hourMs + number * 1_000_000);

function sessionAt(number: number): Session {
  const minutes = 5 + (number % 97);
  return plantedSession(idOf(1, number), {
    ...{ jobId: null, name: machineOf(number), createdAt: createdAt(number) },
    sessionType: number % 5 === 0 ? 'InstantRecovery' : 'RestoreVm',
    result: number % 13 === 0 ? 'Failed' : 'Success',
    endedAt: new Date(createdAt(number).getTime() + minutes * 60_000),
  });
}

function taskAt(number: number): Task {
  const minutes = 4 + (number % 97) / 2;
  return plantedTask(idOf(2, number), {
    ...{ sessionId: idOf(1, number), taskType: 'Restore', sessionType: 'RestoreVm' },
    ...{ name: machineOf(number), result: 'Success', createdAt: createdAt(number) },
    endedAt: new Date(createdAt(number).getTime() + minutes * 60_000),
  });
}

function pointAt(number: number): RestorePoint {
  const age = pointCount - number;
  return plantedPoint(idOf(3, number), {
    ...{ name: machineOf(number), type: 'Full', originalBytes: (50 + (number % 4000)) * 1e9 },
    createdAt: new Date(nowMs - (age / machineCount) * 24 * hourMs),
    backupId: idOf(4, number % 500),
  });
}
