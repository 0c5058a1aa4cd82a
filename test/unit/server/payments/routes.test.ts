import { beforeEach, describe, expect, it } from 'vitest';
import type { PaymentGateway, WebhookOutcome } from '../../../../server/src/payments/index.ts';
import { createGateways, paymentRoutes } from '../../../../server/src/payments/index.ts';
import { asAppError, renderProblem } from '../../../../server/src/platform/http/problem.ts';
import { createLogger } from '../../../../server/src/platform/logging.ts';
import { waitFor } from '../../../support/wait.ts';

const logger = createLogger('silent');

/** A gateway that understands the webhooks it is told to; nothing else of it is used here. */
function gatewayThat(provider: string, webhook?: PaymentGateway['webhook']): PaymentGateway {
  const banks = [{ code: '88', name: '신한은행' }];
  return { provider, banks, ...(webhook && { webhook }) } as unknown as PaymentGateway;
}

describe('payment routes', () => {
  let woken: [string, string | undefined][] = [];
  beforeEach(() => {
    woken = [];
  });

  function routes(
    outcome: WebhookOutcome,
    wake: () => Promise<void> = () => Promise.resolve(),
    seen: string[] = [],
  ) {
    const toss = gatewayThat('toss', ({ body, header }) => {
      seen.push(body, header('x-signature') ?? '');
      return outcome;
    });
    const api = paymentRoutes({
      gateways: createGateways([toss, gatewayThat('sandbox')]),
      wake: (orderId, secret) => {
        woken.push([orderId, secret]);
        return wake();
      },
      logger,
    });
    api.onError((error, c) => renderProblem(c, asAppError(error, logger, 'request')));
    return api;
  }
  const post = (api: ReturnType<typeof routes>, provider: string, body = '{}') =>
    api.request(`/webhooks/${provider}`, {
      method: 'POST',
      body,
      headers: { 'X-Signature': 'signed' },
    });

  it('GATE-9 names the providers and their banks, the first one first', async () => {
    const response = await routes({ outcome: 'ignored' }).request('/payments/providers');
    const banks = [{ code: '88', name: '신한은행' }];
    expect(await response.json()).toEqual({
      items: [
        { provider: 'toss', banks },
        { provider: 'sandbox', banks },
      ],
    });
  });

  it('GATE-9 an event is handed to its provider byte by byte, and wakes the order', async () => {
    const seen: string[] = [];
    const body = ' {"a" : "한\\u00e9"}\n';
    const api = routes({ outcome: 'look', orderId: 'order-1', secret: 's' }, undefined, seen);
    const response = await post(api, 'toss', body);
    expect(response.status).toBe(200);
    expect(seen).toEqual([body, 'signed']);
    expect(woken).toEqual([['order-1', 's']]);
  });

  it('GATE-9 what is not ours is received and left alone', async () => {
    expect((await post(routes({ outcome: 'ignored' }), 'toss')).status).toBe(200);
    expect(woken).toEqual([]);
  });

  it('GATE-9 a forged event is 400', async () => {
    const response = await post(routes({ outcome: 'forged', reason: 'signature' }), 'toss');
    expect(response.status).toBe(400);
    expect(woken).toEqual([]);
  });

  it.each(['paypal', 'sandbox'])('GATE-9 %s has no webhooks: 404', async (provider) => {
    expect((await post(routes({ outcome: 'ignored' }), provider)).status).toBe(404);
  });

  it('GATE-9 an order that cannot be looked at now is sent again', async () => {
    const failing = (): Promise<void> => Promise.reject(new Error('database away'));
    const response = await post(routes({ outcome: 'look', orderId: 'o' }, failing), 'toss');
    expect(response.status).toBe(503);
  });

  it('GATE-9 an order is looked at once at a time', async () => {
    const ends: (() => void)[] = [];
    const slow = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
    const api = routes({ outcome: 'look', orderId: 'o' }, slow);
    const posts = Array.from({ length: 5 }, async () => (await post(api, 'toss')).status);
    for (let looks = 1; looks <= 2; looks += 1) {
      await waitFor(() => woken.length === looks);
      ends.shift()?.();
    }
    expect(await Promise.all(posts)).toEqual(Array(5).fill(200));
    expect(woken).toHaveLength(2);
  });

  it('GATE-9 gateways are one a name, and at least one', () => {
    expect(() => createGateways([])).toThrow();
    const two = [gatewayThat('toss'), gatewayThat('toss')];
    expect(() => createGateways(two)).toThrow();
    const gateways = createGateways([gatewayThat('toss'), gatewayThat('sandbox')]);
    expect(gateways.first.provider).toBe('toss');
    expect(gateways.of('sandbox')?.provider).toBe('sandbox');
    expect(gateways.of('paypal')).toBeUndefined();
  });
});
