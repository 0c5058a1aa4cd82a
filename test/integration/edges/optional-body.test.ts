import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { SignedInClient, TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { orderSeats } from '../../support/purchases.ts';

let test: TestApp;
let buyer: SignedInClient;
let orderId: string;
beforeAll(async () => {
  test = await startApp();
  buyer = await test.join();
  const performanceId = await openSale(test.test.database);
  orderId = (await orderSeats(buyer.client, performanceId, [0])).id;
});
afterAll(() => test.close());

interface Answer {
  readonly kind?: string;
  readonly provider?: string;
  readonly error?: { readonly code: string; readonly details?: { readonly field?: string } };
}

async function startPayment(body: string | undefined, type = 'application/json'): Promise<Answer> {
  const response = await fetch(`${test.url}/api/orders/${orderId}/payment`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${buyer.session.accessToken}`,
      ...(type !== '' && { 'content-type': type }),
    },
    ...(body !== undefined && { body }),
  });
  return (await response.json()) as Answer;
}

it.each([
  ['no body', undefined, ''],
  ['no body, said to be JSON', undefined, 'application/json'],
  ['an empty text', '', 'application/json'],
  ['an empty object', '{}', 'application/json'],
  ['a provider', '{"provider":"sandbox"}', 'application/json'],
  ['a provider and a charset', '{"provider":"sandbox"}', 'application/json; charset=utf-8'],
])('EDGE-4 a payment starts with %s', async (_name, body, type) => {
  expect(await startPayment(body, type)).toMatchObject({ kind: 'redirect', provider: 'sandbox' });
});

it.each([
  ['broken JSON', '{"provider":', 'body'],
  ['no object', '"sandbox"', 'body'],
  ['a provider that is none', '{"provider":7}', 'provider'],
  ['an unknown provider', '{"provider":"nobody"}', 'provider'],
])('EDGE-4 but not with %s', async (_name, body, field) => {
  const { error } = await startPayment(body);
  expect(error).toMatchObject({ code: 'INVALID', details: { field } });
});
