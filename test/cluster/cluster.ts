/** The whole product on this machine: Nginx, several nodes, Redis and MariaDB, all of them real. */
import { join } from 'node:path';

import { readTemplate, renderNginx } from '../../nginx/render.ts';
import { repositoryRoot } from '../support/repository-files.ts';
import { startNginx, type NginxService } from '../support/services.ts';
import { startClusterDatabase, type ClusterDatabase } from './database.ts';
import { openFolder, type ClusterFolder } from './folder.ts';
import { createNode, type ClusterNode, type StartableNode } from './node.ts';
import { isFree, lastingPort } from './ports.ts';
import { startClusterRedis, type ClusterRedis } from './redis.ts';

export type { ClusterDatabase } from './database.ts';
export type { ClusterNode } from './node.ts';
export type { ClusterRedis } from './redis.ts';

export interface ClusterOptions {
  /** 1 to 9, named n1, n2, … */
  readonly nodes: number;
  /** Data is kept there; else in a temporary folder, removed at the end. */
  readonly keepDir?: string;
  /** Of Nginx. @default a free one */
  readonly port?: number;
  /** For every node. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Tree whose `server/src/main.ts` is run; its migrations must be those of this repository.
   * @default this repository
   */
  readonly sourceRoot?: string;
  /** Fill an empty database with the demo catalogue. @default true */
  readonly seedDemo?: boolean;
  /** Nginx's limits for one address, which here is everybody. @default 5_000 */
  readonly requestsPerSecond?: number;
  /** @default 5_000 */
  readonly connectionsPerAddress?: number;
  readonly log?: (line: string) => void;
}

export interface Cluster {
  /** Through Nginx. */
  readonly url: string;
  readonly nodes: readonly ClusterNode[];
  readonly tokenSecret: string;
  readonly redis: ClusterRedis;
  readonly database: ClusterDatabase;
  readonly nginx: {
    reload(): void;
    /** Path of the file. */
    readonly accessLog: string;
  };
  /** Everything, by its own handles only. */
  stop(): Promise<void>;
}

const MOST_NODES = 9;
const ACCESS_LOG = 'access.log';

/** Notes how to stop what was just started, and what to say then. */
type Undo = (said: string, stop: () => Promise<void> | void) => void;

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { nodes: count, port, log = () => undefined } = options;
  if (!Number.isInteger(count) || count < 1 || count > MOST_NODES) {
    throw new Error(`nodes is ${count}; it must be a whole number from 1 to ${MOST_NODES}`);
  }
  if (port !== undefined && !(await isFree(port))) throw new Error(`port ${port} is in use`);
  const started: Parameters<Undo>[] = [];
  const stop = (): Promise<void> => stopAll(started.splice(0).reverse(), log);
  try {
    const cluster = await startParts(options, log, (...step) => started.push(step));
    return { ...cluster, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One that cannot be stopped does not keep the others running. */
async function stopAll(
  steps: readonly Parameters<Undo>[],
  log: (line: string) => void,
): Promise<void> {
  const failures: unknown[] = [];
  for (const [said, stop] of steps) {
    try {
      await stop();
      log(said);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped');
}

/** From the bottom up: a node refuses to start without its database and its Redis. */
async function startParts(
  options: ClusterOptions,
  log: (line: string) => void,
  undo: Undo,
): Promise<Omit<Cluster, 'stop'>> {
  const folder = openFolder(options.keepDir);
  undo(
    options.keepDir === undefined ? 'Temporary data removed' : `Data kept in ${folder.dir}`,
    () => {
      folder.close();
    },
  );
  const database = await startClusterDatabase(folder.sub('mariadb'));
  undo('MariaDB stopped', () => database.stop());
  log(`MariaDB is up on port ${new URL(database.url).port}, its data in ${folder.dir}`);
  const redis = await startClusterRedis();
  undo('Redis stopped', () => redis.stop());
  log(`Redis is up on port ${redis.port}`);
  const nodes = await createNodes(options, folder, { database, redis });
  undo(
    'Nodes stopped',
    async () => void (await Promise.all(nodes.map((node) => node.terminate()))),
  );
  await startNodes(nodes, options.seedDemo ?? true, log);
  const nginx = await startProxy(options, folder, nodes);
  undo('Nginx stopped', () => nginx.stop());
  log(`Nginx is up on port ${nginx.port}`);
  return {
    url: nginx.url,
    nodes,
    tokenSecret: folder.tokenSecret,
    redis,
    database,
    nginx: {
      reload: () => process.kill(nginx.pid, 'SIGHUP'),
      accessLog: join(nginx.dir, ACCESS_LOG),
    },
  };
}

function createNodes(
  { nodes, sourceRoot = repositoryRoot, env }: ClusterOptions,
  folder: ClusterFolder,
  services: { database: ClusterDatabase; redis: ClusterRedis },
): Promise<StartableNode[]> {
  const ids = Array.from({ length: nodes }, (_, index) => `n${index + 1}`);
  return Promise.all(
    ids.map((id) =>
      createNode({
        id,
        sourceRoot,
        dataDir: folder.sub(join('nodes', id)),
        env: {
          REDIS_URL: services.redis.url,
          DATABASE_URL: services.database.url,
          TOKEN_SECRET: folder.tokenSecret,
          // Nginx; nobody reaches a node past it but this machine.
          TRUSTED_PROXIES: '127.0.0.1',
          ...env,
        },
      }),
    ),
  );
}

/** The first alone: only one may fill the database. */
async function startNodes(
  nodes: readonly StartableNode[],
  seedDemo: boolean,
  log: (line: string) => void,
): Promise<void> {
  const start = async (node: StartableNode, env?: Record<string, string>): Promise<void> => {
    await node.start(env);
    log(`${node.id} is up at ${node.url}`);
  };
  const [first, ...others] = nodes;
  if (first) await start(first, { SEED_DEMO: seedDemo ? '1' : '0' });
  const outcomes = await Promise.allSettled(others.map((node) => start(node)));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

async function startProxy(
  { port, requestsPerSecond = 5_000, connectionsPerAddress = 5_000 }: ClusterOptions,
  folder: ClusterFolder,
  nodes: readonly StartableNode[],
): Promise<NginxService> {
  const conf = (chosen: number): string =>
    renderNginx(readTemplate(), {
      listen: `127.0.0.1:${chosen}`,
      nodes,
      folder: '',
      accessLog: ACCESS_LOG,
      requestsPerSecond,
      connectionsPerAddress,
    });
  return startNginx(conf, { port: port ?? (await lastingPort()), dir: folder.sub('nginx') });
}
