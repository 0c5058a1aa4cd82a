import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Cluster, ClusterNode } from '../../cluster/cluster.ts';
import { waitFor } from '../../support/wait.ts';
import type { Series } from './trend.ts';

export interface Sampler {
  /** Looks at everything once. */
  sample(): Promise<void>;
  /** What was seen so far is forgotten. */
  readonly startOver: () => void;
  /** What was seen so far, a series for each thing. */
  readonly series: () => readonly Series[];
  close(): Promise<void>;
}

interface Probed {
  readonly asked: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly handles: number;
  readonly files: number;
}

interface Seen {
  readonly name: string;
  readonly unit: 'MB' | 'count';
  readonly value: number;
}

const MB = 2 ** 20;
/** Half a megabyte or five sockets more or less are nothing, however still a series stands. */
const LEAST = { MB: 0.5, count: 5 } as const;

export async function startSampler(cluster: Cluster): Promise<Sampler> {
  const redis = new Redis(cluster.redis.url);
  const mariadb = await createConnection(cluster.database.url);
  const series = new Map<string, Series & { readonly points: { atMs: number; value: number }[] }>();
  const asked = new Map<string, number>();

  async function look(): Promise<Seen[]> {
    const probed = cluster.nodes.map(async (node) => nodeSeries(node.id, await probe(node, asked)));
    return [
      ...(await Promise.all(probed)).flat(),
      ...(await redisSeries(redis)),
      ...(await mariadbSeries(mariadb)),
    ];
  }

  return {
    sample: async () => {
      const atMs = performance.now();
      for (const { name, unit, value } of await look()) {
        const one = series.get(name) ?? { name, unit, least: LEAST[unit], points: [] };
        one.points.push({ atMs, value });
        series.set(name, one);
      }
    },
    startOver: () => {
      series.clear();
    },
    series: () => [...series.values()],
    close: async () => {
      redis.disconnect();
      await mariadb.end();
    },
  };
}

/** The signal is for the process alone: its compiler, in the same group, would die of it. */
async function probe(node: ClusterNode, asked: Map<string, number>): Promise<Probed> {
  if (node.pid === undefined) throw new Error(`${node.id} has ended: ${node.output()}`);
  const number = (asked.get(node.id) ?? 0) + 1;
  asked.set(node.id, number);
  process.kill(node.pid, 'SIGUSR2');
  return waitFor(
    () => {
      const line = [...node.output().matchAll(/^soak: (\{.*\})$/gm)].at(-1)?.[1];
      const said = line === undefined ? undefined : (JSON.parse(line) as Probed);
      return said?.asked === number ? said : undefined;
    },
    { timeoutMs: 15_000, message: `what ${node.id} has` },
  );
}

function nodeSeries(id: string, { rss, heapUsed, external, handles, files }: Probed): Seen[] {
  return [
    { name: `${id} resident memory`, unit: 'MB', value: rss / MB },
    { name: `${id} heap after collection`, unit: 'MB', value: heapUsed / MB },
    { name: `${id} buffers outside the heap`, unit: 'MB', value: external / MB },
    { name: `${id} active handles`, unit: 'count', value: handles },
    { name: `${id} open files`, unit: 'count', value: files },
  ];
}

async function redisSeries(redis: Redis): Promise<Seen[]> {
  const info = await redis.info();
  const read = (field: string): number =>
    Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  return [
    { name: 'Redis keys', unit: 'count', value: await redis.dbsize() },
    { name: 'Redis memory', unit: 'MB', value: read('used_memory') / MB },
    { name: 'Redis connections', unit: 'count', value: read('connected_clients') },
  ];
}

async function mariadbSeries(connection: Connection): Promise<Seen[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SHOW GLOBAL STATUS WHERE Variable_name IN ('Threads_connected', 'Prepared_stmt_count')",
  );
  const status = new Map(rows.map((row) => [row['Variable_name'], Number(row['Value'])]));
  return [
    {
      ...{ name: 'MariaDB connections', unit: 'count' as const },
      value: status.get('Threads_connected') ?? 0,
    },
    {
      ...{ name: 'MariaDB prepared statements', unit: 'count' as const },
      value: status.get('Prepared_stmt_count') ?? 0,
    },
  ];
}
