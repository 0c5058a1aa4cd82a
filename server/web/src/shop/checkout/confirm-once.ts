import type { ConfirmPayment, OrderDetail, TicketFlowClient } from '@ticket-flow/client';
import { hasCode } from '../../shared/explain.ts';

/**
 * Confirms a payment once per key. Two renders of the page share one call; after a reload or the
 * back button the tab's storage says that it was sent, and the order is looked at first. The server
 * is idempotent too: this only spares the buyer an odd answer.
 */
export async function confirmOnce(
  client: TicketFlowClient,
  payment: ConfirmPayment,
): Promise<OrderDetail> {
  const known = calls.get(payment.paymentKey);
  if (known) return known;
  const call = wasSent(payment.paymentKey) ? resume(client, payment) : send(client, payment);
  calls.set(payment.paymentKey, call);
  // A failed call may be made again; one that was refused for good is remembered as sent.
  call.catch(() => calls.delete(payment.paymentKey));
  return call;
}

const calls = new Map<string, Promise<OrderDetail>>();

/** Only what the first call left undecided is asked again, under the same key. */
async function resume(client: TicketFlowClient, payment: ConfirmPayment): Promise<OrderDetail> {
  const order = await client.order(payment.orderId);
  return order.state === 'pending' ? send(client, payment) : order;
}

async function send(client: TicketFlowClient, payment: ConfirmPayment): Promise<OrderDetail> {
  noteSent(payment.paymentKey);
  try {
    return await client.confirmPayment(payment);
  } catch (error) {
    if (!hasCode(error, 'NETWORK', 'IN_PROGRESS')) throw error;
    // The answer was lost or another tab has it: the order knows.
    const order = await client.order(payment.orderId);
    if (order.state === 'pending') throw error;
    return order;
  }
}

function nameOf(paymentKey: string): string {
  return `ticket-flow.confirmed.${paymentKey}`;
}

function wasSent(paymentKey: string): boolean {
  try {
    return sessionStorage.getItem(nameOf(paymentKey)) !== null;
  } catch {
    return false;
  }
}

function noteSent(paymentKey: string): void {
  try {
    sessionStorage.setItem(nameOf(paymentKey), '1');
  } catch {
    // Then a reload asks again; the server answers the same.
  }
}
