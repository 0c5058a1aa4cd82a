import type { Logger } from '../platform/logging.ts';
import type { ClaimRepository } from './claim-repository.ts';
import { announceExpired } from './holds.ts';
import type { Images } from './image.ts';
import type { SeatListeners } from './listeners.ts';
import type { SaleTermsPort } from './sale-facts.ts';
import type { OwnerRecord, SeatStore } from './seat-store.ts';

/** The jobs that keep store and claims together; any number of nodes may run them. */
export interface Upkeep {
  /** HOLD-7: clears expired holds of a performance and tells their owners. */
  sweep(performanceId: number): Promise<void>;
  /** PIN-4: looks for records whose order was never written, and frees them by PIN-3. */
  checkPins(performanceId: number): Promise<void>;
  /** EPOCH-5: rebuilds a performance whose store is behind the durable epoch. */
  checkEpoch(performanceId: number): Promise<void>;
}

export interface UpkeepDependencies {
  readonly store: SeatStore;
  readonly claims: ClaimRepository;
  readonly sales: SaleTermsPort;
  readonly images: Images;
  readonly listeners: SeatListeners;
  readonly bury: (ownerId: string) => Promise<'live' | 'terminal'>;
  readonly logger: Logger;
  /** Age at which a record is looked at. Comfort, not safety. @default 60_000 */
  readonly pinAgeMs?: number;
}

export function createUpkeep(dependencies: UpkeepDependencies): Upkeep {
  const { store, claims, sales, images, listeners, bury, logger } = dependencies;
  const pinAgeMs = dependencies.pinAgeMs ?? 60_000;
  /** By performance: records known to belong to a live order; their end comes as an event. */
  const confirmed = new Map<number, Set<string>>();

  /** True when the record's order is alive. */
  async function settle(performanceId: number, record: OwnerRecord): Promise<boolean> {
    const { ownerId, seats } = record;
    if ((await bury(ownerId)) === 'live') return true;
    const minEpoch = (await claims.epoch(performanceId)) ?? 1;
    const reply = await images.withImage(performanceId, () =>
      store.free({ performanceId, ownerId, minEpoch, seats }),
    );
    if (reply.code !== 'OK') return false;
    logger.info({ performanceId, ownerId }, 'freed seats of an order that was never written');
    listeners.changed(performanceId);
    return false;
  }

  /** One record that cannot be settled now must not keep the others from their turn. */
  async function isLive(performanceId: number, record: OwnerRecord): Promise<boolean> {
    if (Date.now() - record.pinnedAt < pinAgeMs) return false;
    if (confirmed.get(performanceId)?.has(record.ownerId)) return true;
    return settle(performanceId, record).catch((error: unknown) => {
      logger.warn({ err: error, ownerId: record.ownerId }, 'a pin will be looked at again');
      return false;
    });
  }

  return {
    sweep: async (performanceId) => {
      const facts = await sales.of(performanceId);
      for (let more = true; more;) {
        const reply = await images.withImage(performanceId, () => store.expire(performanceId));
        for (const hold of reply.expired) announceExpired(listeners, facts, hold);
        if (reply.expired.length > 0) listeners.changed(performanceId);
        more = reply.more;
      }
    },
    checkPins: async (performanceId) => {
      let cursor = '0';
      const live = new Set<string>();
      do {
        const from = cursor;
        const reply = await images.withImage(performanceId, () =>
          store.records(performanceId, from),
        );
        for (const record of reply.records) {
          if (await isLive(performanceId, record)) live.add(record.ownerId);
        }
        cursor = reply.cursor;
      } while (cursor !== '0');
      confirmed.set(performanceId, live);
    },
    checkEpoch: async (performanceId) => {
      const durable = await claims.epoch(performanceId);
      const reply = await store.position(performanceId);
      const current = reply.code === 'OK' && reply.position.epoch === durable;
      if (!current) await images.rebuild(performanceId);
    },
  };
}
