import { copyFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { requireBinary } from '../find-binary.ts';
import { freePort } from '../free-port.ts';
import { startService, temporaryFolder, type Service } from './child.ts';

export interface RedisOptions {
  /** Start again on this port, as after a crash. @default a free one */
  port?: number;
  /** More redis-server arguments, e.g. `['--maxmemory', '1mb']`. */
  args?: string[];
  /** Start with what this file holds, as after a restart from an old snapshot. */
  rdbFile?: string;
}

export interface RedisService extends Service {
  readonly url: string;
}

/** A private Redis that keeps nothing on disk. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisService> {
  const binary = requireBinary('redis-server');
  const port = options.port ?? (await freePort());
  const dir = temporaryFolder('redis');
  if (options.rdbFile !== undefined) restore(options.rdbFile, dir);
  const service = await startService({
    name: 'redis-server',
    binary,
    args: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', dir],
      ...['--save', '', '--appendonly', 'no'],
      ...(options.args ?? []),
    ],
    dir,
    port,
    ready: () => ping(port),
  });
  return { ...service, url: `redis://127.0.0.1:${port}` };
}

/** Puts the file where Redis looks for a snapshot at its start. */
function restore(rdbFile: string, dir: string): void {
  try {
    copyFileSync(rdbFile, join(dir, 'dump.rdb'));
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => {
      settle(false);
    });
    socket.once('data', (reply) => {
      settle(reply.toString().startsWith('+PONG'));
    });
    socket.once('error', () => {
      settle(false);
    });
  });
}
