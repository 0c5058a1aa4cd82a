import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { createPartner } from '../../support/partners.ts';
import type { TestPartner } from '../../support/partners.ts';
import { askRaw, corsOf, originOf, preflight } from './raw.ts';
import type { RawAnswer, RawRequest } from './raw.ts';

const SHOP = 'https://shop.example';
const OTHER = 'https://other.example';

describe('a partner over REST', () => {
  let test: TestApp;
  let performanceId: number;
  let geometryUrl: string;
  let shop: TestPartner;
  let other: TestPartner;

  beforeAll(async () => {
    test = await startApp();
    performanceId = await openSale(test.test.database);
    const performance = await askRaw(`${test.url}/api/performances/${performanceId}`);
    ({ geometryUrl } = JSON.parse(performance.body) as { geometryUrl: string });
    shop = await createPartner(test, { origins: [SHOP, 'https://www.shop.example'] });
    other = await createPartner(test, { origins: [OTHER], name: 'Other' });
  });
  afterAll(() => test.close());

  const ask = (path: string, origin?: string, wish: RawRequest = {}): Promise<RawAnswer> =>
    askRaw(`${test.url}${path}`, { ...wish, origin });
  const asking = (path: string, origin: string): Promise<RawAnswer> =>
    preflight(`${test.url}${path}`, origin);
  const read = (key: string): string => `/api/performances/${performanceId}?partnerKey=${key}`;

  /** A page may read why, and nothing else; its browser is told not to go on. */
  function expectRefusal(answer: RawAnswer, words: string, asked?: 'before'): void {
    expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(answer.message).toContain(words);
    expect(corsOf(answer)).toEqual(asked ? [] : ['access-control-allow-origin']);
    expect(originOf(answer)).toBe(asked ? undefined : '*');
    expect(answer.headers.vary).toContain('Origin');
  }

  it('PARTNER-3 its pages read the catalogue, every answer naming their origin', async () => {
    for (const path of ['/api/events', '/api/categories', `/api/performances/${performanceId}`]) {
      const answer = await ask(`${path}?locale=en&partnerKey=${shop.key}`, SHOP);
      expect(answer.status, path).toBe(200);
      expect(originOf(answer)).toBe(SHOP);
      expect(answer.headers.vary).toContain('Origin');
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
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
    expect(originOf(answer)).toBeUndefined();
    expect(answer.headers.vary).toContain('Origin');
  });

  it('PARTNER-3 a preflight is judged like the request after it', async () => {
    const allowed = await asking(read(shop.key), SHOP);
    expect(allowed.status).toBe(204);
    expect(originOf(allowed)).toBe(SHOP);
    expect(allowed.headers['access-control-allow-headers']).toContain('Authorization');
    expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();
    expectRefusal(await asking(read(shop.key), OTHER), 'not among the origins', 'before');
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
      expectRefusal(await asking(read(key), SHOP), 'no such key', 'before');
    }
  });

  it('PARTNER-2 without a key a foreign origin gets no CORS headers', async () => {
    expect(corsOf(await ask(`/api/performances/${performanceId}`, SHOP))).toEqual([]);
    expect(corsOf(await asking('/api/orders', SHOP))).toEqual([]);
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
      expect(answer.headers['cache-control']).toContain('immutable');
      expect(answer.headers.vary).toBe('Accept-Encoding');
    }
    expect(originOf(await asking(geometryUrl, OTHER))).toBe('*');
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
});
