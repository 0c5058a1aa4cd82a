import { isAway } from '../platform/away.ts';
import { withDeadline } from '../platform/deadline.ts';
import { forEachSafely } from '../platform/each.ts';
import type { Logger } from '../platform/logging.ts';
import { PermanentFailure } from '../platform/permanent-failure.ts';
import type { DueMessage, OutboxRepository } from './outbox-repository.ts';

/** A message as its deliverer sees it; the id is the same each time it is tried. */
export interface OutboxMessage {
  readonly id: number;
  readonly owner: string;
  /** Ours, as it was written: the deliverer knows its shape. */
  readonly payload: unknown;
}

export type Deliver = (message: OutboxMessage) => Promise<void>;

export interface Delivery {
  /** One run over a topic; what one topic waits for holds no other up. */
  deliverDue(topic: string): Promise<void>;
  /** Takes no further messages. */
  stop(): void;
}

export interface DeliveryDependencies {
  readonly repository: OutboxRepository;
  /** By topic. */
  readonly handlers: ReadonlyMap<string, Deliver>;
  readonly logger: Logger;
  readonly leaseMs: number;
}

const BATCH = 100;
/** Of each topic. */
const CONCURRENCY = 4;
/** Bounds one run when messages come in as fast as they go out. */
const MOST_BATCHES = 50;
/** Less than a lease, so that nobody else has begun with it. */
const DELIVER_WITHIN_MS = 45_000;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 3_600_000;
export const MAX_ATTEMPTS = 12;
const ERROR_LENGTH = 500;

/** OUTBOX-4: how long a message rests after its nth failure. */
export function delayAfter(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
}

export function createDelivery(dependencies: DeliveryDependencies): Delivery {
  const { repository, handlers, logger, leaseMs } = dependencies;
  let stopped = false;

  async function bury(message: DueMessage, attempts: number, error: string): Promise<void> {
    const { id, topic } = message;
    logger.error({ message: id, topic, reason: error }, 'a message could not be delivered: dead');
    await repository.bury(id, attempts, error);
  }

  /** OUTBOX-4, OUTBOX-5. */
  async function fail(message: DueMessage, attempts: number, error: unknown): Promise<void> {
    const { id, topic } = message;
    const text = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH);
    if (error instanceof PermanentFailure || attempts >= MAX_ATTEMPTS) {
      await bury(message, attempts, text);
      return;
    }
    const level = isAway(error) ? 'info' : 'warn';
    logger[level]({ err: error, message: id, topic }, 'a message could not be delivered yet');
    await repository.postpone(id, attempts, delayAfter(attempts), text);
  }

  async function deliver(message: DueMessage): Promise<boolean> {
    if (stopped) return false;
    if (message.attempts >= MAX_ATTEMPTS) {
      await bury(message, message.attempts, 'was begun too often without an end');
      return true;
    }
    // OUTBOX-3
    if (!(await repository.lease(message, leaseMs))) return false;
    const { id, owner, topic } = message;
    try {
      const work = handlers.get(topic)?.({ id, owner, payload: JSON.parse(message.payload) });
      await withDeadline(Promise.resolve(work), DELIVER_WITHIN_MS);
    } catch (error) {
      await fail(message, message.attempts + 1, error);
      return true;
    }
    await repository.finish(id);
    return true;
  }

  /** False when there was nothing to do, or others did all of it. */
  async function deliverBatch(topic: string): Promise<boolean> {
    const due = await repository.due(topic, BATCH);
    let worked = false;
    const work = async (message: DueMessage): Promise<void> => {
      if (await deliver(message)) worked = true;
    };
    await forEachSafely(due, CONCURRENCY, work, logger);
    return worked;
  }

  return {
    deliverDue: async (topic) => {
      for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
        if (!(await deliverBatch(topic))) return;
      }
    },
    stop: () => {
      stopped = true;
    },
  };
}
