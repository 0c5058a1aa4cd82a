import { ErrorCode } from '@ticket-flow/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';

/** What the routes of orders, money and mail refuse with; the usual codes of their kind apart. */
const OWN_CODES: Readonly<Record<string, readonly ErrorCode[]>> = {
  'post /orders': [
    ...(['NOT_FOUND', 'GONE', 'TAKEN', 'CHANNEL', 'WRONG_STATE', 'UNAVAILABLE'] as const),
    ...(['LIMIT', 'RATE_LIMITED'] as const),
  ],
  'get /orders': [],
  'get /orders/{id}': ['NOT_FOUND'],
  'post /orders/{id}/cancel': ['NOT_FOUND', 'WRONG_STATE'],
  'post /orders/{id}/payment': ['NOT_FOUND', 'WRONG_STATE', 'UNAVAILABLE'],
  'post /payments/confirm': [
    ...(['NOT_FOUND', 'AMOUNT_MISMATCH', 'DECLINED', 'IN_PROGRESS', 'WRONG_STATE'] as const),
  ],
  'get /payments/providers': [],
  'post /orders/{id}/refunds': [
    ...(['NOT_FOUND', 'AMOUNT_MISMATCH', 'NOT_REFUNDABLE', 'WRONG_STATE'] as const),
    'REFUND_ACCOUNT_NEEDED',
  ],
  'post /orders/{id}/refund-account': ['NOT_FOUND', 'WRONG_STATE'],
  'get /ticket-keys': [],
  'post /webhooks/{provider}': ['NOT_FOUND', 'TOO_LARGE', 'UNAVAILABLE'],
  'post /sandbox/payments': [],
  'post /sandbox/payments/{paymentKey}/deposit': ['NOT_FOUND', 'WRONG_STATE'],
  'post /auth/verify-email': ['LINK_EXPIRED'],
  'post /auth/verify-email/send': ['RATE_LIMITED'],
  'post /auth/password/forgot': [],
  'post /auth/password/reset': ['LINK_EXPIRED'],
  'post /admin/performances/{id}/call-off': ['NOT_FOUND'],
  'get /admin/refunds': [],
  'post /admin/refunds/{id}/retry': ['NOT_FOUND'],
  'get /admin/outbox': [],
  'post /admin/outbox/{id}/retry': ['NOT_FOUND', 'WRONG_STATE'],
  'get /admin/audit': [],
  'get /admin/partners': [],
  'post /admin/partners': ['NOT_FOUND'],
  'post /admin/partners/{id}': ['NOT_FOUND'],
  'get /performances/{id}/waiting-room': ['NOT_FOUND'],
  'get /performances/{id}/waiting-room/draw': ['NOT_FOUND', 'CLOSED'],
  'get /admin/waiting-rooms': [],
  'post /admin/waiting-rooms': ['NOT_FOUND', 'WRONG_STATE'],
  'post /admin/waiting-rooms/{id}': ['NOT_FOUND', 'WRONG_STATE'],
};

interface Described {
  readonly summary?: string;
  readonly security?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly parameters?: readonly unknown[];
  readonly responses: Readonly<Record<string, { description: string; content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: object }>>;

/** Codes of a route by status, the answer and the default apart. */
function codesOf({ responses }: Described): string[] {
  const refusals = Object.entries(responses).filter(([status]) => /^[45]/.test(status));
  return refusals.flatMap(([, { description }]) =>
    [...description.matchAll(/`([A-Z_]+)`/g)].map(([, code = '']) => code),
  );
}

function usualCodes(key: string, { security, requestBody, parameters }: Described): string[] {
  const owner = key.includes(' /admin/');
  return [
    ...(requestBody || parameters ? ['INVALID'] : []),
    ...(requestBody ? ['TOO_LARGE'] : []),
    ...(!security ? [] : owner ? ['FORBIDDEN'] : ['UNAUTHENTICATED', 'TOKEN_EXPIRED']),
  ];
}

describe('the description of the REST interface', () => {
  let test: TestApp;
  let routes: Map<string, Described>;
  let text: string;
  beforeAll(async () => {
    test = await startApp();
    text = await (await fetch(`${test.url}/api/openapi.json`)).text();
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Described>> };
    const entries = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, route]) => [`${method} ${path}`, route] as const),
    );
    routes = new Map(entries);
  });
  afterAll(() => test.close());

  it('EDGE-5 every route has a summary, a JSON answer with a schema, and the usual problem', () => {
    expect(routes.size).toBeGreaterThan(30);
    for (const [key, { summary, responses }] of routes) {
      expect(summary, key).toMatch(/\w/);
      const [answer] = Object.entries(responses).filter(([status]) => /^2/.test(status));
      const schema = answer?.[1].content?.['application/json']?.schema;
      expect(Object.keys(schema ?? {}), key).not.toEqual([]);
      expect(responses['default']?.description, key).toContain('`INTERNAL`');
    }
  });

  it.each(Object.entries(OWN_CODES))('EDGE-5 %s is there, with its codes', (key, codes) => {
    const route = routes.get(key);
    if (!route) throw new Error(`${key} is not described`);
    expect(codesOf(route).toSorted()).toEqual([...codes, ...usualCodes(key, route)].toSorted());
  });

  it('EDGE-5 the error’s code is one of those that a client knows', () => {
    const { components } = JSON.parse(text) as {
      components: { schemas: { Error: ErrorSchema } };
    };
    const { code } = components.schemas.Error.properties.error.properties;
    expect(code.enum.toSorted()).toEqual(Object.values(ErrorCode).toSorted());
  });
});

interface ErrorSchema {
  properties: { error: { properties: { code: { enum: string[] } } } };
}
