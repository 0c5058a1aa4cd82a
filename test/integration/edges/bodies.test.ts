import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER_TOKEN, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { askRaw } from '../partners/raw.ts';

const OVER = 'x'.repeat(256 * 1024);
const JSON_TYPE = { 'content-type': 'application/json' };

describe('bodies', () => {
  let test: TestApp;
  let account: { readonly email: string; readonly password: string };
  beforeAll(async () => {
    test = await startApp();
    const { session } = await test.join();
    account = { email: session.user.email, password: 'a long password' };
  });
  afterAll(() => test.close());

  interface Sent {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    /** Each goes in a chunk of its own, and nobody says how many bytes there will be. */
    readonly chunks?: readonly string[];
  }

  /** A request that doesn't tell its length: without chunks it has no body at all. */
  function send(path: string, { method = 'POST', headers = {}, chunks }: Sent) {
    const coding = chunks && { 'transfer-encoding': 'chunked' };
    return new Promise<{ status: number; code: string | undefined; body: string }>(
      (resolve, reject) => {
        const asked = request(`${test.url}${path}`, {
          ...{ method, agent: false },
          headers: { ...headers, ...coding },
        });
        if (!chunks) asked.removeHeader('transfer-encoding');
        asked.useChunkedEncodingByDefault = chunks !== undefined;
        asked.on('error', reject);
        asked.on('response', (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (body += chunk));
          response.on('end', () => {
            const { error } = JSON.parse(body) as { error?: { code: string } };
            resolve({ status: response.statusCode ?? 0, code: error?.code, body });
          });
        });
        for (const chunk of chunks ?? []) asked.write(chunk);
        asked.end();
      },
    );
  }

  it('EDGE-6 one in chunks is read like one with a length', async () => {
    const text = JSON.stringify(account);
    const [begin, end] = [text.slice(0, 10), text.slice(10)];
    const signedIn = await send('/api/auth/login', { headers: JSON_TYPE, chunks: [begin, end] });
    expect(signedIn).toMatchObject({ status: 200 });
    expect(JSON.parse(signedIn.body)).toMatchObject({ user: { email: account.email } });
    const wrong = JSON.stringify({ ...account, password: 'another' });
    expect(await send('/api/auth/login', { headers: JSON_TYPE, chunks: [wrong] })).toMatchObject({
      ...{ status: 401, code: 'BAD_CREDENTIALS' },
    });
    expect(await send('/api/auth/login', { headers: JSON_TYPE, chunks: ['{'] })).toMatchObject({
      ...{ status: 400, code: 'INVALID' },
    });
    expect(await send('/api/auth/login', { headers: JSON_TYPE, chunks: [] })).toMatchObject({
      ...{ status: 400, code: 'INVALID' },
    });
  });

  it.each([
    ['POST', '/api/auth/refresh', 401],
    ['POST', '/api/auth/logout', 200],
    ['POST', '/api/auth/login', 400],
    ['POST', '/api/orders', 401],
    ['DELETE', '/api/orders', 401],
    ['PUT', '/api/nowhere', 404],
    ['OPTIONS', '/api/orders', 401],
    ['OPTIONS', '/api/nowhere', 404],
  ])('EDGE-6 without a body and a length, %s %s answers %i', async (method, path, status) => {
    expect((await send(path, { method })).status).toBe(status);
    expect((await send(path, { method, chunks: [] })).status).toBe(status);
  });

  it('PARTNER-2 a preflight without a key is no failure of ours, and allows nothing', async () => {
    const answer = await askRaw(`${test.url}/api/orders`, {
      ...{ method: 'OPTIONS', origin: 'https://shop.example' },
      headers: { 'access-control-request-method': 'POST' },
    });
    expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(Object.keys(answer.headers).join()).not.toContain('access-control-');
  });

  it('EDGE-6 too much is refused, with a length and in chunks', async () => {
    const tooLarge = { status: 413, code: 'TOO_LARGE' };
    const body = JSON.stringify({ ...account, more: OVER });
    const url = `${test.url}/api/auth/login`;
    expect(await askRaw(url, { method: 'POST', headers: JSON_TYPE, body })).toMatchObject(tooLarge);
    for (const chunks of [[body], ['{"a":"', OVER, '"}']]) {
      expect(await send('/api/auth/login', { headers: JSON_TYPE, chunks })).toMatchObject(tooLarge);
    }
    // Charts may be larger: what is wrong with this one is something else.
    const headers = { ...JSON_TYPE, authorization: `Bearer ${OWNER_TOKEN}` };
    expect(await send('/api/admin/partners', { headers, chunks: [body] })).toMatchObject({
      ...{ status: 400, code: 'INVALID' },
    });
  });

  it('EDGE-6 one that breaks off harms nobody', async () => {
    await new Promise<void>((resolve) => {
      const asked = request(`${test.url}/api/auth/login`, {
        ...{ method: 'POST', agent: false },
        headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
      });
      asked.on('error', () => undefined);
      asked.on('close', resolve);
      asked.write('{"email":', () => asked.destroy());
    });
    const chunks = [JSON.stringify(account)];
    expect((await send('/api/auth/login', { headers: JSON_TYPE, chunks })).status).toBe(200);
  });
});
