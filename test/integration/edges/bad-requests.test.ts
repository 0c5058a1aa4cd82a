import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER_TOKEN, TOKEN_SECRET, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { countRows } from '../../support/rows.ts';
import { waitFor } from '../../support/wait.ts';
import { mutationsOf } from './mutations.ts';
import type { JsonSchema } from './mutations.ts';

/** One valid request a route: what the mutations start from. A new route needs a line here. */
interface Sample {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: Record<string, unknown>;
}
const KEY = { 'idempotency-key': 'a-key-of-a-test' };
const ACCOUNT = { bank: '88', accountNumber: '110-123-456', accountHolder: '홍길동' };
const SAMPLES: Readonly<Record<string, Sample>> = {
  'post /auth/sign-up': {
    body: { email: 'new@example.test', password: 'long enough', name: 'New', locale: 'ko' },
  },
  'post /auth/login': { body: { email: 'new@example.test', password: 'long enough' } },
  'post /auth/refresh': {},
  'post /auth/logout': {},
  'post /auth/verify-email': { body: { token: 'unknown' } },
  'post /auth/verify-email/send': {},
  'post /auth/password/forgot': { body: { email: 'nobody@example.test', locale: 'ko' } },
  'post /auth/password/reset': { body: { token: 'unknown', password: 'long enough' } },
  'get /human-check': {},
  'get /me': {},
  'get /categories': { query: { locale: 'ko' } },
  'get /events': { query: { locale: 'ko', category: 'x', page: '1', pageSize: '5' } },
  'get /events/{slug}': { params: { slug: 'nothing' }, query: { locale: 'ko' } },
  'get /search': { query: { q: 'x', locale: 'ko', page: '1', pageSize: '5' } },
  'get /search/suggest': { query: { q: 'x', locale: 'ko' } },
  'get /search/popular': { query: { limit: '5' } },
  'get /performances/{id}': { params: { id: '1' }, query: { locale: 'ko' } },
  'get /performances/{id}/availability': { params: { id: '1' } },
  'get /charts/{id}/{file}': { params: { id: '1', file: `${'0'.repeat(24)}.json` } },
  'post /orders': {
    headers: KEY,
    query: { locale: 'ko' },
    body: {
      performanceId: 1,
      holds: ['1.1|user:nobody|1|1'],
      priceTypes: { '1': 'adult' },
      buyer: { name: 'B', email: 'b@example.test', phone: '010-1234-5678' },
    },
  },
  'get /orders': { query: { locale: 'ko' } },
  'get /orders/{id}': { params: { id: 'o123456' }, query: { locale: 'ko' } },
  'post /orders/{id}/cancel': { params: { id: 'o123456' }, query: { locale: 'ko' } },
  'post /orders/{id}/payment': {
    ...{ params: { id: 'o123456' }, query: { locale: 'ko' } },
    body: { provider: 'sandbox' },
  },
  'post /orders/{id}/refunds': {
    ...{ params: { id: 'o123456' }, query: { locale: 'ko' } },
    body: { tickets: ['CODE'], amount: 1, account: ACCOUNT },
  },
  'post /orders/{id}/refund-account': {
    ...{ params: { id: 'o123456' }, query: { locale: 'ko' } },
    body: { account: ACCOUNT },
  },
  'get /ticket-keys': {},
  'get /payments/providers': {},
  'post /payments/confirm': {
    query: { locale: 'ko' },
    body: { orderId: 'o123456', paymentKey: 'sbx_1', amount: 1 },
  },
  'post /sandbox/payments': {
    body: { orderId: 'o123456', amount: 1, currency: 'KRW', behaviour: 'approve' },
  },
  'post /sandbox/payments/{paymentKey}/deposit': { params: { paymentKey: 'sbx_1' } },
  'post /webhooks/{provider}': { params: { provider: 'nobody' } },
  'post /admin/performances/{id}/call-off': { params: { id: '999999' } },
  'get /admin/searches': { query: { day: '2026-01-02', limit: '10' } },
  'get /admin/refunds': { query: { state: 'stuck', limit: '10' } },
  'post /admin/refunds/{id}/retry': { params: { id: 'o123456:r1' } },
  'get /admin/audit': { query: { since: '0', pauseMs: '0', performance: '1' } },
  'get /admin/outbox': { query: { state: 'dead', limit: '10' } },
  'post /admin/outbox/{id}/retry': { params: { id: '1' } },
  'get /admin/partners': {},
  'post /admin/partners': {
    body: {
      ...{ name: 'P', publicKey: 'no key', keyId: 'k1', organisation: 'nobody' },
      origins: ['https://shop.example'],
    },
  },
  'post /admin/partners/{id}': { params: { id: 'pnobody00000' }, body: { change: 'suspend' } },
  'get /performances/{id}/waiting-room': { params: { id: '999999' } },
  'get /performances/{id}/waiting-room/draw': { params: { id: '999999' } },
  'get /admin/waiting-rooms': {},
  'post /admin/waiting-rooms': {
    body: {
      ...{ performanceId: 999_999, lobbyOpensAt: 1, opensAt: 2, ratePerMinute: 60 },
      ...{ maxActive: 10, comeWithinMs: 60_000, sessionMs: 60_000, graceMs: 60_000 },
    },
  },
  'post /admin/waiting-rooms/{id}': { params: { id: '999999' }, body: { change: 'pause' } },
  'post /admin/productions': {
    body: { title: 'T', chart: {}, timeZone: 'Asia/Seoul', currency: 'KRW', topPrice: 1 },
  },
};

