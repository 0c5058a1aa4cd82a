import { connect } from 'node:net';

import { requireBinary } from '../find-binary.ts';
import { freePort } from '../free-port.ts';
import { startService, temporaryFolder, type Service } from './child.ts';

export interface RedisOptions {
  /** Start again on this port, as after a crash. @default a free one */
  port?: number;
  /** More redis-server arguments, e.g. `['--maxmemory', '1mb']`. */
  args?: string[];
}

export interface RedisService extends Service {
  readonly url: string;
}

/** A private Redis that keeps nothing on disk. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisService> {
  const binary = requireBinary('redis-server');
  const port = options.port ?? (await freePort());
  const dir = temporaryFolder('redis');
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
