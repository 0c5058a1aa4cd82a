import type {
  ConfirmPayment,
  Locale,
  OrderDetail,
  OrderSummary,
  PaymentStart,
  RefundAccount,
  RequestRefund,
} from '@ticket-flow/client/protocol';
import type { Database } from '@ticket-flow/db';
import type { Catalog, Sales } from '../catalog/index.ts';
import type { Outbox } from '../outbox/index.ts';
import type { Gateways } from '../payments/index.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import type { Mailer } from '../platform/mail/mailer.ts';
import type { Seats } from '../seats/index.ts';
import { createCallOff } from './call-off.ts';
import { createOrderMaker } from './create-order.ts';
import type { CreateOrderRequest } from './create-order.ts';
import { createContactRepository } from './contact-repository.ts';
import { createDeposits } from './deposits.ts';
import { createGiveUp } from './give-up.ts';
import { createLateMoney } from './late-money.ts';
import { ORDER_MAIL } from './order-mail.ts';
import { createOrderLetters } from './order-letters.ts';
import { listRefunds } from './operator.ts';
import type { Operator } from './operator.ts';
import type { LiveOrder, OrderBundle, OrderRepository } from './order-repository.ts';
import { createOrderView } from './order-view.ts';
import { createPayOrder } from './pay-order.ts';
import { createPaymentSteps } from './payment-step-repository.ts';
import { createReconciler } from './reconciler.ts';
import type { Reconciler } from './reconciler.ts';
import { createRefundOrders } from './refund-orders.ts';
import type { RefundRepository } from './refund-repository.ts';
import { createRefundRequests } from './refund-requests.ts';
import { createStartPayment } from './start-payment.ts';
import { CLOSE_PAYMENT, createCloseLater, createSparePayments } from './spare-payments.ts';
import type { SparePayment } from './spare-payments.ts';
import type { TicketSigning } from './ticket-signing.ts';

/** What happened to an order, for its holder's devices. */
export type OrderChanged = (
  holder: string,
  orderId: string,
  state: string,
  performanceId: number,
) => void;

export interface Orders extends Operator, Reconciler {
  create(request: CreateOrderRequest): Promise<OrderDetail>;
  /** Throws NOT_FOUND, also for somebody else's order. */
  get(id: string, holder: string, locale: Locale): Promise<OrderDetail>;
  list(holder: string, locale: Locale): Promise<OrderSummary[]>;
  /** PAY-6, DEPOSIT-2. Throws WRONG_STATE while a payment is being confirmed and after. */
  cancel(id: string, holder: string, locale: Locale): Promise<OrderDetail>;
  startPayment(request: StartRequest): Promise<PaymentStart>;
  confirm(request: ConfirmPayment & { holder: string }, locale: Locale): Promise<OrderDetail>;
  /** REFUND-1 to 5. */
  refund(
    id: string,
    request: RequestRefund & { holder: string },
    locale: Locale,
  ): Promise<OrderDetail>;
  /** Names the account that a stuck refund waits for. */
  giveRefundAccount(
    id: string,
    holder: string,
    account: RefundAccount,
    locale: Locale,
  ): Promise<OrderDetail>;
}

export interface StartRequest {
  readonly id: string;
  readonly holder: string;
  readonly provider?: string | undefined;
  readonly locale: Locale;
}

export interface OrdersDependencies {
  readonly database: Database;
  readonly repository: OrderRepository;
  readonly refunds: RefundRepository;
  readonly gateways: Gateways;
  readonly seats: Seats;
  readonly sales: Sales;
  readonly catalog: Catalog;
  readonly outbox: Outbox;
  readonly signing: TicketSigning;
  readonly mailer: Mailer;
  /** Address of the site, for links in letters. */
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly paymentTimeoutMs: number;
  /** @default 30_000 */
  readonly depositCheckMs?: number;
  readonly changed: OrderChanged;
}

const LISTED = 100;

