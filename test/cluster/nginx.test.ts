import { TicketFlowClient } from '@ticket-flow/client';
import type { ErrorBody } from '@ticket-flow/client/protocol';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { readTemplate, renderNginx } from '../../nginx/render.ts';
import { startNginx, type NginxService } from '../support/services.ts';
import { waitFor } from '../support/wait.ts';
import { loggedRequests } from './access-log.ts';
import { startCluster, type Cluster, type ClusterNode } from './cluster.ts';
import { lastingPort } from './ports.ts';
import { WIDE_LIMITS } from '../support/wide-limits.ts';

const POLLING = '/socket.io/?EIO=4&transport=polling';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, env: WIDE_LIMITS });
});
afterAll(() => cluster?.stop());

function node(index: number): ClusterNode {
  const found = cluster.nodes[index];
  if (!found) throw new Error(`there is no node ${index}`);
  return found;
}

function hostOf(url: string): string {
  return new URL(url).host;
}

/** Every test asks for a path of its own, by which it finds its requests in the log. */
function logged(path: string, count: number) {
  return loggedRequests(cluster.nginx.accessLog, path, count);
}

function times<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)));
}

function logIn(baseUrl: string, email: string): Promise<Response> {
  return fetch(`${baseUrl}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'a wrong password' }),
  });
}

async function expectError(response: Response, status: number, code: string): Promise<ErrorBody> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json');
  const body = (await response.json()) as ErrorBody;
  expect(body.error).toMatchObject({ code, message: expect.stringMatching(/\w/) as string });
  return body;
}

async function expectRetryable(response: Response, status: number, code: string): Promise<void> {
  const { error } = await expectError(response, status, code);
  expect(error.details?.retryAfterMs).toBe(1_000);
  expect(response.headers.get('retry-after')).toBe('1');
}

/** Another Nginx before the same nodes, or before a port where nobody listens. */
async function anotherNginx(
  limits: { requestsPerSecond?: number; connectionsPerAddress?: number },
  address = hostOf(node(0).url),
): Promise<NginxService> {
  const nginx = await startNginx((port) =>
    renderNginx(readTemplate(), {
      listen: `127.0.0.1:${port}`,
      nodes: [{ id: 'n1', address }],
      folder: '',
      accessLog: 'access.log',
      requestsPerSecond: 1_000,
      connectionsPerAddress: 1_000,
      ...limits,
    }),
  );
  onTestFinished(() => nginx.stop());
  return nginx;
}

function connect(transports: string[], url = cluster.url): Promise<Socket> {
  const socket = io(url, { transports, forceNew: true, reconnection: false });
  onTestFinished(() => void socket.close());
  return new Promise((resolve, reject) => {
    socket.once('connect', () => {
      resolve(socket);
    });
    socket.once('connect_error', reject);
  });
}

function nodeOfSession(sid: string | undefined): string {
  return sid?.split('.')[0] ?? '';
}

describe('sessions', () => {
  /** Opens a polling session by hand and uses it a few times; resolves to its node and statuses. */
  async function poll(baseUrl: string): Promise<{ sid: string; statuses: number[] }> {
    const opened = await (await fetch(baseUrl + POLLING)).text();
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    const address = `${baseUrl}${POLLING}&sid=${sid}`;
    const statuses: number[] = [];
    statuses.push((await fetch(address, { method: 'POST', body: '40' })).status);
    statuses.push((await fetch(address)).status);
    statuses.push((await fetch(address, { method: 'POST', body: '1' })).status);
    return { sid, statuses };
  }

  it('NGINX-1 every request of a polling session reaches its node, and both nodes have some', async () => {
    const sessions = await times(8, () => poll(cluster.url));
    for (const { statuses } of sessions) expect(statuses).toEqual([200, 200, 200]);
    const ids = new Set(sessions.map(({ sid }) => nodeOfSession(sid)));
    expect([...ids].sort()).toEqual(['n1', 'n2']);
  });

  it('NGINX-1 a node does not know the sessions of another', async () => {
    const { sid } = await poll(node(0).url);
    expect((await fetch(`${node(1).url}${POLLING}&sid=${sid}`)).status).toBe(400);
  });

  it('NGINX-1 websocket sessions, and polling ones that change over, stay with their node', async () => {
    const direct = await times(4, () => connect(['websocket']));
    const changing = await times(4, () => connect(['polling', 'websocket']));
    for (const socket of changing) {
      await waitFor(() => socket.io.engine.transport.name === 'websocket', {
        message: 'the change to a websocket',
      });
    }
    const sockets = [...direct, ...changing];
    const ids = new Set(sockets.map(({ io: { engine } }) => nodeOfSession(engine.id)));
    expect([...ids].sort()).toEqual(['n1', 'n2']);
    expect(sockets.map(({ connected }) => connected)).not.toContain(false);
  });
});

describe('compression and cache', () => {
  it('NGINX-4 JSON is compressed for those who can read it', async () => {
    const url = `${cluster.url}/api/events`;
    const zipped = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
    const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await zipped.json()).toEqual(await plain.json());
  });

  it('NGINX-4 chart geometry comes from the cache the second time, in either spelling', async () => {
    const client = new TicketFlowClient({ baseUrl: cluster.url });
    const { items } = await client.events();
    const { performances } = await client.event(items[0]?.slug ?? '');
    const { geometryUrl } = await client.performance(performances[0]?.id ?? 0);
    const get = (encoding: string): Promise<Response> =>
      fetch(cluster.url + geometryUrl, { headers: { 'accept-encoding': encoding } });
    const texts = new Set<string>();
    for (const [encoding, contentEncoding] of [
      ['gzip, br', 'gzip'],
      ['identity', null],
    ] as const) {
      for (const cache of ['MISS', 'HIT']) {
        const response = await get(encoding);
        expect(response.headers.get('x-cache')).toBe(cache);
        expect(response.headers.get('content-encoding')).toBe(contentEncoding);
        expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
        texts.add(await response.text());
      }
    }
    expect(texts.size).toBe(1);
    expect((await get('br, gzip;q=0.5')).headers.get('x-cache')).toBe('HIT');
  });
});

describe('limits and errors', () => {
  it('NGINX-3 too many requests of one address are answered 429', async () => {
    const nginx = await anotherNginx({ requestsPerSecond: 1 });
    const answers = await times(10, () => fetch(`${nginx.url}/api/categories`));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(4);
    expect(refused.length).toBeLessThan(10);
    for (const response of refused) await expectRetryable(response, 429, 'RATE_LIMITED');
  });

  it('NGINX-7 webhooks have a limit of their own: what is too fast waits, what is too much is refused', async () => {
    const nginx = await anotherNginx({ requestsPerSecond: 1 });
    const send = (): Promise<Response> =>
      fetch(`${nginx.url}/api/webhooks/nobody`, { method: 'POST', body: '{}' });
    const buyers = await times(10, () => fetch(`${nginx.url}/api/categories`));
    expect(buyers.map(({ status }) => status)).toContain(429);
    await expectError(await send(), 404, 'NOT_FOUND');
    const burst = await times(10, send);
    const refused = burst.filter(({ status }) => status === 429);
    for (const response of refused) await expectRetryable(response, 429, 'RATE_LIMITED');
    const served = burst.filter(({ status }) => status === 404);
    // More than the three that a buyer's address has at once.
    expect(served.length).toBeGreaterThanOrEqual(5);
    expect(served.length + refused.length).toBe(10);
    expect(refused.length).toBeGreaterThan(2);
  });

  it('NGINX-3 too many connections of one address are answered 429', async () => {
    const nginx = await anotherNginx({ connectionsPerAddress: 1 });
    const socket = await connect(['websocket'], nginx.url);
    const refused = await fetch(`${nginx.url}/api/categories`);
    await expectRetryable(refused, 429, 'RATE_LIMITED');
    socket.close();
    await waitFor(async () => (await fetch(`${nginx.url}/api/categories`)).ok);
  });

  it('NGINX-3 without a node that listens the answer is an error body as well', async () => {
    const nginx = await anotherNginx({}, `127.0.0.1:${await lastingPort()}`);
    await expectRetryable(await fetch(`${nginx.url}/api/categories`), 502, 'UNAVAILABLE');
    await expectRetryable(await logIn(nginx.url, 'a@example.test'), 502, 'UNAVAILABLE');
  });

  it('NGINX-3 errors of a node pass as they are', async () => {
    const body = await expectError(await fetch(`${cluster.url}/api/nothing`), 404, 'NOT_FOUND');
    expect(body.error.requestId).toMatch(/^[\w-]{36}$/);
  });

  it('NGINX-3 a body beyond all limits is refused in words', async () => {
    const response = await fetch(`${cluster.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'x'.repeat(400_000) }),
    });
    await expectError(response, 413, 'TOO_LARGE');
  });

  it.each([
    ...['/api/admin/productions', '/api//admin/productions', '/api/%61dmin/productions'],
    ...['/api/admin/refunds', '/api/admin/performances/1/call-off', '/api/admin/outbox'],
  ])('NGINX-5 %s is not to be reached', async (path) => {
    const response = await fetch(cluster.url + path, { method: 'POST', body: '{}' });
    const { error } = await expectError(response, 404, 'NOT_FOUND');
    expect(error.requestId).toBeUndefined();
  });
});

