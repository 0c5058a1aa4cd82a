import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Clock ticks a second of /proc, on every Linux there is. */
const TICKS = 100;

/** Processor time of a process so far; 0 where there is no /proc. */
export function cpuSecondsOf(pid: number | undefined): number {
  if (pid === undefined) return 0;
  const text = readProc(`/proc/${String(pid)}/stat`);
  // The name in brackets may have spaces in it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}

export interface MachineTime {
  readonly busy: number;
  readonly all: number;
}

/** Of the whole machine, whoever uses it. */
export function machineTime(): MachineTime {
  const times = cpus().map(({ times }) => times);
  const total = (pick: (time: (typeof times)[number]) => number): number =>
    times.reduce((sum, time) => sum + pick(time), 0);
  const idle = total((time) => time.idle);
  return {
    busy: total((t) => t.user + t.nice + t.sys + t.irq),
    all: idle + total((t) => t.user + t.nice + t.sys + t.irq),
  };
}

/** Share of all processors that was busy between the two. */
export function busyShare(before: MachineTime, after: MachineTime): number {
  const all = after.all - before.all;
  return all === 0 ? 0 : Math.round(((after.busy - before.busy) / all) * 100) / 100;
}

function readProc(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ') ';
  }
}
