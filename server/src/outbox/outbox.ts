import type { Database, Statement } from '@ticket-flow/db';
import type { Transaction } from 'sequelize';
import { AppError, notFound } from '../platform/errors.ts';
import { inBatches } from '../platform/in-batches.ts';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import { createDelivery } from './delivery.ts';
import type { Deliver } from './delivery.ts';
import { createOutboxRepository } from './outbox-repository.ts';
import type { NewMessage, OutboxState, StoredMessage } from './outbox-repository.ts';

/** A message as an operator sees it. */
export interface OutboxEntry {
  readonly id: number;
  readonly topic: string;
  readonly owner: string;
  readonly state: OutboxState;
  /** Emptied once delivered. */
  readonly payload: unknown;
  readonly attempts: number;
  /** What went wrong last. */
  readonly error: string | null;
  readonly createdAt: number;
  /** When an open one is tried again. */
  readonly nextAt: number;
  readonly finishedAt: number | null;
}

/** What a commit promises to tell the world: at least once, in order for each owner and topic. */
export interface Outbox {
  /** OUTBOX-1: written with what it tells of, or not at all. */
  add(tx: Transaction, message: NewMessage): Promise<void>;
  /** The same as one of the `writes` of `database.step`. */
  statement(message: NewMessage): Statement;
  /**
   * Says who delivers a topic; once for each, before the jobs start. What `deliver` throws means
   * "later", and a PermanentFailure "never". It has 45 s, and may be called again after a crash.
   */
  handle(topic: string, deliver: Deliver): void;
  /** The last message of an owner and topic; its age by the database's clock. */
  newest(
    tx: Transaction,
    about: { readonly topic: string; readonly owner: string },
  ): Promise<{ readonly state: OutboxState; readonly ageMs: number } | undefined>;
  /** OUTBOX-8: a job for each topic. */
  startJobs(): void;
  /** Waits for what is being delivered. */
  stop(): Promise<void>;
  /** Delivers what is due and returns when nothing more is; safe with any number at it. */
  deliverDue(): Promise<void>;
  /** OUTBOX-7: one bounded run; any number may be at it. */
  deleteOld(): Promise<void>;
  /** The newest first. */
  list(query: { readonly state: OutboxState; readonly limit: number }): Promise<OutboxEntry[]>;
  /** OUTBOX-6: opens a dead message. Throws NOT_FOUND, or WRONG_STATE when it is not dead. */
  retry(id: number): Promise<OutboxEntry>;
}

export interface OutboxDependencies {
  readonly database: Database;
  readonly logger: Logger;
  /** How often the job looks. @default 1_000 */
  readonly intervalMs?: number;
  /** Shortest time between a delivery that was cut short and the next. @default 60_000 */
  readonly leaseMs?: number;
}

const KEEP_DONE_MS = 30 * 24 * 60 * 60 * 1000;
const CLEAN_MS = 10 * 60 * 1000;

export function createOutbox(dependencies: OutboxDependencies): Outbox {
  const { database, logger, intervalMs = 1_000, leaseMs = 60_000 } = dependencies;
  const repository = createOutboxRepository(database);
  const handlers = new Map<string, Deliver>();
  const delivery = createDelivery({ repository, handlers, logger, leaseMs });
  const deleteOld = (): Promise<void> =>
    inBatches((limit) => repository.deleteDone(KEEP_DONE_MS, limit));
  const jobs: Job[] = [];

  async function entry(id: number): Promise<OutboxEntry> {
    const found = await repository.find(id);
    if (!found) throw notFound('message');
    return present(found);
  }

  return {
    add: (tx, message) => repository.insert(tx, message),
    statement: (message) => repository.insertStatement(message),
    handle: (topic, deliver) => {
      if (handlers.has(topic)) throw new Error(`the topic ${topic} has somebody already`);
      handlers.set(topic, deliver);
    },
    newest: (tx, { topic, owner }) => repository.newest(tx, topic, owner),
    startJobs: () => {
      for (const topic of handlers.keys()) {
        const deliver = (): Promise<void> => delivery.deliverDue(topic);
        jobs.push(startJob(`outbox: ${topic}`, intervalMs, deliver, logger));
      }
      jobs.push(startJob('delete delivered messages', CLEAN_MS, deleteOld, logger));
    },
    stop: async () => {
      delivery.stop();
      await Promise.all(jobs.map((job) => job.stop()));
    },
    deliverDue: async () => {
      await Promise.all([...handlers.keys()].map((topic) => delivery.deliverDue(topic)));
    },
    deleteOld,
    list: async ({ state, limit }) => (await repository.list(state, limit)).map(present),
    retry: async (id) => {
      if (await repository.revive(id)) return entry(id);
      const { state } = await entry(id);
      throw new AppError('WRONG_STATE', 'Only a dead message can be tried again.', {
        details: { state },
      });
    },
  };
}

function present(message: StoredMessage): OutboxEntry {
  const { id, topic, owner, state, attempts, error } = message;
  return {
    ...{ id, topic, owner, state, attempts, error },
    payload: JSON.parse(message.payload) as unknown,
    createdAt: message.created_at,
    nextAt: message.next_at,
    finishedAt: message.finished_at,
  };
}