describe('nodes that fail', () => {
  it('NGINX-2 a GET is answered by the next node when one is killed', async () => {
    const path = '/api/events/asked-while-one-is-dead';
    await node(1).kill();
    const answers = await times(6, () => fetch(cluster.url + path));
    // The node's own "not found", not Nginx's "nobody there".
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    const requests = await logged(path, 6);
    const both = [hostOf(node(1).url), hostOf(node(0).url)];
    expect(requests.map(({ upstreams }) => upstreams)).toContainEqual(both);
  });

  it('NGINX-9 the one that lives is asked again at once after an answer came too late', async () => {
    const [last, path] = [node(0), '/api/events/asked-of-the-last-one'];
    last.signal('SIGSTOP');
    onTestFinished(() => {
      last.signal('SIGCONT');
    });
    const late = await fetch(`${cluster.url}/api/events/asked-too-early`);
    await expectRetryable(late, late.status, 'UNAVAILABLE');
    last.signal('SIGCONT');
    const answers = await times(6, () => fetch(cluster.url + path));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    await node(1).start();
  });

  it('NGINX-2 of a frozen node’s requests a GET is sent to the next, a POST never', async () => {
    const [path, frozen] = ['/api/events/asked-while-one-is-frozen', node(1)];
    // Out of the pool for as long as the last test's failure counts.
    await waitFor(async () => {
      await fetch(`${cluster.url}/api/events/is-it-back`);
      return (await logged('/api/events/is-it-back', 1)).some(({ upstreams }) =>
        upstreams.includes(hostOf(frozen.url)),
      );
    });
    const before = (await logged('/api/auth/login', 0)).length;
    frozen.signal('SIGSTOP');
    onTestFinished(() => {
      frozen.signal('SIGCONT');
    });
    const [gets, posts] = await Promise.all([
      times(4, () => fetch(cluster.url + path)),
      times(4, (index) => logIn(cluster.url, `frozen-${index}@example.test`)),
    ]);
    expect(gets.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const late = posts.filter(({ status }) => status === 504);
    for (const response of late) await expectRetryable(response, 504, 'UNAVAILABLE');

    const sent = (await logged('/api/auth/login', before + 4)).slice(before);
    expect(sent.map(({ upstreams }) => upstreams.length)).toEqual([1, 1, 1, 1]);
    const there = sent.filter(({ upstreams }) => upstreams.includes(hostOf(frozen.url)));
    expect(there.length).toBe(late.length);
    expect(there.length).toBeGreaterThan(0);
    const asked = await logged(path, 4);
    expect(asked.map(({ upstreams }) => upstreams.length)).toContain(2);
  });
});
