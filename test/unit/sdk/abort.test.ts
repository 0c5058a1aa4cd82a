import { TicketFlowClient } from '@ticket-flow/client';
import type { CallOptions, CreateOrder } from '@ticket-flow/client';
import { describe, expect, it } from 'vitest';

const ORDER: CreateOrder = { performanceId: 1, holds: ['t'], buyer: { name: 'B', email: 'b@c.d' } };
const ABORTED = { name: 'TicketFlowError', code: 'ABORTED' };

/** A client whose server never answers, or answers only with that error. */
function clientOf(answer?: () => Response) {
  let asked = 0;
  const fetch: typeof globalThis.fetch = (_address, init) => {
    asked += 1;
    if (answer) return Promise.resolve(answer());
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => {
        reject(init.signal?.reason as Error);
      });
    });
  };
  const client = new TicketFlowClient({ baseUrl: 'http://tickets.test', fetch });
  return { client, asked: () => asked };
}

type Call = (client: TicketFlowClient, options: CallOptions) => Promise<unknown>;

const CALLS: readonly [string, Call][] = [
  ['a read', (c, o) => c.performance(1, o)],
  ['an order', (c, o) => c.createOrder(ORDER, 'a key of an order', o)],
  ['the start of a payment', (c, o) => c.startPayment('o1', undefined, o)],
  ['a payment', (c, o) => c.confirmPayment({ orderId: 'o1', paymentKey: 'k', amount: 5 }, o)],
  ['a refund', (c, o) => c.requestRefund('o1', { amount: 5 }, o)],
  ['giving up an order', (c, o) => c.cancelOrder('o1', o)],
  ['signing up', (c, o) => c.signUp({ email: 'a@b.c', password: 'long enough', name: 'A' }, o)],
  ['signing in', (c, o) => c.logIn({ email: 'a@b.c', password: 'long enough' }, o)],
  ['a new session', (c, o) => c.refresh(o)],
];

describe('SDK-6 aborting', () => {
  it.each(CALLS)('SDK-6 ends the waiting for %s', async (_what, call) => {
    const { client, asked } = clientOf();
    const controller = new AbortController();
    const answer = call(client, { signal: controller.signal });
    await Promise.resolve();
    controller.abort('left the page');
    await expect(answer).rejects.toMatchObject({ ...ABORTED, cause: 'left the page' });
    expect(asked()).toBeLessThanOrEqual(1);
  });

  it.each(CALLS)('SDK-6 sends nothing of %s that was aborted before', async (_what, call) => {
    const { client, asked } = clientOf();
    await expect(call(client, { signal: AbortSignal.abort() })).rejects.toMatchObject(ABORTED);
    expect(asked()).toBe(0);
  });

  it('SDK-6 ends the wait before a further try, and tries no more', async () => {
    const busy = { code: 'UNAVAILABLE', message: 'later', details: { retryAfterMs: 60_000 } };
    const { client, asked } = clientOf(() => Response.json({ error: busy }, { status: 503 }));
    const controller = new AbortController();
    const answer = client.performance(1, { signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    });
    await expect(answer).rejects.toMatchObject(ABORTED);
    expect(asked()).toBe(1);
  });

  it('SDK-6 ends the wait for a token', async () => {
    const client = new TicketFlowClient({
      baseUrl: 'http://tickets.test',
      getToken: () => new Promise<string>(() => undefined),
    });
    const controller = new AbortController();
    const answer = client.me({ signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toMatchObject(ABORTED);
  });

  it('SDK-6 does so where signals cannot be joined, too', async () => {
    const any = Object.getOwnPropertyDescriptor(AbortSignal, 'any');
    Reflect.deleteProperty(AbortSignal, 'any');
    try {
      const reasons: unknown[] = [];
      const fetch: typeof globalThis.fetch = (_address, init) =>
        new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => {
            reasons.push(init.signal?.reason);
            reject(new Error('cut'));
          });
        });
      const client = new TicketFlowClient({ baseUrl: 'http://tickets.test', fetch });
      const controller = new AbortController();
      const answer = client.performance(1, { signal: controller.signal });
      await Promise.resolve();
      controller.abort('left the page');
      await expect(answer).rejects.toMatchObject(ABORTED);
      expect(reasons).toEqual(['left the page']);
    } finally {
      if (any) Object.defineProperty(AbortSignal, 'any', any);
    }
  });
});
