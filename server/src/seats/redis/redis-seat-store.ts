import type { Redis } from 'ioredis';
import { isTokenOf, parseToken } from '../hold-member.ts';
import { EXPIRY_BATCH, blockOwner } from '../seat-store.ts';
import type { RecordsReply, SeatStore, SettleReply, SnapshotReply } from '../seat-store.ts';
import { checkSeats } from '../wanted-seats.ts';
import { createHoldWords } from './hold-words.ts';
import { installImage } from './install.ts';
import { performanceKeys } from './keys.ts';
import type { PerformanceKeys } from './keys.ts';
import { answer, numbers, parseRecord, toExpired, toHoldReply, toHolds } from './replies.ts';
import { createScripts } from './scripts.ts';

export interface RedisSeatStoreOptions {
  /** A connection without offline queue (EPOCH-4). */
  readonly redis: Redis;
  /** Identity of the server that answers on it; throws while it isn't known (EPOCH-3). */
  readonly incarnation: () => number;
  /** Milliseconds; for tests. Without it every script reads the server's own clock. */
  readonly now?: () => number;
  /** @default 100 */
  readonly expiryBatch?: number;
  /** Put before every key, for tests that share a server. */
  readonly prefix?: string;
}

const HEADER_BYTES = 16;
const RECORDS_BATCH = 500;

/** The store on Redis: one script a command, all keys of a performance in one slot. */
export function createRedisSeatStore(options: RedisSeatStoreOptions): SeatStore {
  const { redis, incarnation, prefix = '' } = options;
  const batch = options.expiryBatch ?? EXPIRY_BATCH;
  const run = createScripts(redis);
  const clock = (): string => (options.now ? String(options.now()) : '');
  const keysOf = (id: number): PerformanceKeys => performanceKeys(id, prefix);
  const wordsOf = createHoldWords(keysOf, batch);

  /** Epoch and member of a token; of somebody else's token, a pair that matches nothing. */
  function claimed(token: string, holder: string): [number, string] {
    const parsed = isTokenOf(token, holder) ? parseToken(token) : undefined;
    return parsed ? [parsed.epoch, parsed.member] : [0, ''];
  }

  async function readImage(id: number): Promise<SnapshotReply> {
    const image = await redis.getBuffer(keysOf(id).bits);
    if (!image || image.length < HEADER_BYTES) return { code: 'LOST' };
    if (image.readUInt32BE(8) !== incarnation()) return { code: 'LOST' };
    return {
      code: 'OK',
      position: { version: image.readUInt32BE(0), epoch: image.readUInt32BE(4) },
      config: image.readUInt32BE(12),
      bytes: new Uint8Array(image.subarray(HEADER_BYTES)),
    };
  }

  async function readPosition(id: number): ReturnType<SeatStore['position']> {
    const header = await redis.getrangeBuffer(keysOf(id).bits, 0, HEADER_BYTES - 1);
    if (header.length < HEADER_BYTES || header.readUInt32BE(8) !== incarnation()) {
      return { code: 'LOST' };
    }
    const position = { version: header.readUInt32BE(0), epoch: header.readUInt32BE(4) };
    return { code: 'OK', position };
  }

  return {
    hold: async (command) => {
      const refusal = checkSeats(command.wanted, command.seatCount);
      if (refusal) return refusal;
      const { keys, args } = wordsOf(command, incarnation(), clock());
      return toHoldReply(await run('hold', keys, args), command);
    },
    renew: async ({ performanceId, token, holder, ttlMs }) => {
      const { bits, expiring } = keysOf(performanceId);
      const args = [incarnation(), clock(), ...claimed(token, holder), ttlMs];
      return answer(await run('renew', [bits, expiring], args), ({ code, position, payload }) =>
        code === 'OK'
          ? { code, expiresAt: Number(payload[0]), position }
          : { code: 'GONE', position },
      );
    },
    release: async ({ performanceId, token, holder }) => {
      const { bits, expiring, holders } = keysOf(performanceId);
      const args = [incarnation(), ...claimed(token, holder)];
      const reply = await run('release', [bits, expiring, holders], args);
      return answer(reply, ({ code, position, payload }) =>
        code === 'OK' ? { code, seats: numbers(payload[0]), position } : { code: 'GONE', position },
      );
    },
    expire: async (id) => {
      const { bits, expiring, holders } = keysOf(id);
      const reply = await run('expire', [bits, expiring, holders], [incarnation(), clock(), batch]);
      return answer(reply, ({ position, payload }) => ({
        code: 'OK',
        expired: toExpired(position.epoch, payload[0]),
        more: payload[1] === 1,
        position,
      }));
    },
    mine: async (id, holder) => {
      const { bits, expiring, holders } = keysOf(id);
      const reply = await run('mine', [bits, expiring, holders], [incarnation(), clock(), holder]);
      return answer(reply, ({ position, payload }) => ({
        code: 'OK',
        holds: toHolds(position.epoch, payload[0]),
        position,
      }));
    },
    pin: async ({ performanceId, holder, tokens, orderId }) => {
      const { bits, expiring, records, holders } = keysOf(performanceId);
      const claims = [...new Set(tokens)].flatMap((token) => claimed(token, holder));
      const args = [incarnation(), clock(), orderId, holder, ...claims];
      const reply = await run('pin', [bits, expiring, records, holders], args);
      return answer(reply, ({ code, position, payload }) =>
        code === 'OK' || code === 'ALREADY'
          ? { code, epoch: position.epoch, seats: numbers(payload[0]) }
          : { code: 'GONE', position },
      );
    },
    block: async ({ performanceId, seatCount, blockId, seats }) => {
      const refusal = checkSeats(seats, seatCount);
      if (refusal) return refusal;
      const { bits, records } = keysOf(performanceId);
      const args = [incarnation(), clock(), blockOwner(blockId), seats.join(',')];
      return answer(await run('block', [bits, records], args), ({ code, position, payload }) =>
        code === 'OK' || code === 'ALREADY'
          ? { code, epoch: position.epoch, seats: numbers(payload[0]), position }
          : { code: 'TAKEN', seats: numbers(payload[0]), position },
      );
    },
    sell: async ({ performanceId, ownerId, minEpoch }) => {
      const { bits, records } = keysOf(performanceId);
      return settled(await run('sell', [bits, records], [incarnation(), ownerId, minEpoch]));
    },
    free: async ({ performanceId, ownerId, minEpoch, seats }) => {
      const { bits, records, holders } = keysOf(performanceId);
      const args = [incarnation(), ownerId, minEpoch, seats.join(',')];
      return settled(await run('free', [bits, records, holders], args));
    },
    configure: async (id, config) => {
      const reply = await run('configure', [keysOf(id).bits], [incarnation(), config]);
      return { code: reply[0] === 'OK' ? 'OK' : 'LOST' };
    },
    install: (image) => installImage(redis, run, image, incarnation(), prefix),
    snapshot: readImage,
    position: readPosition,
    records: async (id, cursor): Promise<RecordsReply> => {
      const found = await readPosition(id);
      if (found.code === 'LOST') return found;
      const [next, flat] = await redis.hscan(keysOf(id).records, cursor, 'COUNT', RECORDS_BATCH);
      const records = Array.from({ length: flat.length / 2 }, (_, k) =>
        parseRecord(flat[2 * k] ?? '', flat[2 * k + 1] ?? ''),
      );
      return { code: 'OK', cursor: next, records };
    },
  };
}

function settled(reply: unknown[]): SettleReply {
  return answer(reply, ({ code, position }) => ({
    code: code === 'OK' ? 'OK' : 'NONE',
    position,
  }));
}
