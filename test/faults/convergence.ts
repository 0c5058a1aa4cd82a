import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createPool } from 'mysql2/promise';
import type { RowDataPacket } from 'mysql2/promise';
import { decodeMap, sameBytes } from './audit/bits.ts';
import type { StoredMap } from './audit/bits.ts';
import { groupBy } from './audit/group.ts';
import type { ViewerMap } from './audit/seats.ts';
import { keyOf } from './audit/store.ts';
import type { Convergence } from './figures.ts';

/** Sees when every viewer is right again. Keeps its own connections; close it at the end. */
export interface Observer {
  /** Milliseconds from `since` (of the performance clock) until each viewer was right. */
  untilRight(viewers: () => readonly ViewerMap[], since: number): Promise<Outcome>;
  close(): Promise<void>;
}
interface Outcome extends Omit<Convergence, 'kind'> {
  /** What was wrong when somebody was last seen to be wrong. */
  readonly last: readonly string[];
}

const POLL_MS = 25;
const CAP_MS = 30_000;
const ANSWER_MS = 1_000;

export function createObserver(
  sources: { readonly databaseUrl: string; readonly redisUrl: string },
  performanceIds: readonly number[],
): Observer {
  const redis = new Redis(sources.redisUrl, {
    commandTimeout: ANSWER_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => POLL_MS,
  });
  redis.on('error', () => undefined);
  const pool = createPool({ uri: sources.databaseUrl, connectTimeout: ANSWER_MS });

  /** The maps of those performances whose store is current. */
  async function readMaps(): Promise<ReadonlyMap<number, StoredMap>> {
    const [epochs] = await pool.query<RowDataPacket[]>(
      'SELECT performance_id, epoch FROM seat_epochs WHERE performance_id IN (?)',
      [performanceIds],
    );
    const maps = new Map<number, StoredMap>();
    for (const { performance_id: id, epoch } of epochs as {
      performance_id: number;
      epoch: number;
    }[]) {
      const map = decodeMap(await redis.getBuffer(keyOf(id, 'b')));
      if (map?.position.epoch === epoch) maps.set(id, map);
    }
    return maps;
  }

  return {
    untilRight: async (viewers, since) => {
      const samples = new Map<number, number>();
      const count = viewers().length;
      let late = new Map<string, unknown[]>();
      while (samples.size < count && performance.now() - since < CAP_MS) {
        const maps = await readMaps().catch(() => new Map<number, StoredMap>());
        const elapsed = performance.now() - since;
        const waiting = [...viewers().entries()].filter(([k]) => !samples.has(k));
        const wrong = groupBy(waiting, ([, viewer]) =>
          wrongWith(viewer, maps.get(viewer.performanceId)),
        );
        for (const [k] of wrong.get('') ?? []) samples.set(k, elapsed);
        if (samples.size === count) break;
        wrong.delete('');
        late = wrong;
        await sleep(POLL_MS);
      }
      const last = [...late].map(([reason, found]) => `${String(found.length)} ${reason}`);
      return { samples: [...samples.values()], missing: count - samples.size, last };
    },
    close: async () => {
      redis.disconnect();
      await pool.end();
    },
  };
}

/** Why a viewer is not right yet; empty when it is. */
function wrongWith(viewer: ViewerMap, map: StoredMap | undefined): string {
  const { state, position, bytes } = viewer;
  if (!map) return 'without a current store';
  if (state !== 'live') return state;
  if (!position || !bytes) return 'without a map';
  const behind = position.epoch - map.position.epoch || position.version - map.position.version;
  if (behind !== 0) return behind < 0 ? 'behind the store' : 'ahead of the store';
  return sameBytes(bytes, map.bytes) ? '' : 'with other bytes';
}
