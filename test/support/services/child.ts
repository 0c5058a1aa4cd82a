import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { waitFor } from '../wait.ts';

/** A private server process of a test. */
export interface Service {
  readonly port: number;
  /** Where it runs; a temporary folder is removed by `stop`. */
  readonly dir: string;
  readonly pid: number;
  isRunning(): boolean;
  /** Its exit code, or null after a signal, once it is gone. */
  readonly exited: Promise<number | null>;
  /** The last part of what it printed, both streams. */
  output(): string;
  /** Ends the process gently, by force after five seconds, and removes `dir` if it is ours. */
  stop(): Promise<void>;
  /** Sends a signal to the process and its own children: SIGKILL, SIGSTOP, SIGCONT ... */
  kill(signal: NodeJS.Signals): void;
}

export interface ServiceSpec {
  name: string;
  binary: string;
  args: string[];
  dir: string;
  /** @default dir */
  cwd?: string;
  /** Leaves `dir` alone at the end: it is the caller's. */
  keepDir?: boolean;
  /** The whole environment. @default that of this process */
  env?: NodeJS.ProcessEnv;
  port: number;
  /** Resolves to true once the service answers. */
  ready: () => Promise<boolean>;
  /** @default 20_000 */
  readyTimeoutMs?: number;
}

const STOP_TIMEOUT_MS = 5_000;
const STDERR_KEPT_CHARS = 4_000;
const FATAL_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Every living child, with the folder to remove after it. */
const running = new Map<ChildProcess, string | undefined>();
/** Folders of several services; they go after the last of them. */
const sharedFolders = new Set<string>();
let cleanupInstalled = false;

/** A fresh folder with a short path, because socket paths end at 108 characters. */
export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `tf-${name}-`));
}

/** A temporary folder for several services; gone at the end of this process at the latest. */
export function sharedFolder(name: string): { readonly dir: string; remove(): void } {
  const dir = temporaryFolder(name);
  installCleanup();
  sharedFolders.add(dir);
  return {
    dir,
    remove: () => {
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
      sharedFolders.delete(dir);
    },
  };
}

/** Spawns a server in a process group of its own and waits until it answers. */
export async function startService(spec: ServiceSpec): Promise<Service> {
  const child = spawn(spec.binary, spec.args, {
    cwd: spec.cwd ?? spec.dir,
    env: spec.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  installCleanup();
  running.set(child, spec.keepDir ? undefined : spec.dir);
  const output = keepOutput(child);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code);
    });
    child.once('error', (error) => {
      running.delete(child);
      output.add(error.message);
      resolve(null);
    });
  });
  const service: Service = {
    port: spec.port,
    dir: spec.dir,
    pid: child.pid ?? 0,
    isRunning: () => running.has(child),
    exited,
    output: output.text,
    kill: (signal) => {
      signalGroup(child, signal);
    },
    stop: async () => {
      await end(child, exited);
      if (!spec.keepDir) rmSync(spec.dir, { recursive: true, force: true });
    },
  };
  try {
    await untilReady(spec, exited);
  } catch (error) {
    await service.stop();
    throw new Error(`${spec.name} did not start: ${output.text()}`, { cause: error });
  }
  return service;
}

async function untilReady(spec: ServiceSpec, exited: Promise<unknown>): Promise<void> {
  let gone = false;
  void exited.then(() => {
    gone = true;
  });
  const outcome = await waitFor(
    async () => (gone ? 'gone' : (await spec.ready()) ? 'ready' : undefined),
    { timeoutMs: spec.readyTimeoutMs ?? 20_000, intervalMs: 15, message: `${spec.name} to answer` },
  );
  // A stranger may have taken the port between choosing it and binding it: ready, but not ours.
  if (outcome === 'gone' || gone) throw new Error(`${spec.name} exited while starting`);
}

async function end(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  // A frozen process would never act on SIGTERM.
  signalGroup(child, 'SIGCONT');
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => {
    signalGroup(child, 'SIGKILL');
  }, STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(force);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group ended between the check and the signal.
  }
}

function keepOutput(child: ChildProcess) {
  let text = '';
  const add = (chunk: Buffer | string) => {
    text = (text + chunk.toString()).slice(-STDERR_KEPT_CHARS);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return { add, text: () => text.trim() || 'no output' };
}

/** Whatever way this process ends, short of SIGKILL, its services and their folders go with it. */
function installCleanup(): void {
  if (cleanupInstalled) return;
  cleanupInstalled = true;
  const killAll = () => {
    for (const [child, dir] of running) {
      signalGroup(child, 'SIGKILL');
      if (dir !== undefined) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    }
    for (const dir of sharedFolders) {
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    }
  };
  process.on('exit', killAll);
  for (const signal of FATAL_SIGNALS) {
    process.once(signal, () => {
      // Somebody else listens: that one stops things in its own order, and the rest at its exit.
      if (process.listenerCount(signal) > 0) return;
      killAll();
      process.kill(process.pid, signal);
    });
  }
}
