/** Steps of orders and money, taken by the real services. */
import type { Answer } from '../seats/step.ts';
import type { Handlers } from './handlers.ts';
import { seatsOf } from './handlers.ts';
import type { Stage } from './stage.ts';
import type { Thread } from './thread.ts';

const buyer = { name: 'B', email: 'b@example.test' };

export const orderSteps = {
  pin: async (stage, { order, copy }) => {
    const thread = await startOrder(stage, order);
    await thread.pass('pin');
    stage.keep(thread, 'order', order, copy);
  },
  pinAgain: async (stage, { order, copy }) => {
    const thread = await startOrder(stage, order);
    // An order that is there already is answered without a second look at the seats.
    if (!thread.hasEnded) await thread.pass('pin');
    stage.keep(thread, 'order', order, copy);
  },
  commit: async (stage, { order, copy }) => {
    const thread = stage.take('order', order, copy);
    await thread.pass('transaction');
    thread.result();
  },
  commitRefused: async (stage, { order, copy }) => {
    const thread = stage.take('order', order, copy);
    if (!thread.hasEnded) await thread.passLast('transaction');
  },

  authorise: async (stage, { order, key }) => {
    stage.provider.set(stage.paymentKeyOf(order, key), 'authorised');
  },
  sessionEnds: async (stage, { order, key }) => {
    stage.provider.set(stage.paymentKeyOf(order, key), 'dead');
  },
  accountLapses: async (stage, { order, key }) => {
    stage.provider.set(stage.paymentKeyOf(order, key), 'dead');
  },
  depositArrives: async (stage, { order, key }) => {
    const [paymentKey, orderId] = [stage.paymentKeyOf(order, key), stage.orderIdOf(order)];
    stage.provider.deposit({ paymentKey, orderId });
  },

  beginConfirm: async (stage, { order, key }) => {
    const [orderId, holder] = [stage.orderIdOf(order), stage.holderOfOrder(order)];
    const row = await stage.database.models.orders.findByPk(orderId);
    const paymentKey = stage.paymentKeyOf(order, key);
    const request = { orderId, holder, paymentKey, amount: row?.amount ?? 0 };
    const thread = await stage.start(({ orders }) => orders.confirm(request, 'en'));
    await thread.pass('step');
    // Another page that was opened for this order is put down to be closed (PAY-8).
    await thread.passUntil('confirm');
    stage.keep(thread, 'confirm', order, key, 'asking');
  },
  resumeConfirm: async (stage, { order, key }) => {
    const thread = await stage.start(({ orders }) => orders.wake(stage.orderIdOf(order)));
    stage.keep(thread, 'confirm', order, key, 'asking');
  },
  capture: (stage, { order, key }) => ask(stage, order, key, 'capture', 'done'),
  decline: (stage, { order, key }) => ask(stage, order, key, 'decline', 'failed'),
  openAccount: (stage, { order, key }) => ask(stage, order, key, 'openAccount', 'waiting'),
  answerAgain: (stage, { order, key, answer }) => ask(stage, order, key, 'capture', answer),
  settleAnswer: async (stage, { order, key, answer }) => {
    const thread = stage.take('confirm', order, key, answer);
    await thread.passLast('step');
  },
  expireOrder: async (stage, { order }) => {
    const thread = await startCancel(stage, order);
    await thread.passLast('transaction');
  },

  seeDeposit: async (stage, { order }) => {
    const thread = await stage.start(({ orders }) => orders.wake(stage.orderIdOf(order)));
    // Once somebody wants to give up, a look is an attempt to close.
    await thread.pass('look', 'close');
    // What a closing that came too late says is read again in the books.
    await thread.passUntil('step');
    stage.keep(thread, 'look', order);
  },
  settleDeposit: async (stage, { order }) => {
    const thread = stage.take('look', order);
    await thread.passLast('step');
  },
  beginClose: async (stage, { order }) => {
    stage.keep(await startCancel(stage, order), 'close', order, 'asking');
  },
  closeAccount: async (stage, { order, captured }) => {
    const thread = stage.take('close', order, 'asking');
    await thread.pass('close');
    if (captured) await thread.passUntil('step');
    stage.keep(thread, 'close', order, captured ? 'captured' : 'closed');
  },
  endClose: async (stage, { order, captured }) => {
    const thread = stage.take('close', order, captured ? 'captured' : 'closed');
    await thread.passLast(captured ? 'step' : 'transaction');
  },

  beginRefund: async (stage, { order, seats }) => {
    const request = await refundRequest(stage, order, seats);
    const id = stage.orderIdOf(order);
    const thread = await stage.start(({ orders }) => orders.refund(id, request, 'en'));
    await thread.passLast('transaction');
  },
  takeRefund: async (stage, { order }) => {
    const where = { order_id: stage.orderIdOf(order), state: 'open' as const };
    const refund = await stage.database.models.refunds.findOne({ where });
    if (!refund) throw new Error('there is no open refund');
    const thread = await stage.start(({ refundOrders }) => refundOrders.finish(refund));
    stage.keep(thread, 'refund', order, 'asking');
  },
  giveBack: async (stage, { order }) => {
    const thread = stage.take('refund', order, 'asking');
    await thread.pass('refund');
    stage.keep(thread, 'refund', order, 'answered');
  },
  endRefund: async (stage, { order }) => {
    const thread = stage.take('refund', order, 'answered');
    await thread.passLast('transaction');
  },
} satisfies Partial<Handlers>;

function startOrder(stage: Stage, order: number): Promise<Thread> {
  const holder = stage.holderOfOrder(order);
  const hold = stage.holds.get(stage.bounds.orders[order] ?? 0);
  return stage.start(({ orders }) =>
    orders.create({
      ...{ holder, buyer, locale: 'en', performanceId: stage.performanceId },
      idempotencyKey: stage.idempotencyKeyOf(order),
      holds: [hold?.token ?? ''],
    }),
  );
}

function startCancel(stage: Stage, order: number): Promise<Thread> {
  const [id, holder] = [stage.orderIdOf(order), stage.holderOfOrder(order)];
  return stage.start(({ orders }) => orders.cancel(id, holder, 'en'));
}

async function ask(
  stage: Stage,
  order: number,
  key: number,
  decision: Stage['provider']['decision'],
  answer: Answer,
): Promise<void> {
  stage.provider.decision = decision;
  const thread = stage.take('confirm', order, key, 'asking');
  await thread.pass('confirm');
  stage.keep(thread, 'confirm', order, key, answer);
}

/** A request for the tickets of these seats, at the terms that are offered. */
async function refundRequest(stage: Stage, order: number, seats: number) {
  const [id, holder] = [stage.orderIdOf(order), stage.holderOfOrder(order)];
  const reader = await stage.start(({ orders }) => orders.get(id, holder, 'en'));
  const { refundOffer } = reader.result() as { refundOffer: Offer | null };
  const where = { order_id: id, seat: seatsOf(seats) };
  const tickets = await stage.database.models.tickets.findAll({ where });
  const codes = tickets.map(({ code }) => code);
  const offered = refundOffer?.tickets.filter(({ code }) => codes.includes(code)) ?? [];
  const amount = offered.reduce((sum, ticket) => sum + ticket.amount, 0);
  return { tickets: codes, amount, holder };
}

interface Offer {
  readonly tickets: readonly { readonly code: string; readonly amount: number }[];
}
