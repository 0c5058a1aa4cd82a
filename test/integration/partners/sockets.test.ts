import { createHmac } from 'node:crypto';
import { TicketFlowClient } from '@ticket-flow/client';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { bothEnds } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { createPartner } from '../../support/partners.ts';
import type { TestPartner } from '../../support/partners.ts';
import { waitFor } from '../../support/wait.ts';
import { askRaw, corsOf, handshakeUrl, openRaw, originOf, preflight } from './raw.ts';
import type { RawAnswer } from './raw.ts';

const SHOP = 'https://shop.example';
const OTHER = 'https://other.example';
const TRANSPORTS = ['polling', 'websocket'] as const;

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly message: string };
  readonly hold?: { readonly token: string };
  readonly holds?: readonly object[];
}

/** What anybody could make: a token with the public key as its secret. */
function forge({ id, publicKey }: TestPartner): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: id, sub: 'c1', aud: 'ticket-flow', iat: now, exp: now + 60 };
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', publicKey).update(text).digest('base64url')}`;
}

describe.each(bothEnds(() => inject('mariadbUrl')))('a partner’s sockets, %s', (_name, start) => {
  let test: TestApp;
  let performanceId: number;
  let shop: TestPartner;
  let other: TestPartner;
  const sockets: Socket[] = [];
  const clients: TicketFlowClient[] = [];

  beforeAll(async () => {
    test = await start();
    performanceId = await openSale(test.test.database);
    shop = await createPartner(test, { origins: [SHOP] });
    other = await createPartner(test, { origins: [OTHER], name: 'Other' });
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(() => test.close());

  /** A websocket that is opened directly, by a page of that origin. */
  async function connect(partner?: TestPartner, origin?: string): Promise<Socket> {
    const socket = io(test.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...(partner && { query: { partnerKey: partner.key } }),
      ...(origin !== undefined && { extraHeaders: { origin } }),
    });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }
  const ask = (socket: Socket, event: string, request: object): Promise<Answer> =>
    socket.timeout(5_000).emitWithAck(event, request) as Promise<Answer>;
  const authenticate = (socket: Socket, accessToken: string): Promise<Answer> =>
    ask(socket, 'session:authenticate', { accessToken });
  const hold = (socket: Socket, seat: number): Promise<Answer> =>
    ask(socket, 'hold:create', { performanceId, requestId: `wish-of-${seat}-`, seats: [seat] });
  const client = (made: TicketFlowClient): TicketFlowClient => {
    clients.push(made);
    return made;
  };

  function expectRefusal(answer: RawAnswer, words: string): void {
    expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(answer.message).toContain(words);
    expect(corsOf(answer)).toEqual([]);
  }

  it('PARTNER-7 its own pages open a session by polling and by a websocket', async () => {
    for (const transport of TRANSPORTS) {
      const opened = await openRaw(test.url, transport, { origin: SHOP, key: shop.key });
      expect(opened.status).toBe(transport === 'polling' ? 200 : 101);
    }
    await connect(shop, SHOP);
  });

  it('PARTNER-7 a foreign page is refused: a poll, and a websocket opened directly', async () => {
    for (const transport of TRANSPORTS) {
      const foreign = { origin: OTHER, key: shop.key };
      expectRefusal(await openRaw(test.url, transport, foreign), 'not among the origins');
      const sandboxed = { origin: 'null', key: shop.key };
      expectRefusal(await openRaw(test.url, transport, sandboxed), 'not among the origins');
      const unknown = { origin: SHOP, key: 'pk_unknown' };
      expectRefusal(await openRaw(test.url, transport, unknown), 'no such key');
      expectRefusal(await openRaw(test.url, transport, { origin: SHOP }), 'may not open');
    }
    await expect(connect(shop, OTHER)).rejects.toThrow();
    await expect(connect(undefined, SHOP)).rejects.toThrow();
  });

  it('PARTNER-7 our own page and who is no page need no key', async () => {
    for (const origin of [undefined, test.url]) {
      expect((await openRaw(test.url, 'polling', { origin })).status).toBe(200);
      expect((await openRaw(test.url, 'websocket', { origin })).status).toBe(101);
    }
  });

  it('PARTNER-7 every poll of its page may be read there, and its preflight is judged', async () => {
    const address = handshakeUrl(test.url, 'polling', shop.key);
    const opened = await askRaw(address, { origin: SHOP });
    expect(originOf(opened)).toBe(SHOP);
    expect(opened.headers.vary).toContain('Origin');
    expect(opened.headers['access-control-allow-credentials']).toBeUndefined();
    const { sid } = JSON.parse(opened.body.slice(1)) as { sid: string };
    const session = `${address}&sid=${encodeURIComponent(sid)}`;
    const sent = await askRaw(session, { method: 'POST', origin: SHOP, body: '40' });
    expect(sent.status).toBe(200);
    expect(originOf(sent)).toBe(SHOP);
    const polled = await askRaw(session, { origin: SHOP });
    expect(polled.body).toMatch(/^40\{/);
    expect(originOf(polled)).toBe(SHOP);
    expectRefusal(await askRaw(session, { origin: OTHER }), 'not among the origins');
    const unknown = await askRaw(`${address}&sid=nobody`, { origin: SHOP });
    expect(unknown.status).toBe(400);
    expect(originOf(unknown)).toBe(SHOP);

    const allowed = await preflight(address, SHOP);
    expect(allowed.status).toBe(204);
    expect(originOf(allowed)).toBe(SHOP);
    expectRefusal(await preflight(address, OTHER), 'not among the origins');
  });

  it('PARTNER-6 without a customer a page watches, and nothing else', async () => {
    const page = await connect(shop, SHOP);
    expect((await ask(page, 'map:watch', { performanceId })).ok).toBe(true);
    expect((await hold(page, 0)).error?.code).toBe('UNAUTHENTICATED');
    const list = await ask(page, 'hold:list', { performanceId });
    expect(list.error?.code).toBe('UNAUTHENTICATED');
  });

  it('PARTNER-6 a customer holds, renews, lists and releases, for nobody else', async () => {
    const page = await connect(shop, SHOP);
    expect(await authenticate(page, shop.sign('alice'))).toEqual({ ok: true });
    const held = await hold(page, 0);
    const token = held.hold?.token ?? '';
    expect(token).toContain(`partner:${shop.id}:alice`);
    expect((await ask(page, 'hold:renew', { performanceId, token })).ok).toBe(true);
    const alice = await connect(shop, SHOP);
    await authenticate(alice, shop.sign('alice'));
    expect((await ask(alice, 'hold:list', { performanceId })).holds).toHaveLength(1);
    // The same name at another partner is another person.
    const namesake = await connect(other, OTHER);
    await authenticate(namesake, other.sign('alice'));
    expect((await ask(namesake, 'hold:list', { performanceId })).holds).toHaveLength(0);
    expect((await hold(namesake, 0)).error?.code).toBe('TAKEN');
    const stolen = await ask(namesake, 'hold:release', { performanceId, token });
    expect(stolen.error?.code).toBe('GONE');
    expect((await ask(page, 'hold:release', { performanceId, token })).ok).toBe(true);
  });

  it('PARTNER-6 only a customer of the partner whose key opened the connection counts', async () => {
    const page = await connect(shop, SHOP);
    const { session } = await test.join();
    const now = Math.floor(Date.now() / 1000);
    const refused = [
      other.sign('c1'),
      other.sign('c1', { iss: shop.id }),
      shop.sign('c1', { aud: 'elsewhere' }),
      shop.sign('c1', { exp: now + 3_600 }),
      shop.sign('a:b'),
      forge(shop),
      `${forge(shop).split('.').slice(0, 2).join('.')}.`,
      session.accessToken,
      'garbage',
    ];
    for (const token of refused) {
      expect((await authenticate(page, token)).error?.code, token).toBe('UNAUTHENTICATED');
    }
    const late = await authenticate(page, shop.sign('c1', { iat: now - 60, exp: now - 1 }));
    expect(late.error?.code).toBe('TOKEN_EXPIRED');
    expect((await hold(page, 1)).error?.code).toBe('UNAUTHENTICATED');

    const plain = await connect();
    const unkeyed = await authenticate(plain, shop.sign('c1'));
    expect(unkeyed.error?.code).toBe('UNAUTHENTICATED');
    expect((await authenticate(plain, session.accessToken)).ok).toBe(true);
  });

  it('PARTNER-6 through the SDK a page shows the map, and its customer holds', async () => {
    const watching = client(shop.client()).seatChannel(performanceId);
    await watching.ready();
    const holding = client(shop.client('bob')).seatChannel(performanceId);
    await holding.ready();
    const made = await holding.hold({ seats: [5] });
    await waitFor(() => watching.look(5) === 'held');
    await expect(watching.hold({ seats: [6] })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await holding.release(made.token);
    await waitFor(() => watching.look(5) === 'free');
  });

  it('PARTNER-5 through the SDK an expired token is asked for again', async () => {
    const now = Math.floor(Date.now() / 1000);
    const tokens = [shop.sign('carol', { iat: now - 60, exp: now - 1 }), shop.sign('carol')];
    let asked = 0;
    const page = client(
      new TicketFlowClient({
        baseUrl: test.url,
        partnerKey: shop.key,
        getToken: () => tokens[Math.min(asked++, 1)],
      }),
    );
    const channel = page.seatChannel(performanceId);
    await channel.ready();
    const made = await channel.hold({ seats: [7] });
    expect(made.token).toContain(':carol');
    expect(asked).toBeGreaterThan(1);
  });

  it('PARTNER-9 connections end with what let them in, and are not let in again', async () => {
    const revoked = await createPartner(test, { origins: [SHOP] });
    const rotated = await createPartner(test, { origins: [SHOP] });
    const stays = await connect(shop, SHOP);
    const revokedPage = await connect(revoked, SHOP);
    const rotatedPage = await connect(rotated, SHOP);
    expect((await authenticate(rotatedPage, rotated.sign('c1'))).ok).toBe(true);

    const { partners } = test.app.services;
    await partners.change(revoked.id, { change: 'revoke-key', key: revoked.key });
    const late = await authenticate(revokedPage, revoked.sign('c1')).catch(() => undefined);
    expect(late?.ok ?? false).toBe(false);
    const [entry] = (await partners.list()).filter(({ id }) => id === rotated.id);
    const keyId = entry?.signingKeys[0] ?? '';
    await partners.change(rotated.id, { change: 'remove-signing-key', keyId });
    await waitFor(() => revokedPage.disconnected && rotatedPage.disconnected);

    await expect(connect(revoked, SHOP)).rejects.toThrow();
    const again = await connect(rotated, SHOP);
    const refused = await authenticate(again, rotated.sign('c1'));
    expect(refused.error?.code).toBe('UNAUTHENTICATED');
    expect(stays.connected).toBe(true);
  });
});
