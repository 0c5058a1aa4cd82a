import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dropIdleConnections } from './idle-connections.ts';
import { waitFor } from './wait.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningProcess {
  /** Everything printed so far, both streams. */
  output(): string;
  /** Waits until something was printed; answers the match. */
  printed(pattern: RegExp, timeoutMs?: number): Promise<RegExpMatchArray>;
  signal(signal: NodeJS.Signals): void;
  /** Ends it with a signal and waits; answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  readonly exited: Promise<number | null>;
}

/** Runs one of our TypeScript entry points as its own process, from the repository's root. */
export function runEntry(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
): RunningProcess {
  const node = ['--conditions=source', '--import', 'tsx', ...nodeArgs];
  const child = spawn(process.execPath, [...node, file, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    output: () => output,
    exited,
    printed: (pattern, timeoutMs = 15_000) =>
      waitFor(() => pattern.exec(output) as RegExpMatchArray | null, {
        timeoutMs,
        message: `${String(pattern)} in what ${file} prints`,
      }),
    signal: (signal) => void child.kill(signal),
    stop: (signal = 'SIGTERM') => {
      dropIdleConnections();
      child.kill(signal);
      return exited;
    },
  };
}
