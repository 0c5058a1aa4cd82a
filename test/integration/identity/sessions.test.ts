import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { askRaw } from '../partners/raw.ts';

describe.each([
  ['SQLite', () => startApp()],
  ['MariaDB', () => startApp({ mariadbUrl: inject('mariadbUrl') })],
])('sessions on %s', (_name, start) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await start();
  });
  afterAll(() => test.close());

  const account = { email: 'Person@Example.test', password: 'a long password', name: '사람' };
  const post = (path: string, body?: object, cookie?: string): Promise<Response> =>
    fetch(`${test.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const cookieOf = (response: Response): string =>
    response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const codeOf = async (response: Response): Promise<string> =>
    ((await response.json()) as { error: { code: string } }).error.code;

  it('AUTH-1 signs up once for an e-mail, whatever its case, and tells who is signed in', async () => {
    const made = await post('sign-up', account);
    expect(made.status).toBe(201);
    const { accessToken } = (await made.json()) as { accessToken: string };
    const me = await fetch(`${test.url}/api/me`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(await me.json()).toMatchObject({ email: 'person@example.test', name: '사람' });
    const again = await post('sign-up', { ...account, email: 'PERSON@example.test' });
    expect(again.status).toBe(409);
    expect(await codeOf(again)).toBe('EMAIL_TAKEN');
  });

  it('AUTH-2 a wrong e-mail and a wrong password are refused alike', async () => {
    const wrongPassword = await post('login', { ...account, password: 'not the password' });
    const wrongEmail = await post('login', { email: 'nobody@example.test', password: 'x' });
    expect([wrongPassword.status, wrongEmail.status]).toEqual([401, 401]);
    const withoutId = ({ code, message }: { code: string; message: string }) => ({ code, message });
    const [a, b] = (await Promise.all([wrongPassword.json(), wrongEmail.json()])) as {
      error: { code: string; message: string };
    }[];
    expect(a && withoutId(a.error)).toEqual(b && withoutId(b.error));
    expect((await post('login', account)).status).toBe(200);
  });

  it('AUTH-12 a page of another origin neither rotates nor ends a sign-in', async () => {
    const cookie = cookieOf(await post('login', account));
    const from = (path: string, origin: string) =>
      askRaw(`${test.url}/api/auth/${path}`, { method: 'POST', origin, headers: { cookie } });
    for (const origin of ['https://blog.example', 'null', test.url.replace('127.0.0.1', 'a.b')]) {
      for (const path of ['refresh', 'logout']) {
        const answer = await from(path, origin);
        expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    }
    // Our own page, behind a proxy that ends TLS.
    const { status, headers } = await from('refresh', test.url.replace('http:', 'https:'));
    expect(status).toBe(200);
    const rotated = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect((await post('logout', undefined, rotated)).status).toBe(200);
  });

  it('AUTH-3 a refresh token works once; using it again ends the whole login', async () => {
    const first = cookieOf(await post('login', account));
    const second = await post('refresh', undefined, first);
    expect(second.status).toBe(200);
    const replayed = await post('refresh', undefined, first);
    expect(await codeOf(replayed)).toBe('TOKEN_REUSED');
    const successor = await post('refresh', undefined, cookieOf(second));
    expect(await codeOf(successor)).toBe('UNAUTHENTICATED');
  });

  it('AUTH-3 of two refreshes at once one wins', async () => {
    const cookie = cookieOf(await post('login', account));
    const both = await Promise.all([
      post('refresh', undefined, cookie),
      post('refresh', undefined, cookie),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('AUTH-4 logging out ends the login, and the cookie is not for scripts', async () => {
    const login = await post('login', account);
    expect(login.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Lax/i);
    const cookie = cookieOf(login);
    expect((await post('logout', undefined, cookie)).status).toBe(200);
    expect(await codeOf(await post('refresh', undefined, cookie))).toBe('UNAUTHENTICATED');
  });
});
