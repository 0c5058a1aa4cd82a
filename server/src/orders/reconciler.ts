import { timingSafeEqual } from 'node:crypto';
import { forEachSafely } from '../platform/each.ts';
import { inBatches } from '../platform/in-batches.ts';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import type { CallOff } from './call-off.ts';
import type { ContactRepository } from './contact-repository.ts';
import type { Deposits } from './deposits.ts';
import type { GiveUp } from './give-up.ts';
import type { LateMoney } from './late-money.ts';
import type { LiveOrder, OrderRepository } from './order-repository.ts';
import { isTerminal } from './order-states.ts';
import type { PayOrder } from './pay-order.ts';
import type { RefundOrders } from './refund-orders.ts';

/**
 * Finishes what a crash, a time-out or the passing of time has left, always forward (PAY-4). Every
 * run takes a bounded number of orders and may be cut off anywhere; any number of nodes may run it.
 */
export interface Reconciler {
  /** PAY-7: a webhook or a return page says that there may be news of an order. */
  wake(orderId: string, secret?: string): Promise<void>;
  /** LATE-1: looks through the providers' books for money that bought nothing. */
  readBooks(): Promise<void>;
  /** ORDER-4: deletes contact details that need not be kept any longer. */
  forgetContacts(): Promise<void>;
  startJobs(): void;
  stop(): Promise<void>;
}

export interface ReconcilerDependencies {
  readonly repository: OrderRepository;
  readonly contacts: ContactRepository;
  readonly pay: PayOrder;
  readonly deposits: Deposits;
  readonly refundOrders: RefundOrders;
  readonly callOff: CallOff;
  readonly late: LateMoney;
  readonly end: GiveUp;
  readonly logger: Logger;
  /** SQL for the database's own clock. */
  readonly nowMs: string;
}

const JOB_MS = 1_000;
const BATCH = 100;
const CONCURRENCY = 4;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How far back the books are read: longer than a weekend without a server. */
const BOOKS_SINCE_MS = 4 * 24 * 60 * 60 * 1000;

export function createReconciler(dependencies: ReconcilerDependencies): Reconciler {
  const { repository, pay, deposits, refundOrders, callOff, late, end, logger } = dependencies;
  const jobs: Job[] = [];

  async function expireOverdue(): Promise<void> {
    const expire = (order: LiveOrder): Promise<boolean> =>
      end(order, {
        from: 'pending',
        to: 'expired',
        actor: 'system:expiry',
        reason: 'not paid in time',
        where: `deadline_at <= ${dependencies.nowMs}`,
      });
    await forEachSafely(await repository.overdue(BATCH), CONCURRENCY, expire, logger);
  }

  async function finishPaying(): Promise<void> {
    const ids = await repository.waiting('paying', BATCH);
    await forEachSafely(ids, CONCURRENCY, (id) => pay.finishForward(id), logger);
  }

  async function checkDeposits(): Promise<void> {
    const ids = await repository.waiting('awaiting_deposit', BATCH);
    await forEachSafely(ids, CONCURRENCY, (id) => deposits.check(id), logger);
  }

  /** What a deposit's callback must know is compared in constant time. */
  async function knows(orderId: string, secret: string): Promise<boolean> {
    const attempts = await repository.attemptsOf(orderId);
    const given = Buffer.from(secret);
    return attempts.some((attempt) => {
      const kept = Buffer.from(attempt.secret ?? '');
      return kept.length > 0 && kept.length === given.length && timingSafeEqual(kept, given);
    });
  }

  const readBooks = (): Promise<void> => late.sweep(Date.now() - BOOKS_SINCE_MS);

  const forgetContacts = (): Promise<void> =>
    inBatches((limit) => dependencies.contacts.deleteOld(limit));

  const work: readonly (readonly [name: string, run: () => Promise<void>])[] = [
    ['expire orders', expireOverdue],
    ['finish paying orders', finishPaying],
    ['check deposits', checkDeposits],
    ['finish refunds', () => refundOrders.finishDue()],
    ['settle called-off performances', () => callOff.settleSome()],
  ];

  return {
    readBooks,
    wake: async (orderId, secret) => {
      const order = await repository.find(orderId);
      if (!order) return;
      if (secret !== undefined && !(await knows(orderId, secret))) {
        logger.warn({ orderId }, 'a deposit callback did not know its secret');
        return;
      }
      if (order.state === 'paying') await pay.finishForward(orderId);
      if (order.state === 'awaiting_deposit') await deposits.check(orderId);
      if (isTerminal(order.state)) await late.check(orderId);
    },
    forgetContacts,
    startJobs: () => {
      jobs.push(...work.map(([name, run]) => startJob(name, JOB_MS, run, logger)));
      jobs.push(startJob('look for late money', MINUTE_MS, hourly(readBooks), logger));
      jobs.push(startJob('forget contacts', MINUTE_MS, hourly(forgetContacts), logger));
    },
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

/** The first time soon after the start: a node that is restarted every half hour does it too. */
function hourly(run: () => Promise<void>): () => Promise<void> {
  let next = 0;
  return async () => {
    if (Date.now() < next) return;
    next = Date.now() + HOUR_MS;
    await run();
  };
}
