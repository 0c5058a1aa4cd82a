import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { requireBinary } from '../../support/find-binary.ts';

/** What the figures were measured on; the first object of the results file. */
export interface Machine {
  readonly header: true;
  readonly measured_at: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gb: number;
  readonly system: string;
  readonly node: string;
  readonly redis: string;
  readonly mariadb: string;
  /** Load of the last minute when the run began: above 1, somebody else was at work. */
  readonly load_before: number;
}

export function describeMachine(): Machine {
  return {
    header: true,
    measured_at: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    redis: versionOf('redis-server'),
    mariadb: versionOf('mariadbd'),
    load_before: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

function versionOf(binary: string): string {
  try {
    const said = execFileSync(requireBinary(binary), ['--version'], { encoding: 'utf8' });
    return /\d+\.\d+\.\d+/.exec(said)?.[0] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
