import type { Availability } from '@ticket-flow/client/protocol';
import { SeatState } from '@ticket-flow/client/protocol';
import type { SeatBits } from '@ticket-flow/client/protocol';
import type { Sale, Sales } from '../catalog/index.ts';
import type { Seats } from '../seats/index.ts';
import type { Feed } from './feed.ts';

export interface AvailabilityReader {
  /** Seats left by grade, from the node's replica when it has one. */
  of(performanceId: number): Promise<Availability>;
}

export interface AvailabilityDependencies {
  readonly feed: Feed;
  readonly seats: Seats;
  readonly sales: Sales;
}

export function createAvailability(dependencies: AvailabilityDependencies): AvailabilityReader {
  const { feed, seats, sales } = dependencies;
  return {
    of: async (performanceId) => {
      const sale = await sales.of(performanceId);
      const replica = feed.replica(performanceId);
      const bits = replica?.bits ?? (await seats.map(performanceId)).bits;
      return { performanceId, grades: countByGrade(sale, bits), live: replica?.live ?? true };
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
