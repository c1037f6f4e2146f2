import { readdir, readFile } from 'node:fs/promises';

const ticksPerSecond = 100;

interface ProcessTimes {
  readonly parent: number;
  readonly ownSeconds: number;
  /** Of children that ended. */
  readonly endedSeconds: number;
}

/** CPU seconds of this process' children that ended; NaN where the system has no /proc. */
export async function endedChildrenSeconds(): Promise<number> {
  return (await timesOf('self'))?.endedSeconds ?? Number.NaN;
}

/** CPU seconds of a process, of its children and of those that ended; NaN where the system has no /proc. */
export async function familySeconds(pid: number): Promise<number> {
  const own = await timesOf(String(pid));
  if (own === null) return Number.NaN;
  const others = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const times = await Promise.all(others.map(timesOf));
  const children = times.flatMap((one) => (one?.parent === pid ? [one.ownSeconds] : []));
  return children.reduce((sum, seconds) => sum + seconds, own.ownSeconds + own.endedSeconds);
}

/** By /proc/PID/stat (proc(5)); what stands before the bracket may hold spaces. */
async function timesOf(pid: string): Promise<ProcessTimes | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (first: number) =>
    (Number(fields[first]) + Number(fields[first + 1])) / ticksPerSecond;
  return { parent: Number(fields[1]), ownSeconds: seconds(11), endedSeconds: seconds(13) };
}
