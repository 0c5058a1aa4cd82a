import type { OwnerRecord, RecordsReply, SeatStore } from './seat-store.ts';

/** What the store says of a performance: the map, and who owns what no timer may free. */
export interface SeatLedger {
  readonly epoch: number;
  /** Two bits a seat, as in a snapshot. */
  readonly bytes: Uint8Array;
  /** By owner id: an order's, or `B` and a block's. */
  readonly records: ReadonlyMap<string, OwnerRecord>;
}

/** How often a read that a rebuild overtook is begun again. */
const TRIES = 3;

/**
 * Reads a performance's map and records. Changes nothing, and rebuilds nothing: undefined when the
 * store has no usable image, or a new one with every try. Throws when the store does not answer.
 */
export async function readLedger(
  store: SeatStore,
  performanceId: number,
): Promise<SeatLedger | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const map = await store.snapshot(performanceId);
    const records = await readRecords(store, performanceId);
    const end = await store.position(performanceId);
    if (map.code === 'LOST' || records === undefined || end.code === 'LOST') return undefined;
    const { epoch } = map.position;
    if (epoch === end.position.epoch) return { epoch, bytes: map.bytes, records };
  }
  return undefined;
}

/** By owner: a batch may repeat a record of an earlier one. */
async function readRecords(
  store: SeatStore,
  performanceId: number,
): Promise<Map<string, OwnerRecord> | undefined> {
  const records = new Map<string, OwnerRecord>();
  let cursor = '0';
  do {
    const reply: RecordsReply = await store.records(performanceId, cursor);
    if (reply.code === 'LOST') return undefined;
    for (const record of reply.records) records.set(record.ownerId, record);
    cursor = reply.cursor;
  } while (cursor !== '0');
  return records;
}
