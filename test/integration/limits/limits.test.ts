import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { startHumanProvider } from '../../support/human-provider.ts';
import type { HumanProvider } from '../../support/human-provider.ts';
import { buySeats } from '../../support/purchases.ts';
import { waitFor } from '../../support/wait.ts';
import { DEFAULT_LIMITS } from '../../support/wide-limits.ts';
import { call, openSocket } from '../../hostile/wire.ts';
import type { Answer, Call } from '../../hostile/wire.ts';

const account = (name: string, human?: string) => ({
  ...{ email: `${name}@example.test`, password: 'a long password', name },
  ...(human !== undefined && { human }),
});

describe('limits of a server behind a proxy, with a human check', () => {
  let test: TestApp;
  let provider: HumanProvider;
  const api = (path: string, request: Call): Promise<Answer> =>
    call(`${test.url}/api${path}`, request);
  /** As a trusted proxy passes it on. */
  const forwarded = (path: string, body: object, by = '203.0.113.7'): Promise<Answer> =>
    api(path, { from: '127.0.0.1', headers: { 'X-Forwarded-For': by }, body });

  beforeAll(async () => {
    provider = await startHumanProvider();
    const env = {
      ...{ ...DEFAULT_LIMITS, TRUSTED_PROXIES: '127.0.0.1', ...provider.env },
      ...{ LIMIT_SIGN_UPS_ADDRESS: '3/600', LIMIT_REQUESTS_ADDRESS: '40/3600' },
      ...{ LIMIT_FAILURES_ACCOUNT: '8/600', LIMIT_CONNECTS_ADDRESS: '5/3600' },
      ...{ LIMIT_CONNECTIONS_ADDRESS: '3' },
    };
    test = await startApp({ env });
  });
  afterAll(async () => {
    await test.close();
    await provider.stop();
  });

  it('RATE-1 RATE-2 counts whom the proxy names, and nobody else', async () => {
    const codes: Answer[] = [];
    for (let k = 0; k < 41; k += 1) {
      const headers = { 'X-Forwarded-For': `198.51.100.${String(k)}, 192.0.2.1` };
      codes.push(await api('/categories', { from: '127.0.0.1', headers }));
    }
    expect(codes.slice(0, 40).every(({ code }) => code === 'OK')).toBe(true);
    expect(codes[40]).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
    expect(codes[40]?.retryAfterMs).toBeGreaterThan(1_000);
    // Past the proxy nobody is believed.
    const headers = { 'X-Forwarded-For': '192.0.2.1' };
    expect((await api('/categories', { from: '127.9.9.9', headers })).code).toBe('OK');
    const response = await fetch(`${test.url}/api/categories`, { headers });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('RATE-8 tells pages which check it has, and wants it at signing up', async () => {
    const { body } = await api('/human-check', { from: '127.9.9.1' });
    expect(body).toMatchObject({ kind: 'widget', siteKey: 'site-key', global: 'standIn' });
    const signUp = (name: string, human?: string) =>
      forwarded('/auth/sign-up', account(name, human), '192.0.2.9');
    expect(await signUp('anna')).toMatchObject({ code: 'HUMAN_CHECK', status: 403 });
    expect((await signUp('anna', 'made up')).code).toBe('HUMAN_CHECK');
    expect((await signUp('anna', 'good-sign-up-anna')).code).toBe('OK');
    expect((await signUp('boris', 'good-sign-up-boris')).code).toBe('RATE_LIMITED');
  });

  it('RATE-5 RATE-8 wants it after failed sign-ins; strangers’ failures lock nobody out', async () => {
    const { email, password } = account('carla');
    await forwarded('/auth/sign-up', account('carla', 'good-sign-up-carla'), '192.0.2.20');
    const signIn = (by: string, word: string, human?: string) =>
      forwarded('/auth/login', { email, password: word, ...(human && { human }) }, by);
    expect((await signIn('192.0.2.20', password)).code).toBe('OK');
    const stranger = '192.0.2.30';
    const codes = [];
    for (let k = 0; k < 4; k += 1) codes.push((await signIn(stranger, 'guess')).code);
    expect(codes).toEqual([...Array<string>(3).fill('BAD_CREDENTIALS'), 'HUMAN_CHECK']);
    for (let k = 0; k < 7; k += 1) await signIn(stranger, 'guess', `good-sign-in-${String(k)}`);
    const spent = await signIn(stranger, password, 'good-sign-in-last');
    expect(spent.code).toBe('RATE_LIMITED');
    // From where the owner was before nothing has changed; from elsewhere the check is enough.
    expect((await signIn('192.0.2.20', password)).code).toBe('OK');
    expect((await signIn('192.0.2.40', password)).code).toBe('HUMAN_CHECK');
    expect((await signIn('192.0.2.40', password, 'good-sign-in-new')).code).toBe('OK');
  });

  it('RATE-4 connections count by address, open ones and new ones', async () => {
    const open = [];
    for (let k = 0; k < 3; k += 1) open.push(await openSocket(test.url, '127.8.8.8'));
    await expect(openSocket(test.url, '127.8.8.8')).rejects.toThrow();
    const polling = `${test.url}/socket.io/?EIO=4&transport=polling`;
    const full = await call(polling, { from: '127.8.8.8' });
    expect(full).toMatchObject({ code: 'RATE_LIMITED', status: 429, retryAfterMs: 30_000 });
    for (const socket of open) socket.close();
    // Now there is room, but too many were opened in that time.
    await waitFor(async () => {
      const answer = await call(polling, { from: '127.8.8.8' });
      return answer.code === 'RATE_LIMITED' && answer.retryAfterMs !== 30_000;
    });
    (await openSocket(test.url, '127.8.8.9')).close();
  });
});

describe('limits over nodes', () => {
  let first: TestApp;
  let second: TestApp;
  let performanceId: number;
  beforeAll(async () => {
    const env = { ...DEFAULT_LIMITS, LIMIT_DROPS: '3/600', LIMIT_CONNECTIONS_ACCOUNT: '4' };
    first = await startApp({ redis: true, mariadbUrl: inject('mariadbUrl'), env });
    second = await startApp({ beside: first, env });
    performanceId = await openSale(first.test.database, { rows: 8 });
  });
  afterAll(async () => {
    await second.close();
    await first.close();
  });

  it('RATE-7 who drops seats on one node and the other rests on both', async () => {
    const channels = [first, second].map((node) =>
      node.guest('dropper').seatChannel(performanceId),
    );
    for (const channel of channels) await channel.ready();
    for (let k = 0; k < 4; k += 1) {
      const channel = channels[k % 2];
      const hold = await channel?.hold({ seats: [k] });
      await channel?.release(hold?.token ?? '');
    }
    for (const channel of channels) {
      await waitFor(() =>
        channel.hold({ seats: [9] }).then(
          () => false,
          (error: { code: string; details: { retryAfterMs?: number } }) =>
            error.code === 'COOLING_DOWN' && (error.details.retryAfterMs ?? 0) > 10_000,
        ),
      );
    }
  });

  it('RATE-7 buying forgives what was dropped before', async () => {
    const client = first.guest('decided');
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    for (let k = 0; k < 3; k += 1)
      await channel.release((await channel.hold({ seats: [20] })).token);
    expect((await buySeats(client, performanceId, [21])).state).toBe('paid');
    for (let k = 0; k < 3; k += 1)
      await channel.release((await channel.hold({ seats: [22] })).token);
    await channel.hold({ seats: [23] });
  });

  it('RATE-4 an account’s connections count on all nodes', async () => {
    const person = await first.join('tabs');
    const open = async (node: TestApp): Promise<string> => {
      const socket = io(node.url, { transports: ['websocket'], forceNew: true });
      sockets.push(socket);
      await new Promise<void>((resolve) => socket.once('connect', resolve));
      const { accessToken } = person.session;
      const answer = (await socket.emitWithAck('session:authenticate', { accessToken })) as {
        error?: { code: string };
      };
      return answer.error?.code ?? 'OK';
    };
    const sockets: ReturnType<typeof io>[] = [];
    for (let k = 0; k < 4; k += 1) expect(await open(first)).toBe('OK');
    expect(await open(first)).toBe('RATE_LIMITED');
    await waitFor(async () => (await open(second)) === 'RATE_LIMITED');
    for (const socket of sockets) socket.disconnect();
  });

  it('RATE-3 without Redis nobody is refused for that', async () => {
    first.redis?.kill('SIGSTOP');
    try {
      const answers = await Promise.all(
        Array.from({ length: 5 }, (_, k) =>
          call(`${first.url}/api/auth/sign-up`, {
            from: '127.7.7.7',
            body: account(`alone-${String(k)}`),
          }),
        ),
      );
      expect(answers.map(({ code }) => code)).toEqual(Array(5).fill('OK'));
    } finally {
      first.redis?.kill('SIGCONT');
    }
  });
});
