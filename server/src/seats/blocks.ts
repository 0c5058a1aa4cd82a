import { AppError } from '../platform/errors.ts';
import type { Database } from '@ticket-flow/db';
import type { BlockRepository } from './block-repository.ts';
import type { EventDelivery } from './event-delivery.ts';
import type { Images } from './image.ts';
import type { SeatListeners } from './listeners.ts';
import type { OrderSeats } from './order-seats.ts';
import { nameSeats } from './sale-facts.ts';
import type { SaleTermsPort } from './sale-facts.ts';
import { blockOwner } from './seat-store.ts';
import type { SeatStore } from './seat-store.ts';

export interface BlockSeats {
  /** Chosen by the caller; repeating a request with its id changes nothing. */
  readonly blockId: string;
  readonly performanceId: number;
  readonly seats: readonly number[];
  readonly kind: 'house' | 'kill' | 'channel';
  readonly channel?: string;
  readonly note?: string;
  readonly actor: string;
}

/** Seats taken off sale (BLOCK-1, BLOCK-2). */
export interface Blocks {
  /** Throws TAKEN when a seat is held, sold or blocked. */
  block(request: BlockSeats): Promise<void>;
  unblock(request: { performanceId: number; blockId: string; actor: string }): Promise<void>;
}

export interface BlocksDependencies {
  readonly store: SeatStore;
  readonly sales: SaleTermsPort;
  readonly images: Images;
  readonly orderSeats: OrderSeats;
  readonly delivery: EventDelivery;
  readonly repository: BlockRepository;
  readonly transaction: Database['transaction'];
  readonly listeners: SeatListeners;
}

export function createBlocks(dependencies: BlocksDependencies): Blocks {
  const { store, sales, images, orderSeats, delivery, repository, transaction } = dependencies;
  return {
    block: async ({ blockId, performanceId, seats, kind, channel, note, actor }) => {
      const facts = await sales.of(performanceId);
      const { seatCount } = facts;
      const reply = await images.withImage(performanceId, () =>
        store.block({ performanceId, seatCount, blockId, seats }),
      );
      if (reply.code !== 'OK' && reply.code !== 'ALREADY') {
        throw new AppError(reply.code, 'These seats cannot be taken off sale now.', {
          details: { seats: nameSeats(facts, reply.seats) },
        });
      }
      dependencies.listeners.changed(performanceId);
      const owner = blockOwner(blockId);
      // Also when the store has the block already: the process may have died before this.
      await transaction(async (tx) => {
        if (
          !(await repository.insert(tx, {
            id: blockId,
            performanceId,
            kind,
            channel: channel ?? null,
            note: note ?? null,
          }))
        ) {
          return;
        }
        const { epoch } = reply;
        await orderSeats.claim(tx, { performanceId, owner, actor, seats: reply.seats, epoch });
      });
    },
    unblock: async ({ performanceId, blockId, actor }) => {
      const owner = blockOwner(blockId);
      const released = await transaction(async (tx) => {
        if (!(await repository.release(tx, blockId, performanceId))) return false;
        await orderSeats.letGo(tx, { performanceId, owner, actor });
        return true;
      });
      if (released) await delivery.deliver(owner);
    },
  };
}
