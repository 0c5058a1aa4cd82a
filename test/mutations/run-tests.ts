import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tests } from './mutant.ts';
import { judge } from './verdict.ts';
import type { Report, Verdict } from './verdict.ts';

export interface RunOptions {
  /** Folder of a copy of the sources. */
  readonly root: string;
  readonly tests: readonly Tests[];
  /** Addresses of the services, as the tests' global setup reads them. */
  readonly env: Readonly<Record<string, string>>;
  readonly limitMs: number;
  /** Ends after so many failures; without it every test runs. */
  readonly bail?: number;
  readonly signal: AbortSignal;
}

export interface TestRun extends Verdict {
  readonly ms: number;
  /** The end of what Vitest printed. */
  readonly output: string;
}

/** How long Vitest has to stop what its tests have started. */
const GRACE_MS = 15_000;
const OUTPUT_CHARS = 4_000;

/** Runs tests in a copy of the sources, in a process of their own, for a bounded time. */
export async function runTests(options: RunOptions): Promise<TestRun> {
  const started = Date.now();
  const reportFile = join(options.root, 'mutation-report.json');
  const child = spawn(process.execPath, argumentsOf(options, reportFile), {
    cwd: options.root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-OUTPUT_CHARS);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const inTime = await ended(child, options);
  const report = existsSync(reportFile)
    ? (JSON.parse(readFileSync(reportFile, 'utf8')) as Report)
    : undefined;
  const ms = Date.now() - started;
  const verdict = judge(report);
  if (inTime || report) return { ...verdict, ms, output };
  const because = `not done within ${String(options.limitMs / 1_000)} s`;
  return { ...verdict, because, ms, output };
}

function argumentsOf({ tests, bail }: RunOptions, reportFile: string): string[] {
  const projects = new Set(tests.map(({ project }) => project));
  const files = new Set(tests.flatMap((some) => some.files));
  const titles = tests.length === 1 ? tests[0]?.titles : undefined;
  return [
    ...['node_modules/vitest/vitest.mjs', 'run', '--reporter=json'],
    `--outputFile=${reportFile}`,
    ...[...projects].flatMap((project) => ['--project', project]),
    ...(titles === undefined ? [] : ['--testNamePattern', titles]),
    ...(bail === undefined ? [] : [`--bail=${String(bail)}`]),
    ...files,
  ];
}

/** False when it had to be stopped. Whatever ends this process ends the tests with it. */
function ended(child: ChildProcess, { limitMs, signal }: RunOptions): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let force: NodeJS.Timeout | undefined;
    const kill = (): void => {
      killGroup(child);
    };
    const stop = (): void => {
      child.kill('SIGTERM');
      force ??= setTimeout(kill, GRACE_MS);
    };
    const limit = setTimeout(stop, limitMs);
    process.on('exit', kill);
    signal.addEventListener('abort', stop);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(limit);
      clearTimeout(force);
      process.off('exit', kill);
      signal.removeEventListener('abort', stop);
      resolve(force === undefined);
    });
  });
}

/** The child leads a group of its own: Vitest and its workers. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended between the check and the signal.
  }
}
