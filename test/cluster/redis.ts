import { startRedis, type RedisService } from '../support/services.ts';
import { lastingPort } from './ports.ts';

export interface RedisStart {
  /** A snapshot to start from; without one it is empty. */
  readonly rdbFile?: string;
}

/** The Redis of a cluster: one port, behind which one process follows another. */
export interface ClusterRedis {
  readonly url: string;
  readonly port: number;
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL, and gone. */
  kill(): Promise<void>;
  /** On the same port: empty, or from an RDB file. */
  start(options?: RedisStart): Promise<void>;
  killAndRestart(options?: RedisStart): Promise<void>;
  /** Another Redis process has taken over the port (a promoted replica); it is stopped with us. */
  adopt(service: RedisService): void;
}

export async function startClusterRedis(): Promise<ClusterRedis & { stop(): Promise<void> }> {
  const port = await lastingPort();
  const run = ({ rdbFile }: RedisStart = {}): Promise<RedisService> =>
    startRedis({
      port,
      args: ['--maxmemory-policy', 'noeviction'],
      ...(rdbFile !== undefined && { rdbFile }),
    });
  let service = await run();
  const former: RedisService[] = [];
  const redis: ClusterRedis = {
    url: service.url,
    port,
    signal: (signal) => {
      service.kill(signal);
    },
    kill: async () => {
      service.kill('SIGKILL');
      await service.stop();
    },
    start: async (options) => {
      service = await run(options);
    },
    killAndRestart: async (options) => {
      await redis.kill();
      await redis.start(options);
    },
    adopt: (successor) => {
      former.push(service);
      service = successor;
    },
  };
  const stop = async (): Promise<void> => {
    await Promise.all([service, ...former].map((one) => one.stop()));
  };
  return { ...redis, stop };
}
