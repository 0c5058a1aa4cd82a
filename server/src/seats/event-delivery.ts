import { withDeadline } from '../platform/deadline.ts';
import { forEachSafely } from '../platform/each.ts';
import type { Logger } from '../platform/logging.ts';
import type { ClaimRepository, SeatEvent } from './claim-repository.ts';
import type { Images } from './image.ts';
import type { SeatListeners } from './listeners.ts';
import type { SeatStore } from './seat-store.ts';

export interface EventDelivery {
  /** Delivers what is due; safe with any number of nodes at it (FREE-4). */
  deliverDue(): Promise<void>;
  /** Delivers the events of one order now; what goes wrong is left to the job. Never throws. */
  deliver(owner: string): Promise<void>;
}

export interface EventDeliveryDependencies {
  readonly store: SeatStore;
  readonly claims: ClaimRepository;
  readonly images: Images;
  readonly listeners: SeatListeners;
  readonly logger: Logger;
}

const BATCH = 200;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
const CONCURRENCY = 4;
/** How long somebody who just paid waits for the map before the job takes over. */
const PROMPT_MS = 500;

/** Carries committed sales and releases into the seat store, in the order of each owner. */
export function createEventDelivery(dependencies: EventDeliveryDependencies): EventDelivery {
  const { store, claims, images, listeners, logger } = dependencies;

  /** FREE-3: only a store at least as new as the event may take it. */
  async function apply(event: SeatEvent): Promise<boolean> {
    const command = {
      performanceId: event.performance_id,
      ownerId: event.owner,
      minEpoch: event.min_epoch,
    };
    const seats = JSON.parse(event.seats) as number[];
    const reply = await images.withImage(event.performance_id, () =>
      event.kind === 'sell' ? store.sell(command) : store.free({ ...command, seats }),
    );
    if (reply.code === 'OK') listeners.changed(event.performance_id);
    return true;
  }

  /** FREE-4: a later event of an owner never overtakes an earlier one. */
  async function deliverInOrder(events: readonly SeatEvent[]): Promise<void> {
    for (const event of events) {
      try {
        await apply(event);
        await claims.finishEvent(event.id);
      } catch (error) {
        logger.warn({ err: error, event: event.id }, 'a seat event could not be delivered yet');
        const delay = Math.min(FIRST_DELAY_MS * 2 ** event.attempts, LONGEST_DELAY_MS);
        await claims.postponeEvent(event.id, delay);
        return;
      }
    }
  }

  return {
    deliverDue: async () => {
      const due = await claims.dueEvents(BATCH);
      const owners = [...new Set(due.map(({ owner }) => owner))];
      const deliver = async (owner: string): Promise<void> =>
        deliverInOrder(await claims.openEventsOf(owner));
      await forEachSafely(owners, CONCURRENCY, deliver, logger);
    },
    deliver: async (owner) => {
      const work = claims.openEventsOf(owner).then(deliverInOrder);
      await withDeadline(work, PROMPT_MS).catch((error: unknown) => {
        logger.warn({ err: error, owner }, 'seat events are left to the job');
      });
    },
  };
}
