import type { Statement } from '@ticket-flow/db';
import type { Transaction } from 'sequelize';
import { AppError, unavailable } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import type { ClaimRepository } from './claim-repository.ts';
import { parseMember, parseToken } from './hold-member.ts';
import type { Images } from './image.ts';
import type { SeatListeners } from './listeners.ts';
import { nameSeats } from './sale-facts.ts';
import type { SaleTermsPort } from './sale-facts.ts';
import type { SeatStore } from './seat-store.ts';

export interface PinHolds {
  readonly performanceId: number;
  readonly holder: string;
  readonly tokens: readonly string[];
  readonly orderId: string;
}

export interface Pinned {
  readonly epoch: number;
  readonly seats: readonly number[];
  /** The pin was made by an earlier copy of this request. */
  readonly repeated: boolean;
}

export interface ClaimSeats {
  readonly performanceId: number;
  readonly owner: string;
  readonly actor: string;
  readonly seats: readonly number[];
  /** Epoch that the pin answered (CLAIM-2). */
  readonly epoch: number;
}

/** What orders do with seats: pin, claim, mark as sold, let go. */
export interface OrderSeats {
  /** The seats that hold tokens speak of, live or not. */
  seatsOf(tokens: readonly string[]): number[];
  /** PIN-1. Throws GONE. */
  pin(request: PinHolds): Promise<Pinned>;
  /** CLAIM-1 to CLAIM-3, inside the order's transaction. Throws TAKEN or UNAVAILABLE. */
  claim(tx: Transaction, request: ClaimSeats): Promise<void>;
  /** Writes the event that will mark the seats as sold, in the step that pays the order. */
  soldEvent(event: { performanceId: number; owner: string; seats: readonly number[] }): Statement;
  /** Deletes claims of this owner and writes the event that frees the seats. */
  letGo(
    tx: Transaction,
    request: { performanceId: number; owner: string; actor: string; seats?: readonly number[] },
  ): Promise<void>;
}

export interface OrderSeatsDependencies {
  readonly store: SeatStore;
  readonly sales: SaleTermsPort;
  readonly images: Images;
  readonly claims: ClaimRepository;
  readonly listeners: SeatListeners;
  readonly logger: Logger;
}

export function createOrderSeats(dependencies: OrderSeatsDependencies): OrderSeats {
  const { store, sales, images, claims, listeners, logger } = dependencies;

  /** Starts a rebuild that waits for the present transaction to end (CLAIM-2, CLAIM-3). */
  function doubt(performanceId: number, above: number): void {
    images.rebuild(performanceId, above).catch((error: unknown) => {
      logger.warn({ err: error, performanceId }, 'a doubtful seat map is still to be rebuilt');
    });
  }

  return {
    seatsOf: (tokens) =>
      tokens.flatMap((token) => parseMember(parseToken(token)?.member ?? '')?.seats ?? []),
    pin: async (request) => {
      await sales.of(request.performanceId);
      const reply = await images.withImage(request.performanceId, () => store.pin(request));
      if (reply.code === 'GONE') {
        throw new AppError('GONE', 'A hold has ended; choose the seats again.');
      }
      listeners.holdsChanged(request.performanceId, request.holder);
      return { epoch: reply.epoch, seats: reply.seats, repeated: reply.code === 'ALREADY' };
    },
    claim: async (tx, { performanceId, owner, actor, seats, epoch }) => {
      if ((await claims.lockEpoch(tx, performanceId)) !== epoch) {
        doubt(performanceId, 0);
        throw unavailable('The seat map was rebuilt; choose the seats again.', 200);
      }
      const facts = await sales.of(performanceId);
      const inserted = await claims.insert(tx, {
        performanceId,
        owner,
        actor,
        claims: seats.map((seat) => ({
          seat,
          uid: facts.uidOf(seat),
          label: facts.labelOf(seat),
        })),
      });
      if (!inserted) {
        const taken = await claims.claimedAmong(tx, performanceId, seats);
        logger.error({ performanceId, owner, taken }, 'a pinned seat has a claim already');
        doubt(performanceId, epoch);
        throw new AppError('TAKEN', 'These seats have been sold.', {
          details: { seats: nameSeats(facts, taken) },
        });
      }
    },
    soldEvent: (event) => claims.eventStatement({ ...event, kind: 'sell' }),
    letGo: async (tx, { performanceId, owner, actor, seats }) => {
      const removed = await claims.remove(tx, {
        performanceId,
        owner,
        actor,
        ...(seats && { seats }),
      });
      if (removed.length === 0) return;
      await claims.addEvent(tx, { performanceId, owner, kind: 'free', seats: removed });
    },
  };
}
