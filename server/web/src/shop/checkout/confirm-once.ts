import { TicketFlowError } from '@ticket-flow/client';
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
  const before = remembered(payment.paymentKey);
  const call = before ? resume(client, payment, before) : send(client, payment);
  calls.set(payment.paymentKey, call);
  // What is not decided yet, or failed, may be asked again; what is known of it is remembered.
  call.then(
    ({ state }) => state === 'paying' && calls.delete(payment.paymentKey),
    () => calls.delete(payment.paymentKey),
  );
  return call;
}

/** The provider said no after the call had ended: the order is back where it was. */
export function rememberDeclined(paymentKey: string): TicketFlowError {
  remember(paymentKey, 'declined');
  return new TicketFlowError('DECLINED', 'This payment was declined.');
}

type Outcome = 'sent' | 'declined';

const calls = new Map<string, Promise<OrderDetail>>();

/** Only what the first call left undecided is asked again, under the same key. */
async function resume(
  client: TicketFlowClient,
  payment: ConfirmPayment,
  before: Outcome,
): Promise<OrderDetail> {
  const order = await client.order(payment.orderId);
  if (order.state !== 'pending') return order;
  if (before === 'sent') return send(client, payment);
  throw rememberDeclined(payment.paymentKey);
}

async function send(client: TicketFlowClient, payment: ConfirmPayment): Promise<OrderDetail> {
  remember(payment.paymentKey, 'sent');
  try {
    return await client.confirmPayment(payment);
  } catch (error) {
    if (hasCode(error, 'DECLINED')) remember(payment.paymentKey, 'declined');
    if (!hasCode(error, 'NETWORK', 'IN_PROGRESS', 'WRONG_STATE')) throw error;
    // The answer was lost, another tab has it, or it is decided already: the order knows.
    const order = await client.order(payment.orderId);
    if (order.state === 'pending') throw error;
    return order;
  }
}

function nameOf(paymentKey: string): string {
  return `ticket-flow.confirmed.${paymentKey}`;
}

function remembered(paymentKey: string): Outcome | undefined {
  try {
    return (sessionStorage.getItem(nameOf(paymentKey)) ?? undefined) as Outcome | undefined;
  } catch {
    return undefined;
  }
}

function remember(paymentKey: string, outcome: Outcome): void {
  try {
    sessionStorage.setItem(nameOf(paymentKey), outcome);
  } catch {
    // Then a reload asks again; the server answers the same.
  }
}