/** Everything that happens to orders; one door for edges and compose. */
export function createOrders(dependencies: OrdersDependencies): Orders {
  const { database, repository, refunds, gateways, seats, sales, catalog } = dependencies;
  const { outbox, logger, paymentTimeoutMs: timeoutMs, depositCheckMs = 30_000 } = dependencies;
  const transaction = database.transaction.bind(database);
  const changed = (order: LiveOrder, state: string): void => {
    dependencies.changed(order.holder, order.id, state, order.performance_id);
  };
  const common = { database, repository, refunds, gateways, seats, outbox, logger };
  const createOrder = createOrderMaker({ repository, seats, sales, transaction });
  const ownCallMs = timeoutMs + 1_000;
  const steps = createPaymentSteps({ database, seats, outbox, ownCallMs, depositCheckMs });
  const closeLater = createCloseLater({ repository, outbox });
  const spare = (payment: SparePayment): Promise<void> =>
    transaction((tx) => closeLater(tx, payment));
  const pay = createPayOrder({ ...common, steps, sales, timeoutMs, changed, spare });
  const end = createGiveUp({ ...common, closeLater, changed });
  const deposits = createDeposits({ ...common, pay, end, checkMs: depositCheckMs });
  const refundOrders = createRefundOrders({ ...common, timeoutMs, changed });
  const refundRequests = createRefundRequests({ refundOrders, gateways });
  const late = createLateMoney({ ...common, finish: (refund) => refundOrders.finish(refund) });
  const callOff = createCallOff({ ...common, catalog, deposits, refundOrders, end });
  const view = createOrderView({ catalog, sales, gateways, signing: dependencies.signing });
  const start = createStartPayment({ ...common, closeLater, transaction });
  const { nowMs } = database;
  const contacts = createContactRepository(database);
  const reconciler = createReconciler({
    ...{ ...common, pay, deposits, refundOrders, callOff, late, end },
    ...{ nowMs, contacts },
  });
  const closeSpare = createSparePayments({ gateways, late });
  outbox.handle(CLOSE_PAYMENT, ({ payload }) => closeSpare(payload as SparePayment));
  const { mailer, publicUrl } = dependencies;
  outbox.handle(ORDER_MAIL, createOrderLetters({ repository, view, mailer, publicUrl }));

  async function load(id: string, holder: string): Promise<OrderBundle> {
    const bundle = await repository.bundle(id);
    if (bundle?.order.holder !== holder) throw notFound('order');
    return bundle;
  }

  async function get(id: string, holder: string, locale: Locale): Promise<OrderDetail> {
    return view.detail(await load(id, holder), locale);
  }

  return {
    ...reconciler,
    get,
    callOff: (performanceId) => callOff.callOff(performanceId),
    create: async (request) => {
      const id = await createOrder(request);
      const detail = await get(id, request.holder, request.locale);
      dependencies.changed(request.holder, id, detail.state, detail.performanceId);
      return detail;
    },
    list: async (holder, locale) => {
      const bundles = await repository.bundlesOf(holder, LISTED);
      return Promise.all(bundles.map((bundle) => view.summary(bundle, locale)));
    },
    cancel: async (id, holder, locale) => {
      const { order } = await load(id, holder);
      const payable = order.state === 'awaiting_deposit' && (await repository.payable(id));
      if (payable) {
        await deposits.giveUp(payable, holder);
        return get(id, holder, locale);
      }
      const reason = 'cancelled by the buyer';
      const done = await end(order, { from: 'pending', to: 'cancelled', actor: holder, reason });
      const present = await get(id, holder, locale);
      if (!done && present.state !== 'cancelled') throw wrongState(present.state);
      return present;
    },
    startPayment: async ({ id, holder, provider, locale }) => {
      const bundle = await load(id, holder);
      const { eventTitle: title } = await view.summary(bundle, locale);
      return start(bundle.order, { title, provider, locale });
    },
    confirm: async (request, locale) => {
      await pay.confirm(request);
      return get(request.orderId, request.holder, locale);
    },
    refund: async (id, request, locale) => {
      const bundle = await load(id, request.holder);
      const { refundOffer } = await view.detail(bundle, locale);
      await refundRequests.request(bundle, refundOffer, request);
      return get(id, request.holder, locale);
    },
    giveRefundAccount: async (id, holder, account, locale) => {
      await refundRequests.giveAccount(await load(id, holder), account);
      return get(id, holder, locale);
    },
    refunds: (query) => listRefunds(refunds, query),
    retryRefund: async (id) => {
      if (!(await refundOrders.retry(id))) throw notFound('stuck refund');
    },
  };
}

function wrongState(state: string): AppError {
  return new AppError('WRONG_STATE', 'The order is past that.', { details: { state } });
}
