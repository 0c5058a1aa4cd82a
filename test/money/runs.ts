import type { OrderDetail } from '@ticket-flow/client';
import type { App } from '../../server/src/compose.ts';
import { orderIdFor } from '../../server/src/orders/order-ids.ts';
import { BUYER } from '../support/purchases.ts';
import type { Stage } from './stage.ts';

/** What a buyer does from beginning to end, on one node. */
export interface Run {
  readonly name: string;
  /** Only where the provider has accounts to pay into. */
  readonly deposits: boolean;
  play(buyer: Buyer): Promise<void>;
}

export interface Buyer {
  readonly app: App;
  readonly stage: Stage;
  readonly holder: string;
  readonly seats: readonly number[];
}

const LOCALE = 'en';

/** PIN-2: the same for every try of the same buyer, and so known after a crash. */
export function orderIdOf(holder: string): string {
  return orderIdFor(holder, keyOf(holder));
}

function keyOf(holder: string): string {
  return `order of ${holder}`;
}

async function order({ app, stage, holder, seats }: Buyer): Promise<OrderDetail> {
  const { seats: holds, orders } = app.services;
  const { performanceId } = stage;
  const { hold } = await holds.hold({ performanceId, holder, seats, requestId: `of ${holder}` });
  return orders.create({
    ...{ performanceId, holder, locale: LOCALE, idempotencyKey: keyOf(holder) },
    holds: [hold.token],
    buyer: BUYER,
  });
}

async function confirm(
  { app, stage, holder }: Buyer,
  made: OrderDetail,
  later?: 'deposit',
): Promise<OrderDetail> {
  const paymentKey = await stage.till.authorise(made, later);
  const request = { orderId: made.id, paymentKey, amount: made.amount, holder };
  return app.services.orders.confirm(request, LOCALE);
}

async function giveBack(
  { app, holder }: Buyer,
  { id, refundOffer }: OrderDetail,
  count: number,
): Promise<OrderDetail> {
  const tickets = (refundOffer?.tickets ?? []).slice(0, count);
  const amount = tickets.reduce((sum, ticket) => sum + ticket.amount, 0);
  const request = { tickets: tickets.map(({ code }) => code), amount, holder };
  return app.services.orders.refund(id, request, LOCALE);
}

function cancel({ app, holder }: Buyer, { id }: OrderDetail): Promise<OrderDetail> {
  return app.services.orders.cancel(id, holder, LOCALE);
}

/** The straight runs whose calls are recorded. */
export const RUNS: readonly Run[] = [
  {
    name: 'buy, give one ticket back, then the other',
    deposits: false,
    play: async (buyer) => {
      const paid = await confirm(buyer, await order(buyer));
      const half = await giveBack(buyer, paid, 1);
      await giveBack(buyer, half, 1);
    },
  },
  {
    name: 'order, go to pay, then cancel',
    deposits: false,
    play: async (buyer) => {
      const { app, holder } = buyer;
      const made = await order(buyer);
      await app.services.orders.startPayment({ id: made.id, holder, locale: LOCALE });
      await cancel(buyer, made);
    },
  },
  {
    name: 'buy by transfer',
    deposits: true,
    play: async (buyer) => {
      const waiting = await confirm(buyer, await order(buyer), 'deposit');
      await buyer.stage.till.deposit(waiting.id);
      await buyer.app.services.orders.wake(waiting.id);
    },
  },
  {
    name: 'order by transfer, then cancel',
    deposits: true,
    play: async (buyer) => {
      await cancel(buyer, await confirm(buyer, await order(buyer), 'deposit'));
    },
  },
];
