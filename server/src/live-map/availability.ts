import type { Availability, SeatBits } from '@ticket-flow/client/protocol';
import { SeatState } from '@ticket-flow/client/protocol';
import type { Sale, Sales } from '../catalog/index.ts';
import { unavailable } from '../platform/errors.ts';
import type { Feed } from './feed.ts';
import type { Replica } from './replica.ts';

export interface AvailabilityReader {
  /** CAT-4: seats left by grade, from the node's replica. */
  of(performanceId: number): Promise<Availability>;
}

export interface AvailabilityDependencies {
  readonly feed: Pick<Feed, 'follow' | 'replica'>;
  readonly sales: Sales;
}

/** Counted once for the bits and the sale it was counted for: both are replaced, not changed. */
interface Counted {
  readonly bits: SeatBits;
  readonly sale: Sale;
  readonly grades: Availability['grades'];
}

/** A count is small, but there may be any number of performances. */
const MAX_COUNTS = 1_000;
const RETRY_AFTER_MS = 500;

export function createAvailability({ feed, sales }: AvailabilityDependencies): AvailabilityReader {
  const counts = new Map<number, Counted>();

  /** The feed lets go of a replica that nobody watches after a second or two. */
  async function replicaOf(performanceId: number): Promise<Replica | undefined> {
    const present = feed.replica(performanceId);
    if (present) return present;
    await feed.follow(performanceId);
    return feed.replica(performanceId);
  }

  function count(performanceId: number, sale: Sale, bits: SeatBits): Counted {
    const found = counts.get(performanceId);
    if (found?.bits === bits && found.sale === sale) return found;
    const counted = { bits, sale, grades: countByGrade(sale, bits) };
    counts.delete(performanceId);
    counts.set(performanceId, counted);
    const oldest = counts.keys().next();
    if (counts.size > MAX_COUNTS && !oldest.done) counts.delete(oldest.value);
    return counted;
  }

  return {
    of: async (performanceId) => {
      const sale = await sales.of(performanceId);
      const replica = await replicaOf(performanceId).catch((error: unknown) => {
        if (counts.has(performanceId)) return undefined;
        throw error;
      });
      const known = replica ? count(performanceId, sale, replica.bits) : counts.get(performanceId);
      if (!known) throw unavailable('The map is not there yet; try again.', RETRY_AFTER_MS);
      return { performanceId, grades: known.grades, live: replica?.live ?? false };
    },
  };
}

export function countByGrade(sale: Sale, bits: SeatBits): Availability['grades'] {
  const counts = new Map(sale.priceList.grades.map(({ id }) => [id, { total: 0, free: 0 }]));
  sale.gradeOf.forEach((grade, seat) => {
    const count = grade && counts.get(grade.id);
    if (!count) return;
    count.total += 1;
    if (bits.get(seat) === SeatState.Free) count.free += 1;
  });
  return [...counts].map(([gradeId, count]) => ({ gradeId, ...count }));
}
