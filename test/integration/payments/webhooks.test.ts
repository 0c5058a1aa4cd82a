import { createAdaptorServer } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateways, paymentRoutes } from '../../../server/src/payments/index.ts';
import { asAppError, renderProblem } from '../../../server/src/platform/http/problem.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { gatewayOf, startStripeServer, startTossServer } from '../../support/providers/index.ts';
import type { ProviderServer, StripeServer } from '../../support/providers/index.ts';
import { waitFor } from '../../support/wait.ts';

const AMOUNT = 10_000;

describe('webhooks over the wire', () => {
  let toss: ProviderServer;
  let stripe: StripeServer;
  let close: () => Promise<void>;
  let url: string;
  const woken: string[] = [];
  beforeAll(async () => {
    [toss, stripe] = await Promise.all([startTossServer(), startStripeServer()]);
    const logger = createLogger('silent');
    const api = paymentRoutes({
      gateways: createGateways([gatewayOf(toss), gatewayOf(stripe)]),
      wake: (orderId, secret) => {
        woken.push(`${orderId} ${secret === undefined ? '-' : 'secret'}`);
        return Promise.resolve();
      },
      logger,
    });
    api.onError((error, c) => renderProblem(c, asAppError(error, logger, 'request')));
    const server = createAdaptorServer({ fetch: api.fetch, overrideGlobalObjects: false });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/webhooks`;
    close = () => new Promise((resolve) => void server.close(() => resolve()));
    toss.sendWebhooksTo(`${url}/toss`);
    stripe.sendWebhooksTo(`${url}/stripe`);
  });
  afterAll(async () => {
    await Promise.all([toss.stop(), stripe.stop()]);
    await close();
  });

  const confirmOf = (server: ProviderServer, orderId: string, paymentKey: string) =>
    gatewayOf(server).confirm({
      ...{ orderId, paymentKey, amount: AMOUNT, currency: 'KRW' },
      idempotencyKey: `${orderId}:1`,
    });

  it('GATE-7 Toss tells of a card and of a deposit, the latter with its secret', async () => {
    await confirmOf(toss, 'card-order', toss.authorise('card-order', AMOUNT));
    await waitFor(() => woken.includes('card-order -'));
    const key = toss.authorise('deposit-order', AMOUNT, { method: '가상계좌' });
    await confirmOf(toss, 'deposit-order', key);
    toss.deposit('deposit-order');
    await waitFor(() => woken.includes('deposit-order secret'));
  });

  it('GATE-7 Stripe tells of a page that was paid on, a capture and a refund, each signed', async () => {
    const gateway = gatewayOf(stripe);
    const orderId = 'stripe-order';
    const paymentKey = stripe.authorise(orderId, AMOUNT);
    await waitFor(() => woken.filter((entry) => entry === `${orderId} -`).length === 1);
    await confirmOf(stripe, orderId, paymentKey);
    await waitFor(() => woken.filter((entry) => entry === `${orderId} -`).length === 2);
    const providerId = stripe.intent(orderId).id;
    const refund = { orderId, providerId, amount: 1, currency: 'KRW', reason: '' };
    await gateway.refund({ ...refund, refundId: `${orderId}:r1`, idempotencyKey: `${orderId}:r1` });
    await waitFor(() => woken.filter((entry) => entry === `${orderId} -`).length === 3);
  });

  it('GATE-9 an event that was changed on its way is refused', async () => {
    const { body, headers } = stripe.webhook('stripe-order');
    const before = woken.length;
    const changed = body.replace('stripe-order', 'other-order');
    const answer = await fetch(`${url}/stripe`, { method: 'POST', body: changed, headers });
    expect(answer.status).toBe(400);
    expect(woken).toHaveLength(before);
    const repeated = await fetch(`${url}/stripe`, { method: 'POST', body, headers });
    expect(repeated.status).toBe(200);
  });

  it('GATE-7 the window of the local Toss brings back what can be confirmed', async () => {
    const script = await (await fetch(`${toss.url}/v2/standard`)).text();
    expect(script).toContain('requestPayment');
    const query = new URLSearchParams({
      ...{ orderId: 'window-order', amount: String(AMOUNT), currency: 'KRW', method: 'CARD' },
      successUrl: 'http://shop.example/orders/window-order/return',
    });
    const answer = await fetch(`${toss.url}/window?${query.toString()}`, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('amount')).toBe(String(AMOUNT));
    const paymentKey = back.searchParams.get('paymentKey') ?? '';
    expect(await confirmOf(toss, 'window-order', paymentKey)).toMatchObject({ outcome: 'done' });
  });
});