/** Paths that a wrong value cannot spoil: any text is a possible slug, it just isn't there. */
const FREE_TEXT = new Set(['slug', 'category', 'q']);

interface Operation {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly secured: boolean;
  readonly parameters: readonly { name: string; in: string; required?: boolean }[];
  readonly schema: JsonSchema | undefined;
  /** By status. */
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

interface Problem {
  readonly status: number;
  readonly body: { error?: { code?: string; message?: string; details?: { field?: string } } };
}

describe('EDGE-1 every route refuses what is wrong', () => {
  let test: TestApp;
  let operations: Operation[];
  let token: string;
  let tablesBefore: Record<string, number>;

  beforeAll(async () => {
    test = await startApp();
    await openSale(test.test.database);
    token = (await test.join()).session.accessToken;
    operations = readOperations(
      (await (await fetch(`${test.url}/api/openapi.json`)).json()) as OpenApi,
    );
    // The mail of the new account leaves a row of its own behind.
    const { outboxMessages } = test.test.database.models;
    await waitFor(async () => (await outboxMessages.count({ where: { state: 'open' } })) === 0);
    tablesBefore = await countRows(test.test.database);
  });
  afterAll(async () => {
    try {
      expect(await countRows(test.test.database), 'nothing half-done').toEqual(tablesBefore);
    } finally {
      await test.close();
    }
  });

  async function send(
    operation: Operation,
    sample: Sample & { raw?: string },
    authorization?: string,
  ): Promise<Problem> {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(sample.params?.[name] ?? ''),
    );
    const query = new URLSearchParams(sample.query).toString();
    const text = sample.raw ?? (sample.body && JSON.stringify(sample.body));
    const response = await fetch(`${test.url}/api${path}?${query}`, {
      method: operation.method.toUpperCase(),
      headers: {
        ...sample.headers,
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...(authorization && { authorization }),
      },
      ...(text !== undefined && { body: text }),
    });
    return { status: response.status, body: (await response.json()) as Problem['body'] };
  }

  const signedIn = (operation: Operation): string =>
    operation.path.startsWith('/admin/') ? `Bearer ${OWNER_TOKEN}` : `Bearer ${token}`;

  function expectRefusal(
    { key, responses }: Operation,
    problem: Problem,
    [what, field]: [string, string?],
  ): void {
    const where = `${key} ${what}: ${JSON.stringify(problem.body).slice(0, 200)}`;
    expect(problem.status, where).toBeGreaterThanOrEqual(400);
    expect(problem.status, where).toBeLessThan(500);
    // EDGE-5
    const described = responses[problem.status]?.description ?? '';
    expect(described, where).toContain(`\`${problem.body.error?.code ?? ''}\``);
    expect(problem.body.error?.message, where).toBeTruthy();
    if (field === undefined || problem.body.error?.code !== 'INVALID') return;
    const named = problem.body.error.details?.field ?? '';
    const related = named.startsWith(field) || field.startsWith(named);
    expect(named !== '' && related, `${where} should name ${field}`).toBe(true);
  }

  it('EDGE-1 has a sample for every route and no other', () => {
    expect(Object.keys(SAMPLES).sort()).toEqual(operations.map(({ key }) => key).sort());
  });

  it('EDGE-1 secured routes refuse no token, a garbled one and an expired one', async () => {
    const expired = jwt.sign({ exp: 1 }, TOKEN_SECRET, {
      subject: 'somebody',
      audience: 'ticket-flow:access',
    });
    const foreign = jwt.sign({}, 'another secret of enough length', {
      subject: 'somebody',
      audience: 'ticket-flow:access',
    });
    const secured = operations.filter((operation) => operation.secured);
    expect(secured.length).toBeGreaterThan(5);
    for (const operation of secured) {
      for (const header of [
        undefined,
        'Bearer garbage',
        `Bearer ${expired}`,
        `Bearer ${foreign}`,
      ]) {
        const problem = await send(operation, SAMPLES[operation.key] ?? {}, header);
        expect([401, 403], operation.key).toContain(problem.status);
        expectRefusal(operation, problem, [`with ${header ?? 'no token'}`]);
      }
    }
  });

  it('EDGE-1 bad path and query parameters and headers are refused by name', async () => {
    for (const operation of operations) {
      const sample = SAMPLES[operation.key] ?? {};
      for (const { name, in: place } of operation.parameters) {
        if (FREE_TEXT.has(name)) continue;
        for (const value of ['!', '-1', '9'.repeat(400), '1.5', '%00']) {
          const group = place === 'path' ? 'params' : place === 'header' ? 'headers' : 'query';
          const spoilt = { ...sample, [group]: { ...sample[group], [name]: value } };
          if (place === 'header' && value.length > 8 && value.length < 100) continue;
          const problem = await send(operation, spoilt, signedIn(operation));
          expectRefusal(operation, problem, [`${name}=${value.slice(0, 20)}`, name]);
        }
      }
    }
  });

  it('EDGE-1 bodies that are missing, no JSON, no object or too large are refused', async () => {
    for (const operation of operations.filter(({ schema }) => schema)) {
      const { body, ...sample } = SAMPLES[operation.key] ?? {};
      expect(body, operation.key).toBeDefined();
      const large = JSON.stringify({ x: 'x'.repeat(300_000) });
      for (const raw of [undefined, '', '{', '[]', '"text"', 'null', '7', large]) {
        const spoilt = raw === undefined ? sample : { ...sample, raw };
        const problem = await send(operation, spoilt, signedIn(operation));
        expectRefusal(operation, problem, [`body ${String(raw).slice(0, 10)}`]);
      }
    }
  });

  it('EDGE-1 every field of every body: missing, wrong type, empty, huge, negative', async () => {
    let sent = 0;
    for (const operation of operations) {
      const sample = SAMPLES[operation.key] ?? {};
      if (!operation.schema || !sample.body) continue;
      for (const { name, field, value } of mutationsOf(operation.schema, sample.body)) {
        const spoilt = { ...sample, body: value as Record<string, unknown> };
        const problem = await send(operation, spoilt, signedIn(operation));
        expectRefusal(operation, problem, [name, field]);
        sent += 1;
      }
    }
    expect(sent).toBeGreaterThan(100);
  });

  it('EDGE-1 what is not there is NOT_FOUND, on every path', async () => {
    const missing = await fetch(`${test.url}/api/no-such-thing`);
    expect(missing.status).toBe(404);
    expect(((await missing.json()) as Problem['body']).error?.code).toBe('NOT_FOUND');
  });
});

interface OpenApi {
  paths: Record<
    string,
    Record<
      string,
      {
        security?: unknown[];
        parameters?: { name: string; in: string; required?: boolean }[];
        responses: Record<string, { description: string }>;
        requestBody?: { content: Record<string, { schema: JsonSchema }> };
      }
    >
  >;
}

function readOperations({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      key: `${method} ${path}`,
      method,
      path,
      secured: operation.security !== undefined,
      parameters: operation.parameters ?? [],
      schema: operation.requestBody?.content['application/json']?.schema,
      responses: operation.responses,
    })),
  );
}
