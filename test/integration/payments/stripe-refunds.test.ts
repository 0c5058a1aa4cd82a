import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { gatewayOf, startStripeServer } from '../../support/providers/index.ts';
import type { FaultKind, StripeServer } from '../../support/providers/index.ts';

const AMOUNT = 10_000;

describe('refunds at Stripe', () => {
  let server: StripeServer;
  let gateway: PaymentGateway;
  let orders = 0;
  beforeAll(async () => {
    server = await startStripeServer();
    gateway = gatewayOf(server);
  });
  afterAll(() => server.stop());

  async function paid() {
    orders += 1;
    const orderId = `stripe-refund-${String(orders)}`;
    const paymentKey = server.authorise(orderId, AMOUNT);
    const request = { orderId, paymentKey, amount: AMOUNT, currency: 'KRW' };
    await gateway.confirm({ ...request, idempotencyKey: `${orderId}:1` });
    return request;
  }
  const error = (code: string, status: number): FaultKind => ({
    kind: 'error',
    problem: { status, code },
  });
  const refundOf = ({ orderId }: { orderId: string }) => ({
    ...{ orderId, providerId: server.intent(orderId).id, currency: 'KRW' },
    ...{ amount: 4_000, reason: 'cancelled' },
    ...{ refundId: `${orderId}:r1`, idempotencyKey: `${orderId}:r1` },
  });
  it('GATE-4 a refund that is on its way is not done, and one that failed is a refusal', async () => {
    const request = await paid();
    const refund = refundOf(request);
    const change = (body: object): object => ({ ...body, status: 'pending' });
    server.fault({ kind: 'changed', change, on: 'refund', orderId: request.orderId });
    expect(await gateway.refund(refund)).toEqual({ outcome: 'unknown', reason: 'pending' });
    const [made] = server.intent(request.orderId).refunds;
    if (!made) throw new Error('no refund');
    made.status = 'failed';
    expect(await gateway.refund(refund)).toMatchObject({ outcome: 'refused' });
    made.status = 'succeeded';
    expect(await gateway.refund(refund)).toEqual({ outcome: 'done' });
    expect(server.intent(request.orderId).refunds).toHaveLength(1);
  });

  it('GATE-4 a refusal is final, a conflict and a failure are not', async () => {
    const request = await paid();
    const refund = refundOf(request);
    for (const [code, status] of [
      ['idempotency_key_in_use', 409],
      ['lock_timeout', 429],
      ['api_error', 500],
    ] as const) {
      server.fault({ ...error(code, status), on: 'refund', orderId: request.orderId });
      expect(await gateway.refund(refund)).toMatchObject({ outcome: 'unknown' });
    }
    server.fault({ ...error('charge_disputed', 400), on: 'refund', orderId: request.orderId });
    expect(await gateway.refund(refund)).toMatchObject({
      outcome: 'refused',
      code: 'charge_disputed',
    });
    expect(await gateway.refund(refund)).toEqual({ outcome: 'done' });
  });

  it('GATE-4 a refund that came to nothing is asked for anew under another key', async () => {
    for (const status of ['failed', 'canceled'] as const) {
      const request = await paid();
      const refund = refundOf(request);
      await gateway.refund(refund);
      const { refunds } = server.intent(request.orderId);
      const [made] = refunds;
      if (!made) throw new Error('no refund');
      made.status = status;
      expect(await gateway.refund(refund)).toMatchObject({ outcome: 'refused', code: status });
      const again = { ...refund, idempotencyKey: `${refund.refundId}:2` };
      expect(await gateway.refund(again)).toEqual({ outcome: 'done' });
      expect(await gateway.refund(again)).toEqual({ outcome: 'done' });
      expect(await gateway.refund({ ...again, amount: 5_000 })).toMatchObject({
        outcome: 'refused',
      });
      expect(refunds.map((one) => one.status)).toEqual([status, 'succeeded']);
      for (const one of refunds) one.status = 'failed';
      expect(await gateway.refund(again)).toMatchObject({ outcome: 'refused' });
      expect(refunds).toHaveLength(2);
    }
  });

  it.each([
    ['charge_disputed', 400],
    ['api_error', 500],
  ])('GATE-4 %s that Stripe keeps under the key is asked past', async (code, status) => {
    const request = await paid();
    const { orderId } = request;
    const refund = refundOf(request);
    server.fault({ kind: 'stored', problem: { status, code }, on: 'refund', orderId });
    const first = await gateway.refund(refund);
    expect(first.outcome).toBe(status === 400 ? 'refused' : 'unknown');
    const outcomes = await Promise.all([gateway.refund(refund), gateway.refund(refund)]);
    expect(outcomes).toContainEqual({ outcome: 'done' });
    expect(await gateway.refund(refund)).toEqual({ outcome: 'done' });
    expect(server.returned(orderId)).toBe(4_000);
  });

  it('GATE-4 what went back by hand is seen before more does', async () => {
    const request = await paid();
    server.returnByHand(request.orderId, AMOUNT);
    expect(await gateway.refund(refundOf(request))).toEqual({ outcome: 'done' });
    expect(server.calls('refund', request.orderId)).toBe(0);
  });
});
