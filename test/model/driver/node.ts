/** The real services of one node, built anew for every thread on its gated ports. */
import type { Database } from '@ticket-flow/db';
import {
  createCatalog,
  createCatalogRepository,
  createSaleRepository,
  createSales,
  createSaleTerms,
} from '../../../server/src/catalog/index.ts';
import type { Catalog, Sales } from '../../../server/src/catalog/index.ts';
import { createChartRepository, createCharts } from '../../../server/src/charts/index.ts';
import {
  createOrderRepository,
  createOrders,
  createOwnerLookup,
  createRefundRepository,
  createTicketSigning,
} from '../../../server/src/orders/index.ts';
import type { Orders } from '../../../server/src/orders/index.ts';
import type { OrderRepository } from '../../../server/src/orders/order-repository.ts';
import { createRefundOrders } from '../../../server/src/orders/refund-orders.ts';
import type { RefundOrders } from '../../../server/src/orders/refund-orders.ts';
import type { RefundRepository } from '../../../server/src/orders/refund-repository.ts';
import { createOutbox } from '../../../server/src/outbox/index.ts';
import { createGateways } from '../../../server/src/payments/index.ts';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { noMutex } from '../../../server/src/platform/mutex.ts';
import { createSeats } from '../../../server/src/seats/index.ts';
import type { Admission, Seats, SeatStore } from '../../../server/src/seats/index.ts';
import { gatedDatabase, gatedGateway, gatedStore } from './ports.ts';
import type { Thread } from './thread.ts';

/** What the nodes of a run have in common; none of it changes while the model runs. */
export interface Shared {
  readonly catalog: Catalog;
  readonly sales: Sales;
}

export interface NodeOptions {
  readonly database: Database;
  readonly store: SeatStore;
  readonly gateway: PaymentGateway;
  readonly shared: Shared;
  readonly thread: Thread;
}

export interface Node {
  readonly seats: Seats;
  readonly orders: Orders;
  readonly refundOrders: RefundOrders;
}

/** Far longer than any pause of a thread. */
const PATIENT_MS = 600_000;
/** The model knows no waiting rooms: nothing proves anything. */
const noAdmission: Admission = {
  entryOf: () => undefined,
  restore: async () => undefined,
  confirm: async () => false,
};
const signing = createTicketSigning([new Uint8Array(32)]);
const logger = createLogger('silent');

export function createShared(database: Database): Shared {
  const charts = createCharts({ repository: createChartRepository(database) });
  const repository = createCatalogRepository(database, (ids) => charts.venuesOf(ids));
  const sales = createSales({
    ...{ catalog: repository, charts },
    repository: createSaleRepository(database),
  });
  return { sales, catalog: createCatalog({ repository, sales }) };
}

/** Who asked to give up, and when to look again: the model knows neither, so nothing waits there. */
function createRepositories(gated: Database, bare: Database) {
  const orders = createOrderRepository(bare);
  const refunds = createRefundRepository(bare);
  const repository: OrderRepository = {
    ...createOrderRepository(gated),
    touch: (...call) => orders.touch(...call),
    askToGiveUp: (...call) => orders.askToGiveUp(...call),
  };
  const postpone: RefundRepository['postpone'] = (...call) => refunds.postpone(...call);
  return { repository, refunds: { ...createRefundRepository(gated), postpone } };
}

export function createNode({ thread, shared, ...bare }: NodeOptions): Node {
  const { sales, catalog } = shared;
  const database = gatedDatabase(bare.database, thread);
  const store = gatedStore(bare.store, thread);
  const gateways = createGateways([gatedGateway(bare.gateway, thread)]);
  const { repository, refunds } = createRepositories(database, bare.database);
  const outbox = createOutbox({ database, logger });
  const seats = createSeats({
    ...{ database, store, logger, mutex: noMutex, admission: noAdmission },
    sales: createSaleTerms(sales),
    owners: createOwnerLookup(repository),
  });
  const common = { database, repository, refunds, gateways, seats, outbox, logger };
  const changed = (): void => undefined;
  const orders = createOrders({
    ...{ ...common, sales, catalog, signing, changed },
    mailer: { send: () => Promise.resolve(), close: () => undefined },
    publicUrl: 'http://localhost',
    paymentTimeoutMs: PATIENT_MS,
  });
  const refundOrders = createRefundOrders({ ...common, changed, timeoutMs: PATIENT_MS });
  return { seats, orders, refundOrders };
}
