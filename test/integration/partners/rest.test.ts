import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bothEnds } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { createPartner } from '../../support/partners.ts';
import type { TestPartner } from '../../support/partners.ts';
import { waitFor } from '../../support/wait.ts';

const SHOP = 'https://shop.example';
const OTHER = 'https://other.example';
const CORS = /^access-control-/;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly code: string | undefined;
  readonly message: string;
}

describe.each(bothEnds(() => inject('mariadbUrl')))('a partner over REST, %s', (_name, start) => {
  let test: TestApp;
  let performanceId: number;
  let geometryUrl: string;
  let shop: TestPartner;
  let other: TestPartner;

  beforeAll(async () => {
    test = await start();
    performanceId = await openSale(test.test.database);
    ({ geometryUrl } = await test.guest('x').performance(performanceId));
    shop = await createPartner(test, { origins: [SHOP, 'https://www.shop.example'] });
    other = await createPartner(test, { origins: [OTHER], name: 'Other' });
  });
  afterAll(() => test.close());

  async function ask(path: string, origin?: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { ...init.headers, ...(origin !== undefined && { origin }) };
    const response = await fetch(`${test.url}${path}`, { ...init, headers });
    const text = await response.text();
    const body = (text.startsWith('{') ? JSON.parse(text) : {}) as {
      error?: { code: string; message: string };
    };
    const { code, message = '' } = body.error ?? {};
    return { status: response.status, headers: response.headers, code, message };
  }

  const preflight = (path: string, origin: string): Promise<Answer> =>
    ask(path, origin, {
      method: 'OPTIONS',
      headers: {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
  const read = (key: string): string => `/api/performances/${performanceId}?partnerKey=${key}`;
  const corsOf = ({ headers }: Answer): string[] =>
    [...headers.keys()].filter((name) => CORS.test(name));
  const originOf = ({ headers }: Answer): string | null =>
    headers.get('access-control-allow-origin');

  function expectRefusal(answer: Answer, words: string): void {
    expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(answer.message).toContain(words);
    expect(corsOf(answer)).toEqual([]);
    expect(answer.headers.get('vary')).toContain('Origin');
  }

  it('PARTNER-3 its pages read the catalogue, every answer naming their origin', async () => {
    for (const path of ['/api/events', '/api/categories', `/api/performances/${performanceId}`]) {
      const answer = await ask(`${path}?locale=en&partnerKey=${shop.key}`, SHOP);
      expect(answer.status, path).toBe(200);
      expect(originOf(answer)).toBe(SHOP);
      expect(answer.headers.get('vary')).toContain('Origin');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
    const second = await ask(read(shop.key), 'https://www.shop.example');
    expect(originOf(second)).toBe('https://www.shop.example');
  });

  it('PARTNER-3 a refusal names the origin too, so that the page can read it', async () => {
    const missing = await ask(`/api/performances/999999?partnerKey=${shop.key}`, SHOP);
    expect(missing).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(originOf(missing)).toBe(SHOP);
    const wrong = await ask(`/api/events?page=x&partnerKey=${shop.key}`, SHOP);
    expect(wrong).toMatchObject({ status: 400, code: 'INVALID' });
    expect(originOf(wrong)).toBe(SHOP);
    const nowhere = await ask(`/api/nowhere?partnerKey=${shop.key}`, SHOP);
    expect(nowhere.status).toBe(403);
    expect(originOf(nowhere)).toBe(SHOP);
  });

  it('PARTNER-3 without an origin it is no page, and is let in', async () => {
    const answer = await ask(read(shop.key));
    expect(answer.status).toBe(200);
    expect(originOf(answer)).toBeNull();
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it('PARTNER-3 a preflight is judged like the request after it', async () => {
    const allowed = await preflight(read(shop.key), SHOP);
    expect(allowed.status).toBe(204);
    expect(originOf(allowed)).toBe(SHOP);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    expectRefusal(await preflight(read(shop.key), OTHER), 'not among the origins');
  });

  it('PARTNER-2 from any other origin its key is refused', async () => {
    const foreign = [OTHER, 'http://shop.example', 'https://shop.example:8443', 'null', test.url];
    for (const origin of foreign) {
      expectRefusal(await ask(read(shop.key), origin), 'not among the origins');
    }
    expectRefusal(await ask(read(other.key), SHOP), 'not among the origins');
  });

  it('PARTNER-2 an unknown key is refused, and so is an empty one', async () => {
    for (const key of ['', 'pk_unknown', shop.id, shop.key.toLowerCase()]) {
      expectRefusal(await ask(read(key), SHOP), 'no such key');
      expectRefusal(await preflight(read(key), SHOP), 'no such key');
    }
  });

  it('PARTNER-2 without a key a foreign origin gets no CORS headers', async () => {
    expect(corsOf(await ask(`/api/performances/${performanceId}`, SHOP))).toEqual([]);
    expect(corsOf(await preflight('/api/orders', SHOP))).toEqual([]);
  });

  it('PARTNER-4 accounts, orders and commands are not open to a key', async () => {
    const { session } = await test.join();
    const closed = [
      ['POST', '/api/auth/login'],
      ['POST', '/api/auth/refresh'],
      ['POST', '/api/auth/sign-up'],
      ['POST', '/api/events'],
      ['GET', '/api/me'],
      ['GET', '/api/orders'],
      ['POST', '/api/orders'],
      ['GET', '/api/payments/providers'],
      ['GET', '/api/admin/partners'],
    ] as const;
    for (const token of [session.accessToken, shop.sign('c1')]) {
      for (const [method, path] of closed) {
        const answer = await ask(`${path}?partnerKey=${shop.key}`, SHOP, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(method === 'POST' && { body: '{}' }),
        });
        expect(answer, path).toMatchObject({ status: 403, code: 'FORBIDDEN' });
        expect(answer.message).toContain('not open to it');
        expect(originOf(answer)).toBe(SHOP);
      }
    }
  });

  it('PARTNER-6 without the key a customer token is worth nothing', async () => {
    const answer = await ask('/api/orders', undefined, {
      headers: { authorization: `Bearer ${shop.sign('c1')}` },
    });
    expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('PARTNER-4 the geometry is for everybody, and cached for ever', async () => {
    for (const path of [geometryUrl, `${geometryUrl}?partnerKey=${shop.key}`]) {
      const answer = await ask(path, OTHER);
      expect(answer.status).toBe(200);
      expect(originOf(answer)).toBe('*');
      expect(answer.headers.get('cache-control')).toContain('immutable');
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    }
    expect(originOf(await preflight(geometryUrl, OTHER))).toBe('*');
    const missing = `/api/charts/1/${'0'.repeat(24)}.json`;
    expect(originOf(await ask(missing, OTHER))).toBe('*');
  });

  it('PARTNER-6 through the SDK a partner’s page reads, and asks for nothing else', async () => {
    const page = shop.client();
    const performance = await page.performance(performanceId);
    expect((await page.geometry(performance)).seatCount).toBe(40);
    await expect(page.orders()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(page.me()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('PARTNER-9 what is taken away is refused, and given back is let in', async () => {
    const { partners } = test.app.services;
    const { id, key } = await createPartner(test, { origins: [SHOP] });
    const statusOf = async (of: string): Promise<number> => (await ask(read(of), SHOP)).status;
    expect(await statusOf(key)).toBe(200);
    await partners.change(id, { change: 'suspend' });
    expect(await statusOf(key)).toBe(403);
    await partners.change(id, { change: 'resume' });
    expect(await statusOf(key)).toBe(200);
    await partners.change(id, { change: 'remove-origin', origin: SHOP });
    expect(await statusOf(key)).toBe(403);
    const { keys } = await partners.change(id, { change: 'add-key' });
    await partners.change(id, { change: 'add-origin', origin: `${SHOP}/` });
    expect(await statusOf(key)).toBe(200);
    await partners.change(id, { change: 'revoke-key', key });
    expect(await statusOf(key)).toBe(403);
    expect(await statusOf(keys[1] ?? '')).toBe(200);
  });

  it('PARTNER-9 another node’s change is noticed soon', async () => {
    const { id, key } = await createPartner(test, { origins: [SHOP] });
    expect((await ask(read(key), SHOP)).status).toBe(200);
    const { models, transaction } = test.test.database;
    await transaction(async (tx) => {
      const where = { id: key, partner_id: id };
      await models.partnerKeys.update({ revoked_at: 1 }, { where, transaction: tx });
    });
    await waitFor(async () => (await ask(read(key), SHOP)).status === 403);
  });
});
