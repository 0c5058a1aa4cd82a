import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderDetail, TicketFlowClient, WireHold } from '@ticket-flow/client';
import type { Random } from '../../support/random.ts';
import { codeOf, countError, isPassing } from './tally.ts';
import type { Tally } from './tally.ts';

export interface Purchase {
  readonly client: TicketFlowClient;
  readonly performanceId: number;
  readonly hold: WireHold;
  readonly random: Random;
  readonly tally: Tally;
}

type Behaviour = 'approve' | 'decline' | 'slow';

/** How long a careful client asks again before it gives up. */
const PATIENCE_MS = 15_000;
const RETRY_MS = { from: 150, to: 600 };
/** Of a hundred who ordered. */
const LEAVE = 8;
const DECLINED = 10;
const SLOW = 4;

/** From a hold to a ticket, as a careful client does it: what is repeated keeps its key. */
export async function purchase(options: Purchase): Promise<void> {
  const order = await placeOrder(options);
  const lot = options.random.int(1, 100);
  if (lot <= LEAVE) return;
  if (lot > LEAVE + DECLINED + SLOW) return pay(options, order, 'approve');
  if (lot > LEAVE + DECLINED) return pay(options, order, 'slow');
  await pay(options, order, 'decline');
  if (options.random.chance(0.5)) await pay(options, order, 'approve');
}

function placeOrder(options: Purchase): Promise<OrderDetail> {
  const { client, performanceId, hold } = options;
  const buyer = { name: 'Crowd', email: 'crowd@example.test' };
  const key = randomUUID();
  return patiently(options, () =>
    client.createOrder({ performanceId, holds: [hold.token], buyer }, key),
  );
}

async function pay(options: Purchase, order: OrderDetail, behaviour: Behaviour): Promise<void> {
  const { client, tally } = options;
  const { id: orderId, amount, currency } = order;
  const { paymentKey } = await patiently(options, () =>
    client.authoriseSandbox({ orderId, amount, currency, behaviour }),
  );
  const payment = { orderId, paymentKey, amount };
  try {
    const answer = await patiently(options, () => client.confirmPayment(payment));
    const { state } = answer.state === 'paying' ? await settled(options, orderId) : answer;
    if (state === 'paid') tally.toldPaid.push(orderId);
  } catch (error) {
    if (codeOf(error) !== 'DECLINED') throw error;
    countError(tally, error);
  }
}

/** The order once the provider has answered, or as it was when patience ended. */
async function settled(options: Purchase, orderId: string): Promise<OrderDetail> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const order = await patiently(options, () => options.client.order(orderId));
    if (order.state !== 'paying' || Date.now() > until) return order;
    await pause(options.random);
  }
}

/** Sends a request again while it is not answered or not possible. */
async function patiently<T>({ tally, random }: Purchase, request: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!isPassing(error) || Date.now() > until) throw error;
      countError(tally, error);
      await pause(random);
    }
  }
}

function pause(random: Random): Promise<void> {
  return sleep(random.int(RETRY_MS.from, RETRY_MS.to));
}
