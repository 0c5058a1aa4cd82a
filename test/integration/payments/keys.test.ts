import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { gatewayOf, startStripeServer, startTossServer } from '../../support/providers/index.ts';

/** Hands every call on, and keeps the idempotency keys of those that change something. */
async function recordKeys(targetUrl: string) {
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const forward = async (): Promise<void> => {
      const { method = 'GET', url = '/', headers } = request;
      const key = headers['idempotency-key'];
      const body = await buffer(request);
      if (method === 'POST') keys.push(Array.isArray(key) ? key.join() : key);
      const answer = await fetch(new URL(url, targetUrl), {
        method,
        headers: {
          authorization: headers.authorization ?? '',
          'content-type': headers['content-type'] ?? '',
          ...(typeof key === 'string' && { 'idempotency-key': key }),
        },
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(await answer.text());
    };
    forward().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    keys,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

it.each([
  ['Toss', startTossServer],
  ['Stripe', startStripeServer],
] as const)('GATE-1 what moves money at %s bears the key it was asked under', async (_, start) => {
  const server = await start();
  const recorder = await recordKeys(server.url);
  try {
    const gateway = gatewayOf({ ...server, url: recorder.url });
    const request = { orderId: 'keyed', amount: 10_000, currency: 'KRW' };
    const paymentKey = server.authorise('keyed', request.amount, {});
    const payment = { ...request, paymentKey, idempotencyKey: 'keyed:1' };
    const confirmed = await gateway.confirm(payment);
    if (confirmed.outcome !== 'done') throw new Error(confirmed.outcome);
    const { providerId } = confirmed;
    const keys = { refundId: 'keyed:r1', idempotencyKey: 'keyed:r1' };
    const refund = { ...request, ...keys, providerId, amount: 4_000, reason: 'given back' };
    expect(await gateway.refund(refund)).toEqual({ outcome: 'done' });
    expect(recorder.keys).toEqual(['keyed:1', 'keyed:r1']);
  } finally {
    await recorder.close();
    await server.stop();
  }
});
