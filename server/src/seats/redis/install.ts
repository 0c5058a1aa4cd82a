import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { SeatBits } from '@ticket-flow/client/protocol';
import type { SeatImage } from '../seat-store.ts';
import { performanceKeys, temporaryKeys } from './keys.ts';
import { formatRecord } from './replies.ts';
import type { RunScript } from './scripts.ts';

const HEADER_BYTES = 16;
const CHUNK = 1_000;
const TEMPORARY_TTL_MS = 60_000;

/** Header and bits as one string, the way every script reads them. */
export function encodeImage(image: SeatImage, incarnation: number): Buffer {
  const bits = new SeatBits(image.seatCount);
  for (const record of image.records) {
    for (const seat of record.seats) bits.set(seat, record.state);
  }
  const buffer = Buffer.alloc(HEADER_BYTES + bits.bytes.length);
  buffer.writeUInt32BE(1, 0);
  buffer.writeUInt32BE(image.epoch, 4);
  buffer.writeUInt32BE(incarnation, 8);
  buffer.writeUInt32BE(image.config, 12);
  buffer.set(bits.bytes, HEADER_BYTES);
  return buffer;
}

/** REBUILD-4: everything under temporary names first, then one script renames all of it. */
export async function installImage(
  redis: Redis,
  run: RunScript,
  image: SeatImage,
  incarnation: number,
  prefix: string,
): Promise<{ code: 'OK' | 'OLDER' }> {
  const random = randomBytes(6).toString('hex');
  const to = performanceKeys(image.performanceId, prefix);
  const temporary = temporaryKeys(image.performanceId, image.epoch, random, prefix);
  await redis.set(temporary.bits, encodeImage(image, incarnation), 'PX', TEMPORARY_TTL_MS);
  const records = image.records.map((record) => [record.ownerId, formatRecord(record)] as const);
  await writeHash(redis, temporary.records, records);
  await writeHash(redis, temporary.holders, countSeats(image));
  const reply = await run(
    'install',
    [
      to.bits,
      to.expiring,
      to.records,
      to.holders,
      temporary.bits,
      temporary.records,
      temporary.holders,
    ],
    [incarnation, image.epoch],
  );
  return { code: reply[0] === 'OK' ? 'OK' : 'OLDER' };
}

function countSeats(image: SeatImage): (readonly [string, string])[] {
  const counts = new Map<string, number>();
  for (const { holder, seats } of image.records) {
    if (holder !== '') counts.set(holder, (counts.get(holder) ?? 0) + seats.length);
  }
  return [...counts].map(([holder, count]) => [holder, String(count)] as const);
}

async function writeHash(
  redis: Redis,
  key: string,
  entries: readonly (readonly [string, string])[],
): Promise<void> {
  for (let from = 0; from < entries.length; from += CHUNK) {
    await redis.hset(key, ...entries.slice(from, from + CHUNK).flat());
    await redis.pexpire(key, TEMPORARY_TTL_MS);
  }
}
