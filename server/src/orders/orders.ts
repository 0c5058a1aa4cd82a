import type {
  ConfirmPayment,
  Locale,
  OrderDetail,
  OrderSummary,
  PaymentStart,
} from '@ticket-flow/client/protocol';
import type { Database } from '@ticket-flow/db';
import type { Catalog, Sales } from '../catalog/index.ts';
import type { PaymentGateway } from '../payments/index.ts';
import { forEachSafely } from '../platform/each.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import type { Seats } from '../seats/index.ts';
import { createOrderMaker } from './create-order.ts';
import type { CreateOrderRequest } from './create-order.ts';
import type { LiveOrder, OrderBundle, OrderRepository } from './order-repository.ts';
import { createPayOrder } from './pay-order.ts';
import type { PaymentRepository } from './payment-repository.ts';
import { presentOrder, presentSummary } from './present.ts';

/** What happened to an order, for its holder's devices. */
export type OrderChanged = (holder: string, orderId: string, state: string) => void;

export interface Orders {
  create(request: CreateOrderRequest): Promise<OrderDetail>;
  /** Throws NOT_FOUND, also for somebody else's order. */
  get(id: string, holder: string, locale: Locale): Promise<OrderDetail>;
  list(holder: string, locale: Locale): Promise<OrderSummary[]>;
  /** PAY-6. Throws WRONG_STATE once a payment has begun. */
  cancel(id: string, holder: string, locale: Locale): Promise<OrderDetail>;
  startPayment(id: string, holder: string, locale: Locale): Promise<PaymentStart>;
  confirm(request: ConfirmPayment & { holder: string }, locale: Locale): Promise<OrderDetail>;
  /** Expires what is overdue and finishes what is `paying`; any number of nodes may. */
  startJobs(): void;
  stop(): Promise<void>;
}

export interface OrdersDependencies {
  readonly database: Database;
  readonly repository: OrderRepository;
  readonly payments: PaymentRepository;
  readonly gateway: PaymentGateway;
  readonly seats: Seats;
  readonly sales: Sales;
  readonly catalog: Catalog;
  readonly logger: Logger;
  readonly paymentTimeoutMs: number;
  readonly changed: OrderChanged;
}

const JOB_MS = 1_000;
const BATCH = 100;
const LISTED = 100;
const CONCURRENCY = 4;

export function createOrders(dependencies: OrdersDependencies): Orders {
  const { database, repository, payments, gateway, seats, sales, catalog, logger } = dependencies;
  const transaction = database.transaction.bind(database);
  const changed = (order: LiveOrder, state: string): void => {
    dependencies.changed(order.holder, order.id, state);
  };
  const createOrder = createOrderMaker({ repository, seats, sales, transaction });
  const pay = createPayOrder({
    ...{ repository, payments, gateway, seats, database, logger, changed },
    timeoutMs: dependencies.paymentTimeoutMs,
  });

  async function load(id: string, holder: string): Promise<OrderBundle> {
    const bundle = await repository.bundle(id);
    if (bundle?.order.holder !== holder) throw notFound('order');
    return bundle;
  }

  async function get(id: string, holder: string, locale: Locale): Promise<OrderDetail> {
    const bundle = await load(id, holder);
    const sale = await sales.of(bundle.order.performance_id);
    const performance = await catalog.performance(bundle.order.performance_id, locale);
    return presentOrder(bundle, performance, sale, Date.now());
  }

  /** PAY-6: from `pending` only, and the seats go back in the same transaction. */
  async function giveUp(
    order: LiveOrder,
    end: { to: 'expired' | 'cancelled'; actor: string; reason: string; where?: string },
  ): Promise<boolean> {
    const { performance_id: performanceId, id } = order;
    const given = await transaction(async (tx) => {
      const moved = await repository.move(tx, { id, from: 'pending', ...end });
      if (moved) await seats.letGo(tx, { performanceId, owner: id, actor: end.actor });
      return moved;
    });
    if (!given) return false;
    changed(order, end.to);
    await seats.deliver(id);
    return true;
  }

  async function expireOverdue(): Promise<void> {
    const expire = (order: LiveOrder): Promise<boolean> =>
      giveUp(order, {
        to: 'expired',
        actor: 'system:expiry',
        reason: 'not paid in time',
        where: `deadline_at <= ${database.nowMs}`,
      });
    await forEachSafely(await repository.overdue(BATCH), CONCURRENCY, expire, logger);
  }

  async function finishPaying(): Promise<void> {
    const orders = await repository.paying(BATCH);
    await forEachSafely(orders, CONCURRENCY, (order) => pay.finishForward(order), logger);
  }

  const jobs: Job[] = [];
  return {
    create: async (request) => {
      const id = await createOrder(request);
      const detail = await get(id, request.holder, request.locale);
      dependencies.changed(request.holder, id, detail.state);
      return detail;
    },
    get,
    list: async (holder, locale) => {
      const bundles = await repository.bundlesOf(holder, LISTED);
      return Promise.all(
        bundles.map(async (bundle) =>
          presentSummary(bundle, await catalog.performance(bundle.order.performance_id, locale)),
        ),
      );
    },
    cancel: async (id, holder, locale) => {
      const { order } = await load(id, holder);
      const cancelled = await giveUp(order, {
        to: 'cancelled',
        actor: holder,
        reason: 'cancelled by the buyer',
      });
      const present = await get(id, holder, locale);
      if (!cancelled && present.state !== 'cancelled') throw wrongState(present.state);
      return present;
    },
    startPayment: async (id, holder, locale) => {
      const order = await get(id, holder, locale);
      if (order.state !== 'pending') throw wrongState(order.state);
      const { payUrl } = await gateway.start({
        orderId: id,
        amount: order.amount,
        currency: order.currency,
        title: order.eventTitle,
        returnPath: `/orders/${id}/return`,
      });
      return { provider: gateway.provider, payUrl };
    },
    confirm: async (request, locale) => {
      await pay.confirm(request);
      return get(request.orderId, request.holder, locale);
    },
    startJobs: () => {
      jobs.push(
        startJob('expire orders', JOB_MS, expireOverdue, logger),
        startJob('finish paying orders', JOB_MS, finishPaying, logger),
      );
    },
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

function wrongState(state: string): AppError {
  return new AppError('WRONG_STATE', 'The order is past that.', { details: { state } });
}
