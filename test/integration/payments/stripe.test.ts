import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { gatewayOf, startStripeServer } from '../../support/providers/index.ts';
import type { FaultKind, StripeServer } from '../../support/providers/index.ts';
import { signed } from '../../support/providers/stripe-server.ts';

const AMOUNT = 10_000;

describe('Stripe', () => {
  let server: StripeServer;
  let gateway: PaymentGateway;
  let orders = 0;
  beforeAll(async () => {
    server = await startStripeServer();
    gateway = gatewayOf(server, { publicUrl: 'https://tickets.example' });
  });
  afterAll(() => server.stop());

  const newOrder = (): string => {
    orders += 1;
    return `stripe-order-${String(orders)}`;
  };
  const requestOf = (orderId: string, paymentKey: string) => ({
    ...{ orderId, paymentKey, amount: AMOUNT, currency: 'KRW' },
    idempotencyKey: `${orderId}:1`,
  });
  function authorised() {
    const orderId = newOrder();
    return requestOf(orderId, server.authorise(orderId, AMOUNT));
  }
  const startOf = (orderId: string, change: object = {}) =>
    gateway.start({
      ...{ orderId, amount: AMOUNT, currency: 'KRW', title: '달빛 정거장', locale: 'ko' },
      ...{ returnPath: `/orders/${orderId}/return`, expiresAt: Date.now() + 600_000 },
      ...change,
    });
  const error = (code: string, status: number): FaultKind => ({
    kind: 'error',
    problem: { status, code },
  });

  it('GATE-2 the buyer goes to Stripe’s page and comes back with what is confirmed', async () => {
    const orderId = newOrder();
    const { start, paymentKey } = await startOf(orderId);
    if (start.kind !== 'redirect') throw new Error(start.kind);
    expect(gateway.recognises(paymentKey ?? '')).toBe(true);
    const page = await fetch(start.payUrl, { redirect: 'manual' });
    const back = new URL(page.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe(`https://tickets.example/orders/${orderId}/return`);
    expect(Object.fromEntries(back.searchParams)).toEqual({
      ...{ paymentKey, orderId, amount: String(AMOUNT) },
    });
    expect(server.captures(orderId)).toBe(0);
    const outcome = await gateway.confirm(requestOf(orderId, paymentKey ?? ''));
    expect(outcome).toEqual({
      outcome: 'done',
      providerId: server.intent(orderId).id,
      method: 'card',
      receiptUrl: `https://receipt.example/${orderId}`,
    });
    expect(server.charged(orderId)).toBe(AMOUNT);
  });

  it('GATE-2 an amount or currency that Stripe counts otherwise is refused by name', async () => {
    for (const currency of ['ISK', 'UGX']) {
      await expect(startOf(newOrder(), { currency })).rejects.toMatchObject({
        details: { field: 'currency' },
      });
    }
    await expect(startOf(newOrder(), { amount: 0 })).rejects.toMatchObject({
      details: { field: 'amount' },
    });
    const late = Date.now() + 7 * 86_400_000;
    expect((await startOf(newOrder(), { expiresAt: late })).paymentKey).toMatch(/^cs_/);
  });

  it('GATE-1 without an answer there is no page, for now', async () => {
    server.fault({ kind: 'error500', on: 'start' });
    await expect(startOf(newOrder())).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      details: { retryAfterMs: expect.any(Number) as number },
    });
  });

  it('GATE-3 a page that is still open is closed before it is a no', async () => {
    const orderId = newOrder();
    const { paymentKey = '' } = await startOf(orderId);
    const request = requestOf(orderId, paymentKey);
    server.fault({ kind: 'error500', on: 'close', orderId });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'unknown' });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'declined' });
    expect(() => {
      server.pay(paymentKey);
    }).toThrow();
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'declined', code: 'EXPIRED' });
  });

  it.each(['requires_payment_method', 'requires_action'] as const)(
    'GATE-3 an intent that %s is cancelled before it is a no',
    async (status) => {
      const request = authorised();
      server.intent(request.orderId).status = status;
      server.fault({ kind: 'error500', on: 'close', orderId: request.orderId });
      expect(await gateway.confirm(request)).toMatchObject({ outcome: 'unknown' });
      expect(await gateway.confirm(request)).toMatchObject({ outcome: 'declined' });
      expect(server.intent(request.orderId).status).toBe('canceled');
    },
  );

  it('GATE-1 what is processing is unknown until it is not', async () => {
    const request = authorised();
    const intent = server.intent(request.orderId);
    intent.status = 'processing';
    expect(await gateway.confirm(request)).toEqual({ outcome: 'unknown', reason: 'processing' });
    expect(await gateway.close(request, 'close')).toMatchObject({ outcome: 'unknown' });
    intent.status = 'requires_capture';
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'done' });
  });

  it('GATE-3 an authorisation that lapsed is a no', async () => {
    const request = authorised();
    server.expire(request.orderId);
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'declined', code: 'CANCELED' });
  });

  it('GATE-3 a refused capture is cancelled, and tells the bank’s reason', async () => {
    const orderId = newOrder();
    const refusal = 'insufficient_funds';
    const request = requestOf(orderId, server.authorise(orderId, AMOUNT, { refusal }));
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'declined', code: refusal });
    expect(server.intent(orderId).status).toBe('canceled');
  });

  it('GATE-1 a failure that Stripe stores under the key does not last as long as the key', async () => {
    const request = authorised();
    const intent = server.intent(request.orderId);
    intent.status = 'processing';
    // Stored: the capture was refused while the bank was at work.
    server.fault({ kind: 'changed', change: requiresCapture, on: 'get', orderId: request.orderId });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'unknown' });
    intent.status = 'requires_capture';
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'done' });
    expect(server.captures(request.orderId)).toBe(1);
  });

  it('GATE-2 another amount than was asked is never done', async () => {
    const request = authorised();
    const change = (body: object): object => ({ ...body, amount_received: 1 });
    server.fault({ kind: 'changed', change, on: 'confirm', orderId: request.orderId });
    expect(await gateway.confirm(request)).toEqual({ outcome: 'unknown', reason: 'MISMATCH' });
  });

  it('GATE-5 a payment of the other mode is not missing', async () => {
    const request = authorised();
    const message = 'No such payment; a similar object exists in test mode';
    const problem = { status: 404, code: 'resource_missing', message };
    server.fault({ kind: 'error', problem, on: 'get', orderId: request.orderId, times: 3 });
    expect(await gateway.look(request)).toMatchObject({ outcome: 'unknown' });
    expect(await gateway.close(request, 'close')).toMatchObject({ outcome: 'unknown' });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'unknown' });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'done' });
  });

  it('GATE-3 what is missing while it is captured is no final no', async () => {
    const request = authorised();
    server.fault({ ...error('resource_missing', 404), on: 'confirm', orderId: request.orderId });
    server.fault({ ...error('resource_missing', 404), on: 'close', orderId: request.orderId });
    server.intent(request.orderId).status = 'requires_action';
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'unknown' });
  });

  it('GATE-6 the books go through every page', async () => {
    const paid: string[] = [];
    for (let count = 0; count < 120; count += 1) {
      const request = authorised();
      await gateway.confirm(request);
      paid.push(request.orderId);
    }
    const listed: string[] = [];
    for await (const { orderId } of gateway.books(0)) listed.push(orderId);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.slice(-paid.length)).toEqual(paid);
  });

  describe('webhooks', () => {
    const read = (body: string, headers: Record<string, string>) =>
      gateway.webhook?.({ body, header: (name) => headers[name] });
    const now = (): number => Math.floor(Date.now() / 1_000);
    const event = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: { id: 'pi_1', metadata: { orderId: 'order-1' } } },
    });

    it('GATE-7 a signed event is a reason to look', async () => {
      const request = authorised();
      await gateway.confirm(request);
      const { body, headers } = server.webhook(request.orderId);
      expect(read(body, headers)).toEqual({ outcome: 'look', orderId: request.orderId });
      const signature = signed(event, 'whsec_local', now() - 290);
      expect(read(event, signature)).toEqual({ outcome: 'look', orderId: 'order-1' });
    });

    it.each([
      ['no signature', () => ({})],
      ['a signature of nonsense', () => ({ 'stripe-signature': 'nonsense' })],
      ['another secret', () => signed(event, 'whsec_other', now())],
      ['another body', () => signed(`${event} `, 'whsec_local', now())],
      ['a signature that is too old', () => signed(event, 'whsec_local', now() - 310)],
    ])('GATE-7 with %s it is forged', (_what, headers) => {
      expect(read(event, headers())).toMatchObject({ outcome: 'forged' });
    });

    it.each([
      ['no order', JSON.stringify({ type: 'x', data: { object: { metadata: {} } } })],
      ['no metadata', JSON.stringify({ type: 'x', data: { object: {} } })],
      ['no object', JSON.stringify({ type: 'x' })],
      ['no JSON', 'signed, but not JSON'],
    ])('GATE-7 a signed event of %s is ignored', (_what, body) => {
      const headers = signed(body, 'whsec_local', now());
      expect(read(body, headers)).toEqual({ outcome: 'ignored' });
    });
  });
});

/** A session whose intent looks as if it could be captured. */
function requiresCapture(body: Record<string, unknown>): object {
  const intent = body['payment_intent'] as object;
  return { ...body, payment_intent: { ...intent, status: 'requires_capture' } };
}
