import type { OrderDetail, TicketFlowClient } from '@ticket-flow/client';

/** What a buyer chooses on the sandbox's pay page. */
export type Behaviour = 'approve' | 'decline' | 'slow' | 'deposit';

export const BUYER = { name: 'Buyer', email: 'buyer@example.test' };

let keys = 0;

/** Holds seats and orders them; each call is an order of its own. */
export async function orderSeats(
  client: TicketFlowClient,
  performanceId: number,
  seats: readonly number[],
): Promise<OrderDetail> {
  const channel = client.seatChannel(performanceId);
  await channel.ready();
  const hold = await channel.hold({ seats: [...seats] });
  keys += 1;
  const request = { performanceId, holds: [hold.token], buyer: BUYER };
  return client.createOrder(request, `key-of-order-${String(process.pid)}-${String(keys)}`);
}

/** Authorises at the sandbox, as its pay page does, and comes back. */
export async function payOrder(
  client: TicketFlowClient,
  { id: orderId, amount, currency }: OrderDetail,
  behaviour: Behaviour,
): Promise<OrderDetail> {
  const { paymentKey } = await client.authoriseSandbox({ orderId, amount, currency, behaviour });
  return client.confirmPayment({ orderId, paymentKey, amount });
}

export async function buySeats(
  client: TicketFlowClient,
  performanceId: number,
  seats: readonly number[],
): Promise<OrderDetail> {
  return payOrder(client, await orderSeats(client, performanceId, seats), 'approve');
}

/** Gives tickets back for what the order's offer says. */
export function giveBack(
  client: TicketFlowClient,
  { id, refundOffer }: OrderDetail,
  tickets?: readonly string[],
  account?: { bank: string; accountNumber: string; accountHolder: string },
): Promise<OrderDetail> {
  const offered = (refundOffer?.tickets ?? []).filter(
    ({ code }) => tickets?.includes(code) ?? true,
  );
  const amount = offered.reduce((sum, ticket) => sum + ticket.amount, 0);
  return client.requestRefund(id, { amount, tickets, account });
}
