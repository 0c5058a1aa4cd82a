import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { createOrderRepository } from '../../../server/src/orders/order-repository.ts';
import { createOutboxRepository } from '../../../server/src/outbox/outbox-repository.ts';
import { createClaimRepository } from '../../../server/src/seats/claim-repository.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { mariadbDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { BUYER } from '../../support/purchases.ts';
import { startMariaDb } from '../../support/services.ts';
import type { BenchOptions } from '../harness/bench.ts';
import type { Figure } from '../harness/figure.ts';
import { median } from '../harness/samples.ts';
import { fillOrders } from './fill.ts';
import { grown, mapValues } from './grown.ts';

const SIZES = { '10,000 orders': 10_000, '100,000 orders': 100_000, '1,000,000 orders': 1_000_000 };
const QUICK = { '10,000 orders': 100, '100,000 orders': 1_000, '1,000,000 orders': 10_000 };
const BOUGHT = 30;
const LOOKS = 60;
const BATCH = 100;
const SEATS_A_ROW = 10;

interface Shop {
  readonly test: TestDatabase;
  readonly app: TestApp;
  readonly performanceId: number;
  readonly orders: number;
  /** The next seat that nobody has. */
  nextSeat: number;
}

/** What buying, one's own list and the jobs' look for work cost where many have bought before. */
export async function measureOrders({ rounds, quick, log }: BenchOptions): Promise<Figure[]> {
  const mariadb = await startMariaDb();
  const shops: Shop[] = [];
  try {
    await makeRoom(mariadb.url);
    const began = performance.now();
    const sizes = quick ? QUICK : SIZES;
    const open = async (orders: number): Promise<Shop> => {
      const shop = await openShop(mariadb.url, orders, (rounds + 1) * BOUGHT);
      shops.push(shop);
      return shop;
    };
    const all = {
      '10,000 orders': await open(sizes['10,000 orders']),
      '100,000 orders': await open(sizes['100,000 orders']),
      '1,000,000 orders': await open(sizes['1,000,000 orders']),
    };
    log(`filled three databases in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    const measured = async (what: string, times: number, cost: (shop: Shop) => Promise<number>) => {
      const costs = await inTurn(all, { rounds, times: quick ? 3 : times }, cost);
      return grown({ what, unit: 'ms', costs });
    };
    return [
      ...(await measured('ordering and paying a seat', BOUGHT, buyOne)),
      ...(await measured('a buyer’s list of 10 orders', LOOKS, listOne)),
      ...(await measured('a job’s look for due work', LOOKS, lookOnce)),
    ];
  } finally {
    for (const shop of shops) await closeShop(shop);
    await mariadb.stop();
  }
}

/** Memory for all of it, as a shop of that size has. */
async function makeRoom(url: string): Promise<void> {
  const connection = await createConnection(url);
  await connection.query('SET GLOBAL innodb_buffer_pool_size = 4294967296');
  await connection.query('SET GLOBAL innodb_log_file_size = 2147483648');
  await connection.end();
}

async function openShop(url: string, orders: number, seats: number): Promise<Shop> {
  const test = await mariadbDatabase(url);
  await fillOrders(test.url, orders);
  const rows = Math.ceil(seats / SEATS_A_ROW);
  const performanceId = await openSale(test.database, { rows });
  const app = await startApp({ beside: { test, redisUrl: undefined } });
  return { test, app, performanceId, orders, nextSeat: 0 };
}

async function closeShop({ app, test }: Shop): Promise<void> {
  await app.close();
  await test.drop();
}

/** Milliseconds of one order, the provider's page apart. */
async function buyOne(shop: Shop): Promise<number> {
  const { app, performanceId } = shop;
  const { orders, seats } = app.app.services;
  const id = randomUUID();
  const holder = `user:${id}`;
  const seat = shop.nextSeat;
  shop.nextSeat += 1;
  const { hold } = await seats.hold({ performanceId, holder, requestId: id, seats: [seat] });
  const began = performance.now();
  const request = { performanceId, holds: [hold.token], buyer: BUYER, locale: 'ko' as const };
  const order = await orders.create({ ...request, holder, idempotencyKey: id });
  const ordered = performance.now();
  const { id: orderId, amount, currency } = order;
  const asked = { orderId, amount, currency, behaviour: 'approve' as const };
  const { paymentKey } = await app.guest(id).authoriseSandbox(asked);
  const authorised = performance.now();
  const paid = await orders.confirm({ orderId, paymentKey, amount, holder }, 'ko');
  if (paid.state !== 'paid') throw new Error(`an order is ${paid.state}`);
  return performance.now() - authorised + (ordered - began);
}

async function listOne({ test, orders }: Shop): Promise<number> {
  const repository = createOrderRepository(test.database);
  const began = performance.now();
  const person = 1 + Math.floor(Math.random() * (orders / 10 - 2));
  const found = await repository.bundlesOf(`user:past-${String(person)}`, BATCH);
  if (found.length !== 10) throw new Error(`${String(found.length)} orders of a person`);
  return performance.now() - began;
}

/** What a node asks its database each second: is there anything to expire, finish or deliver? */
async function lookOnce({ test: { database } }: Shop): Promise<number> {
  const orders = createOrderRepository(database);
  const outbox = createOutboxRepository(database);
  const claims = createClaimRepository(database);
  const began = performance.now();
  await orders.overdue(BATCH);
  await orders.waiting('paying', BATCH);
  await orders.waiting('awaiting_deposit', BATCH);
  await claims.dueEvents(BATCH);
  await outbox.due('order-mail', BATCH);
  return performance.now() - began;
}

/**
 * Every round is the median of many, and all sizes take turns within it: what a neighbour delays
 * meets them alike.
 */
async function inTurn<Size extends string>(
  shops: Readonly<Record<Size, Shop>>,
  { rounds, times }: { readonly rounds: number; readonly times: number },
  cost: (shop: Shop) => Promise<number>,
): Promise<Record<Size, number[]>> {
  const all = Object.entries<Shop>(shops) as [Size, Shop][];
  const costs = mapValues(shops, (): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    const took = mapValues(shops, (): number[] => []);
    for (let k = 0; k < times; k += 1) {
      for (const [size, shop] of k % 2 === 0 ? all : [...all].reverse()) {
        took[size].push(await cost(shop));
      }
    }
    if (round >= 0) for (const [size] of all) costs[size].push(median(took[size]));
  }
  return costs;
}
