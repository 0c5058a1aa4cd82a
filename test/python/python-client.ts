import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { ErrorBody, WireHold, WirePosition } from '@ticket-flow/client/protocol';

import { findTool, PYTHON } from '../support/provision.ts';
import { repositoryRoot } from '../support/repository-files.ts';
import { waitFor } from '../support/wait.ts';

export interface PythonOptions {
  readonly url: string;
  readonly performanceId: number;
  readonly transport: 'websocket' | 'polling';
  readonly accessToken: string;
}

/** What `{"do": "map"}` answers; `states` has a digit for each seat. */
export interface PythonMap {
  readonly position: WirePosition;
  readonly states: string;
  readonly checksum: number;
  readonly live: boolean;
  /** The frame to drop has come, the one after it has not. */
  readonly dropped: boolean;
  readonly heartbeats_ok: number;
  readonly frames: number;
  readonly resyncs: number;
}

export type PythonAnswer<T> = ({ ok: true } & T) | ({ ok: false } & ErrorBody);

/** `watch.py` as a process of its own. */
export interface PythonClient {
  map(): Promise<PythonMap>;
  hold(seats: readonly number[], requestId: string): Promise<PythonAnswer<{ hold: WireHold }>>;
  release(token: string): Promise<PythonAnswer<{ position: WirePosition }>>;
  /** Has it lose the next frame, and hear no heartbeat until the one after. */
  drop(): Promise<void>;
  /** Asks it to end; answers its exit code. */
  quit(): Promise<number | null>;
}

/** Resolves when it shows a map. */
export async function startPython(options: PythonOptions): Promise<PythonClient> {
  const python = findTool(PYTHON);
  if (python === undefined) throw new Error(`${PYTHON.name} is missing; "npm test" installs it`);
  const child = spawn(python, [
    '-B',
    join(repositoryRoot, 'test/python/watch.py'),
    ...args(options),
  ]);
  const closed = once(child, 'close') as Promise<[number | null]>;
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += String(chunk)));
  // What is written to a process that has ended; its exit says more.
  child.stdin.on('error', () => undefined);
  const answers = new Map<number, unknown>();
  createInterface(child.stdout).on('line', (line) => {
    const { id, ...answer } = JSON.parse(line) as { id: number };
    answers.set(id, answer);
  });

  let asked = 0;
  const ask = async <T>(command: { do: string; [field: string]: unknown }): Promise<T> => {
    const id = (asked += 1);
    child.stdin.write(`${JSON.stringify({ id, ...command })}\n`);
    const ended = closed.then(() => Promise.reject(new Error(`watch.py has ended: ${complaints}`)));
    const message = `watch.py's answer to ${command.do}`;
    const answer = waitFor(() => answers.get(id), { timeoutMs: 15_000, intervalMs: 5, message });
    return (await Promise.race([answer, ended])) as T;
  };
  const client: PythonClient = {
    map: () => ask({ do: 'map' }),
    hold: (seats, requestId) => ask({ do: 'hold', seats, requestId }),
    release: (token) => ask({ do: 'release', token }),
    drop: () => ask({ do: 'drop' }),
    quit: async () => {
      child.stdin.end(`${JSON.stringify({ do: 'quit' })}\n`);
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
      const [code] = await closed;
      clearTimeout(force);
      return code;
    },
  };
  try {
    const shown = async (): Promise<boolean> => (await client.map()).live;
    await waitFor(shown, { timeoutMs: 15_000, message: 'a map in Python' });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return client;
}

function args({ url, performanceId, transport, accessToken }: PythonOptions): string[] {
  return [
    ...['--url', url, '--performance', String(performanceId)],
    ...['--transport', transport, '--token', accessToken],
  ];
}
