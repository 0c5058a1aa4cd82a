import { dropIdleConnections } from '../support/idle-connections.ts';
import { startService, type Service } from '../support/services.ts';
import { lastingPort } from './ports.ts';

/** One node of a cluster: a process that can be ended, frozen and started again on its port. */
export interface ClusterNode {
  readonly id: string;
  /** Past Nginx, straight to the node. */
  readonly url: string;
  readonly pid: number | undefined;
  /** The last part of what it printed since its last start. */
  output(): string;
  /** Resolves when `/readyz` says 200. */
  start(): Promise<void>;
  /** SIGTERM; resolves to its exit code, or null if it had to be killed. */
  terminate(): Promise<number | null>;
  /** SIGKILL, and gone. */
  kill(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
}

export interface StartableNode extends ClusterNode {
  readonly address: string;
  start(env?: Readonly<Record<string, string>>): Promise<void>;
}

export interface NodeOptions {
  readonly id: string;
  /** Root of the sources it runs from. */
  readonly sourceRoot: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
}

const READY_TIMEOUT_MS = 40_000;
/** Longer than the server's own patience with itself. */
const TERMINATE_TIMEOUT_MS = 25_000;

export async function createNode({ id, ...options }: NodeOptions): Promise<StartableNode> {
  const port = await lastingPort();
  const url = `http://127.0.0.1:${port}`;
  let service: Service | undefined;
  const spawn = (env: Readonly<Record<string, string>>): Promise<Service> =>
    startService({
      name: id,
      binary: process.execPath,
      args: ['--conditions=source', '--import', 'tsx', 'server/src/main.ts'],
      dir: options.dataDir,
      keepDir: true,
      cwd: options.sourceRoot,
      env: { ...inherited(), ...options.env, ...env, ...ownSettings(id, port, options.dataDir) },
      port,
      ready: () => isReady(url),
      readyTimeoutMs: READY_TIMEOUT_MS,
    });
  return {
    id,
    url,
    address: `127.0.0.1:${port}`,
    get pid() {
      return service?.isRunning() ? service.pid : undefined;
    },
    output: () => service?.output() ?? '',
    start: async (env = {}) => {
      if (service?.isRunning()) throw new Error(`${id} is running already`);
      service = await spawn({ SEED_DEMO: '0', ...env });
    },
    terminate: async () => (service ? terminate(service) : null),
    kill: async () => {
      service?.kill('SIGKILL');
      await service?.exited;
    },
    signal: (signal) => {
      service?.kill(signal);
    },
  };
}

async function terminate(service: Service): Promise<number | null> {
  dropIdleConnections();
  // A frozen process would never act on SIGTERM.
  service.kill('SIGCONT');
  // The process alone, as a supervisor does: its compiler is a child that it may need to the end.
  if (service.isRunning()) process.kill(service.pid, 'SIGTERM');
  const force = setTimeout(() => {
    service.kill('SIGKILL');
  }, TERMINATE_TIMEOUT_MS);
  const code = await service.exited;
  clearTimeout(force);
  return code;
}

/** Nothing else of ours: a setting of this shell must not change what a cluster does. */
function inherited(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR };
}

function ownSettings(id: string, port: number, dataDir: string): Record<string, string> {
  return { NODE_ID: id, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
