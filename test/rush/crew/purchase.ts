import { randomUUID } from 'node:crypto';
import type { OrderDetail, WireHold } from '@ticket-flow/client';
import { patiently, pause } from './scene.ts';
import type { Person } from './scene.ts';

const BUYER = { name: 'Rush', email: 'rush@example.test' };
const LOOKS = 15;

/** Orders the seats of these holds and pays in the sandbox; true: was told that it is paid. */
export async function buy(person: Person, holds: readonly WireHold[]): Promise<boolean> {
  const { rest, scene } = person;
  const key = randomUUID();
  const request = {
    performanceId: scene.plan.performanceId,
    holds: holds.map(({ token }) => token),
    buyer: BUYER,
  };
  const order = await patiently(person, () =>
    rest.call<OrderDetail>('/api/orders?locale=en', {
      ...{ method: 'POST', body: request, headers: { 'idempotency-key': key } },
    }),
  );
  await pause(person, 300, 1_500);
  const { id: orderId, amount, currency } = order;
  const { paymentKey } = await patiently(person, () =>
    rest.call<{ paymentKey: string }>('/api/sandbox/payments', {
      ...{ method: 'POST', body: { orderId, amount, currency, behaviour: 'approve' } },
    }),
  );
  const confirmed = await patiently(person, () =>
    rest.call<OrderDetail>('/api/payments/confirm?locale=en', {
      ...{ method: 'POST', body: { orderId, paymentKey, amount } },
    }),
  );
  const paid = await decided(person, confirmed);
  if (paid) scene.tally.toldPaid.push(orderId);
  return paid;
}

/** The provider may take a moment. */
async function decided(person: Person, order: OrderDetail): Promise<boolean> {
  let { state } = order;
  for (let looks = 0; state === 'paying' && looks < LOOKS; looks += 1) {
    await pause(person, 1_000);
    const path = `/api/orders/${order.id}?locale=en`;
    ({ state } = await patiently(person, () => person.rest.call<OrderDetail>(path)));
  }
  return state === 'paid';
}
