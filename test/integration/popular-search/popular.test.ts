import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { PopularTerm, PopularTerms } from '@ticket-flow/client';
import { createTokens } from '../../../server/src/identity/index.ts';
import { OWNER_TOKEN, TOKEN_SECRET, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { startRedis } from '../../support/services.ts';
import type { RedisService } from '../../support/services.ts';
import { runSearches } from '../../popular/run.ts';
import { waitFor } from '../../support/wait.ts';

const tokens = createTokens({ secret: TOKEN_SECRET });
const env = { POPULAR_SEARCH_MINIMUM: '2' };

async function search(
  app: TestApp,
  q: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const response = await fetch(`${app.url}/api/search?q=${encodeURIComponent(q)}`, { headers });
  expect(response.status).toBe(200);
}
const as = (person: string): Record<string, string> => ({
  authorization: `Bearer ${tokens.issue(person).token}`,
});
async function ranking(app: TestApp): Promise<readonly PopularTerm[]> {
  const response = await fetch(`${app.url}/api/search/popular?limit=100`);
  return ((await response.json()) as PopularTerms).items;
}
async function counts(app: TestApp): Promise<Record<string, number>> {
  return Object.fromEntries((await ranking(app)).map(({ term, people }) => [term, people]));
}

describe.each([
  ['in process, SQLite', () => startApp({ env }), false],
  ['Redis, MariaDB', () => startApp({ redis: true, mariadbUrl: inject('mariadbUrl'), env }), true],
])('popular searches, %s', (_name, open, manyNodes) => {
  let nodes: TestApp[];
  let revived: RedisService | undefined;
  beforeAll(async () => {
    const first = await open();
    nodes = manyNodes ? [first, await startApp({ beside: first, env })] : [first];
  });
  afterAll(async () => {
    for (const node of [...nodes].reverse()) await node.close();
    await revived?.stop();
  });
  const node = (k: number): TestApp => {
    const found = nodes[k % nodes.length];
    if (!found) throw new Error('no node');
    return found;
  };

  it('POPULAR-1 counts each person once a term, on whichever node, however spelt', async () => {
    const spellings = ['달빛', ' 달빛 ', '달빛'.normalize('NFD')];
    const all = Array.from({ length: 120 }, (_, k) =>
      search(node(k), spellings[k % 3] ?? '', as(`person-${String(k % 30)}`)),
    );
    await Promise.all([
      ...all,
      ...[1, 2, 3].map((k) => search(node(k), 'MOON', as(`m-${String(k)}`))),
    ]);
    for (const app of nodes) {
      await waitFor(
        async () => (await counts(app))['달빛'] === 30 && (await counts(app))['MOON'] === 3,
      );
    }
  });

  it('POPULAR-4 whoever is not signed in is an address, whatever their cookies', async () => {
    for (const k of [1, 2, 3]) {
      await search(node(k), 'stuffing', {
        cookie: `visitor=${String(k)}`,
        'user-agent': String(k),
      });
    }
    await search(node(1), 'stuffing', { authorization: 'Bearer made.up.token' });
    await search(node(1), 'stuffing', as('somebody'));
    for (const app of nodes) await waitFor(async () => (await counts(app))['stuffing'] === 2);
  });

  it('POPULAR-4 a page of another site, a guess of the browser and a second page count for nothing', async () => {
    for (const k of [1, 2, 3]) {
      const person = as(`guest-${String(k)}`);
      await search(node(k), 'elsewhere', { ...person, 'sec-fetch-site': 'cross-site' });
      await search(node(k), 'elsewhere', { ...person, 'sec-purpose': 'prefetch;prerender' });
      await fetch(`${node(k).url}/api/search?q=elsewhere&page=2`, { headers: person });
      await fetch(`${node(k).url}/api/search/suggest?q=elsewhere`, { headers: person });
      await search(node(k), 'after', person);
    }
    await waitFor(async () => (await counts(node(0)))['after'] === 3);
    expect(await counts(node(0))).not.toHaveProperty('elsewhere');
  });

  it('POPULAR-6 what few typed, what is private and what is foul is not shown', async () => {
    for (const q of ['shit happens', 'me@example.test', '010-1234-5678', 'shown']) {
      for (const k of [1, 2]) await search(node(k), q, as(`typist-${String(k)}`));
    }
    await search(node(1), 'my own secret', as('typist-1'));
    await waitFor(async () => (await counts(node(0)))['shown'] === 2);
    const shown = Object.keys(await counts(node(0)));
    expect(shown.sort()).toEqual(['MOON', 'after', 'shown', 'stuffing', '달빛']);
  });

  it('POPULAR-11 those who watch hear of a change, on every node, and the others don’t', async () => {
    const sockets = await Promise.all(nodes.map(({ url }) => connect(url)));
    const stranger = await connect(node(0).url);
    const heard = sockets.map((socket) => listen(socket));
    const overheard = listen(stranger);
    for (const socket of sockets) {
      const first = (await socket.emitWithAck('popular:watch', {})) as PopularTerms;
      expect(first.items[0]).toMatchObject({ rank: 1, term: '달빛', change: 'new' });
    }
    for (const k of Array.from({ length: 31 }, (_, n) => n)) {
      await search(node(k), 'a rising star', as(`fan-${String(k)}`));
    }
    for (const terms of heard) {
      await waitFor(() => terms.at(-1)?.items[0]?.term === 'a rising star');
    }
    expect(overheard).toEqual([]);
    for (const socket of [...sockets, stranger]) socket.disconnect();
  });

  it('POPULAR-9 the day is written down once by all nodes together, and told to the owner', async () => {
    await waitFor(
      async () => {
        const day = new Date().toISOString().slice(0, 10);
        const response = await fetch(`${node(0).url}/api/admin/searches?day=${day}`, {
          headers: { authorization: `Bearer ${OWNER_TOKEN}` },
        });
        const { items } = (await response.json()) as { items: { term: string; people: number }[] };
        return (
          items.length === 6 &&
          items[0]?.people === 31 &&
          items.some(({ term, people }) => term === '달빛' && people === 30)
        );
      },
      { timeoutMs: 15_000 },
    );
  });

  it.runIf(manyNodes)(
    'POPULAR-12 searches of many processes on many nodes are counted exactly',
    async () => {
      const figures = await runSearches({
        ...{ seed: 7, searches: 600, terms: 20, persons: 100, processes: 2, repeats: 0 },
        nodes: nodes.map(({ url }) => url),
        prefix: 'many',
        tokenSecret: TOKEN_SECRET,
      });
      expect(figures).toMatchObject({ wrong_counts: 0 });
      expect(figures.same_ranking_ms).not.toBeNull();
    },
  );

  it('POPULAR-8 a store that is lost goes on with what was kept; searching never stops', async () => {
    const before = await counts(node(0));
    const { searchState } = node(0).test.database.models;
    const isKept = async (): Promise<boolean | undefined> =>
      (await searchState.findOne())?.state.includes('a rising star');
    await waitFor(isKept, { timeoutMs: 15_000 });
    const again = await loseTheStore();
    await waitFor(async () => (await counts(again))['a rising star'] === 31, { timeoutMs: 10_000 });
    expect(await counts(again)).toEqual(before);
    // What is searched for while the store is away counts for nothing.
    await waitFor(async () => {
      await search(again, 'shown', as('newcomer'));
      return (await counts(again))['shown'] === 3;
    });
  });

  /** Where the store is the process, it is another process that goes on. */
  async function loseTheStore(): Promise<TestApp> {
    const first = node(0);
    const { redis } = first;
    if (!redis) {
      nodes.push(await startApp({ beside: first, env }));
      return node(1);
    }
    const before = await counts(first);
    redis.kill('SIGKILL');
    await redis.exited;
    await search(node(1), '달빛', as('in-between'));
    expect(await counts(first)).toEqual(before);
    revived = await startRedis({ port: redis.port });
    return node(1);
  }
});

async function connect(url: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}

function listen(socket: Socket): PopularTerms[] {
  const heard: PopularTerms[] = [];
  socket.on('popular:changed', (terms: PopularTerms) => heard.push(terms));
  return heard;
}
