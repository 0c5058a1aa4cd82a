import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPartner } from '../../support/partners.ts';
import { bothEnds } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { ask, slugOf } from './ask.ts';
import type { Answer, Question } from './ask.ts';

/** A read that says it has a body goes the whole way, even when that body is none. */
const WHOLE_WAY = { 'content-length': '0' };
/** New in every answer. */
const MOVING = ['date', 'x-request-id', 'age'];

describe.each(bothEnds(() => inject('mariadbUrl')))('answers from memory, %s', (_name, start) => {
  let app: TestApp;
  let paths: string[];
  let performancePath: string;
  beforeAll(async () => {
    app = await start();
    for (let n = 0; n < 3; n += 1) await openSale(app.test.database);
    const id = await openSale(app.test.database);
    const slug = await slugOf(app, id);
    performancePath = `/api/performances/${String(id)}`;
    paths = [
      '/api/categories',
      '/api/events',
      '/api/events?locale=en&pageSize=3',
      `/api/events/${slug}`,
      performancePath,
    ];
    for (const path of paths) await ask(app.url + path);
  });
  afterAll(() => app.close());

  function comparable({ status, headers, body, text }: Answer): object {
    const kept = Object.entries(headers).filter(([name]) => !MOVING.includes(name));
    const clockless = text.replace(/"serverNow":\d+/, '"serverNow":0');
    return { status, headers: Object.fromEntries(kept), length: body.length, clockless };
  }

  async function bothWays(path: string, question: Question = {}): Promise<Answer> {
    expect(app.app.answerReady(path), `${path} in memory`).toBeDefined();
    const fast = await ask(app.url + path, question);
    const headers = { ...question.headers, ...WHOLE_WAY };
    const whole = await ask(app.url + path, { ...question, headers });
    expect(comparable(fast), path).toEqual(comparable(whole));
    expect(fast.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(fast.headers['x-request-id']).not.toBe(whole.headers['x-request-id']);
    return fast;
  }

  const ENCODINGS = [undefined, 'gzip', 'br', 'gzip, deflate, br', 'identity', 'br;q=0, *', ''];

  it('CACHE-6 an answer from memory is the one that the whole way gives', async () => {
    for (const path of paths) {
      for (const encoding of ENCODINGS) {
        const headers = encoding === undefined ? {} : { 'accept-encoding': encoding };
        const { headers: got, status } = await bothWays(path, { headers });
        expect(status).toBe(200);
        await bothWays(path, { method: 'HEAD', headers });
        const etag = got.etag ?? '';
        for (const known of [etag, '*', '"other"', `"other", W/${etag.replace(/^W\//, '')}`]) {
          await bothWays(path, { headers: { ...headers, 'if-none-match': known } });
        }
      }
      await bothWays(path, { headers: { origin: 'https://elsewhere.example' } });
    }
  });

  it('CACHE-6 what a partner key asks for goes the whole way', async () => {
    const { key } = await createPartner(app);
    const path = `/api/events?partnerKey=${key}`;
    for (let n = 0; n < 2; n += 1) {
      const headers = { origin: 'https://shop.example' };
      const answer = await ask(app.url + path, { headers });
      expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example');
      expect(answer.headers.vary).toBe('Origin, Accept-Encoding');
      expect(app.app.answerReady(path)).toBeUndefined();
    }
    const refused = await ask(`${app.url}/api/events?partnerKey=made-up`);
    expect(refused.status).toBe(403);
  });

  it('CACHE-7 the tag is of the content, one an encoding, and whoever has it gets 304', async () => {
    const url = `${app.url}/api/events`;
    const plain = await ask(url);
    expect(plain.headers.etag).toMatch(/^"[\w-]{22}"$/);
    expect(plain.headers['cache-control']).toBe('no-cache');
    expect(plain.headers.vary).toBe('Accept-Encoding');
    for (const encoding of ['gzip', 'br']) {
      const packed = await ask(url, { headers: { 'accept-encoding': encoding } });
      expect(packed.headers['content-encoding']).toBe(encoding);
      expect(packed.headers.etag).not.toBe(plain.headers.etag);
      expect(packed.text).toBe(plain.text);
      expect(packed.body.length).toBeLessThan(plain.body.length / 2);
      const again = await ask(url, {
        headers: { 'accept-encoding': encoding, 'if-none-match': packed.headers.etag ?? '' },
      });
      expect([again.status, again.body.length]).toEqual([304, 0]);
      expect(again.headers.etag).toBe(packed.headers.etag);
    }
  });

  it('CACHE-4 a performance tells the time of every answer, in every encoding', async () => {
    for (const encoding of ['identity', 'gzip', 'br']) {
      const headers = { 'accept-encoding': encoding };
      const first = await ask(app.url + performancePath, { headers });
      const before = Date.now();
      const second = await ask(app.url + performancePath, { headers });
      const { serverNow } = second.json as { serverNow: number };
      expect(serverNow).toBeGreaterThanOrEqual(before);
      expect(serverNow).toBeLessThanOrEqual(Date.now());
      expect(second.headers['cache-control']).toBe('no-store');
      expect(first.headers.etag).toMatch(/^W\//);
      expect(second.headers.etag).toBe(first.headers.etag);
    }
  });

  it('CACHE-8 addresses that mean the same share one answer', async () => {
    const plain = await ask(`${app.url}/api/events?locale=ko&page=1&pageSize=20`);
    const other = await ask(`${app.url}/api/events?utm=x&pageSize=20`);
    expect(other.headers.etag).toBe(plain.headers.etag);
  });
});
