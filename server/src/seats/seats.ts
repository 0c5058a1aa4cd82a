import type { Position } from '@ticket-flow/client/protocol';
import { SeatBits } from '@ticket-flow/client/protocol';
import type { Database } from '@ticket-flow/db';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import type { Mutex } from '../platform/mutex.ts';
import type { Admission } from './admission.ts';
import { createBlockRepository } from './block-repository.ts';
import { createBlocks } from './blocks.ts';
import type { Blocks } from './blocks.ts';
import { createClaimRepository } from './claim-repository.ts';
import { createEventDelivery } from './event-delivery.ts';
import { createHolds } from './holds.ts';
import type { Holds } from './holds.ts';
import { createImages } from './image.ts';
import { createListeners } from './listeners.ts';
import { readLedger } from './ledger.ts';
import type { SeatLedger } from './ledger.ts';
import type { SeatListeners } from './listeners.ts';
import { createOrderSeats } from './order-seats.ts';
import type { OrderSeats } from './order-seats.ts';
import type { OwnerLookup } from './owner-lookup.ts';
import type { SaleTermsPort } from './sale-facts.ts';
import { blockIdOf } from './seat-store.ts';
import type { SeatStore } from './seat-store.ts';
import { createUpkeep } from './upkeep.ts';
import type { Upkeep } from './upkeep.ts';

/** Header and bits of one instant (FEED-1). */
export interface SeatMapImage {
  readonly position: Position;
  readonly bits: SeatBits;
}

/** The seats of every performance: the one door for other features. */
export interface Seats extends Holds, OrderSeats, Blocks {
  /** One consistent read of a performance's map; rebuilds it first when the store lost it. */
  map(performanceId: number): Promise<SeatMapImage>;
  /** What the store says now, or undefined when it has no usable image. */
  position(performanceId: number): Promise<Position | undefined>;
  /** For the audit: what the store says, or undefined when it has no usable image. */
  ledger(performanceId: number): Promise<SeatLedger | undefined>;
  /** Puts the map under a new epoch, above the one given: what is shown there is in doubt. */
  rebuild(performanceId: number, above: number): Promise<void>;
  /** Carries committed events of an order into the map without waiting for the job. */
  deliver(owner: string): Promise<void>;
  listen(listener: Partial<SeatListeners>): void;
  readonly upkeep: Upkeep;
  startJobs(): void;
  stop(): Promise<void>;
}

export interface SeatsDependencies {
  readonly database: Database;
  readonly store: SeatStore;
  readonly sales: SaleTermsPort;
  readonly owners: OwnerLookup;
  readonly mutex: Mutex;
  readonly admission: Admission;
  readonly logger: Logger;
  /** PIN-4: age at which a record without a known order is looked at. @default 60_000 */
  readonly pinAgeMs?: number;
}

/** How long after its beginning a performance is still looked after. */
const KEEP_AFTER_START_MS = 7 * 24 * 60 * 60 * 1000;
const SWEEP_MS = 1_000;
const DELIVERY_MS = 1_000;
const CHECK_MS = 10_000;

export function createSeats(dependencies: SeatsDependencies): Seats {
  const { database, store, sales, owners, mutex, admission, logger } = dependencies;
  const claims = createClaimRepository(database);
  const repository = createBlockRepository(database);
  const listeners = createListeners();
  const transaction = database.transaction.bind(database);
  const installed = (performanceId: number): void => {
    listeners.changed(performanceId);
  };
  const images = createImages({
    ...{ store, claims, owners, sales, transaction, mutex, logger, installed },
  });
  const orderSeats = createOrderSeats({ store, sales, images, claims, listeners, logger });
  const delivery = createEventDelivery({ store, claims, images, listeners, logger });
  const bury = (ownerId: string): Promise<'live' | 'terminal'> => {
    const blockId = blockIdOf(ownerId);
    return blockId === undefined ? owners.bury(ownerId) : repository.bury(blockId);
  };
  const { pinAgeMs } = dependencies;
  const upkeep = createUpkeep({
    ...{ store, claims, sales, images, listeners, bury, logger },
    ...(pinAgeMs !== undefined && { pinAgeMs }),
  });

  /** Performances this process has been asked about: the ones whose holds it sweeps. */
  const known = new Set<number>();
  const remembering: SaleTermsPort = {
    of: async (performanceId) => {
      const facts = await sales.of(performanceId);
      known.add(performanceId);
      return facts;
    },
    reload: (performanceId) => sales.reload(performanceId),
  };
  /** One performance that cannot be reached must not keep the others from their turn. */
  const forAll = (work: (performanceId: number) => Promise<void>) => async (): Promise<void> => {
    for (const performanceId of known) {
      const { startsAt } = await sales.of(performanceId);
      if (startsAt < Date.now() - KEEP_AFTER_START_MS) known.delete(performanceId);
      await work(performanceId).catch((error: unknown) => {
        logger.warn({ err: error, performanceId }, 'seat upkeep will be tried again');
      });
    }
  };
  const jobs: Job[] = [];

  return {
    ...createHolds({ store, sales: remembering, images, listeners, admission }),
    ...orderSeats,
    ...createBlocks({
      ...{ store, sales: remembering, images, orderSeats, delivery },
      ...{ repository, transaction, listeners },
    }),
    map: async (performanceId) => {
      const { seatCount } = await remembering.of(performanceId);
      const found = await images.withImage(performanceId, () => store.snapshot(performanceId));
      return { position: found.position, bits: new SeatBits(seatCount, found.bytes) };
    },
    position: async (performanceId) => {
      const found = await store.position(performanceId);
      return found.code === 'OK' ? found.position : undefined;
    },
    ledger: (performanceId) => readLedger(store, performanceId),
    rebuild: (performanceId, above) => images.rebuild(performanceId, above),
    deliver: (owner) => delivery.deliver(owner),
    listen: (listener) => {
      listeners.add(listener);
    },
    upkeep,
    startJobs: () => {
      jobs.push(
        startJob(
          'sweep holds',
          SWEEP_MS,
          forAll((id) => upkeep.sweep(id)),
          logger,
        ),
        startJob('deliver seat events', DELIVERY_MS, () => delivery.deliverDue(), logger),
        startJob(
          'check pins',
          CHECK_MS,
          forAll((id) => upkeep.checkPins(id)),
          logger,
        ),
        startJob(
          'check epochs',
          CHECK_MS,
          forAll((id) => upkeep.checkEpoch(id)),
          logger,
        ),
      );
    },
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
