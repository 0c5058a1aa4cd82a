import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createPool } from 'mysql2/promise';
import type { RowDataPacket } from 'mysql2/promise';
import { STATE, decodeMap, stateAt } from './bits.ts';
import type { StoredMap } from './bits.ts';
import { groupBy } from './group.ts';
import { keyOf } from './store.ts';

/**
 * Sees, while the sale goes on, whether a claimed seat looks free on a current store. The store is
 * read between two reads of the claims: a claim that stands in both stood while it was read, and
 * an epoch that is the same in both was the durable one. So no moment is a wrong one to look.
 */
export interface ClaimsWatch {
  /** Looks once; answers how many claimed seats looked free that had not been seen before. */
  look(): Promise<number>;
  /** Looks again and again until it is stopped. */
  start(): void;
  /** Every seat that was seen, in words. */
  findings(): string[];
  stop(): Promise<void>;
}

interface Claims {
  readonly epochs: ReadonlyMap<number, number>;
  readonly claims: readonly Claim[];
}
interface Claim {
  readonly id: number;
  readonly performance_id: number;
  readonly seat: number;
  readonly owner: string;
}

const PERIOD_MS = 400;
const ANSWER_MS = 1_000;

export function watchClaims(
  sources: { readonly databaseUrl: string; readonly redisUrl: string },
  performanceIds: readonly number[],
): ClaimsWatch {
  const pool = createPool({ uri: sources.databaseUrl, connectTimeout: ANSWER_MS });
  const redis = new Redis(sources.redisUrl, {
    commandTimeout: ANSWER_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => ANSWER_MS / 10,
  });
  redis.on('error', () => undefined);
  const found = new Map<number, string>();
  let running: Promise<void> | undefined;
  let stopped = false;

  /** One statement, so that epochs and claims are of one instant. */
  async function readClaims(): Promise<Claims> {
    const [rows] = await pool.query<RowDataPacket[]>(
      `SELECT e.performance_id, e.epoch, c.id, c.seat, c.owner FROM seat_epochs e
       LEFT JOIN seat_claims c ON c.performance_id = e.performance_id
       WHERE e.performance_id IN (?)`,
      [performanceIds],
    );
    const typed = rows as (Claim & { epoch: number; id: number | null })[];
    return {
      epochs: new Map(typed.map(({ performance_id, epoch }) => [performance_id, epoch])),
      claims: typed.filter(({ id }) => id !== null),
    };
  }

  /** Only maps that were made for the server that answers; it may have come back from a file. */
  async function readMaps(): Promise<Map<number, StoredMap>> {
    const server = incarnationOf(await redis.info('server'));
    const maps = new Map<number, StoredMap>();
    for (const id of performanceIds) {
      const map = decodeMap(await redis.getBuffer(keyOf(id, 'b')));
      if (map?.incarnation === server) maps.set(id, map);
    }
    return maps;
  }

  async function look(): Promise<number> {
    const before = await readClaims();
    const maps = await readMaps();
    const after = await readClaims();
    const fresh = freeThoughClaimed(before, maps, after).filter(({ id }) => !found.has(id));
    for (const { id, performance_id, seat, owner } of fresh) {
      found.set(id, `seat ${performance_id}/${seat} looked free, claimed by ${owner}`);
    }
    return fresh.length;
  }

  return {
    look,
    start: () => {
      running = (async () => {
        while (!stopped) {
          await look().catch(() => undefined);
          await sleep(PERIOD_MS);
        }
      })();
    },
    findings: () => [...found.values()],
    stop: async () => {
      stopped = true;
      await running;
      redis.disconnect();
      await pool.end();
    },
  };
}

/** The first 32 bits of a hash of the server's run id. */
function incarnationOf(info: string): number {
  const runId = /^run_id:(\w+)/m.exec(info)?.[1] ?? '';
  return createHash('sha256').update(runId).digest().readUInt32BE(0);
}

function freeThoughClaimed(
  before: Claims,
  maps: ReadonlyMap<number, StoredMap>,
  after: Claims,
): Claim[] {
  const stood = new Set(before.claims.map(({ id }) => id));
  const claims = groupBy(
    after.claims.filter(({ id }) => stood.has(id)),
    ({ performance_id }) => performance_id,
  );
  return [...maps].flatMap(([id, { position, bytes }]) => {
    const durable = before.epochs.get(id);
    if (position.epoch !== durable || durable !== after.epochs.get(id)) return [];
    return (claims.get(id) ?? []).filter(({ seat }) => stateAt(bytes, seat) === STATE.free);
  });
}
