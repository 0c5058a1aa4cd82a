import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { buildSite } from '../../scripts/build-site.mjs';
import { firstOnSale } from '../crowd/crowd.ts';
import { percentile } from '../crowd/figures.ts';
import { launchBrowser } from '../support/browser.ts';
import { bundleForBrowser } from '../support/bundle.ts';
import { createRandom } from '../support/random.ts';
import type { Random } from '../support/random.ts';
import { signUp } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';
import { startCluster } from './cluster.ts';
import type { ClusterNode } from './cluster.ts';
import type { LatencyPage } from './live-latency-page.ts';
import { WIDE_LIMITS } from '../support/wide-limits.ts';

export interface LiveLatencyFigures {
  readonly holds: number;
  /** Holds that the other browser's map never showed. */
  readonly misses: number;
  /** Nodes by the ids of the two browsers' sessions: who holds, who watches. */
  readonly nodes: readonly [string, string];
  /** From just before the hold is asked for in one to its picture in the other. */
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
  readonly tick_ms: number;
  readonly limit_ms: number;
  /** The watcher's clock less the holder's; times are corrected by it. */
  readonly clock_offset_ms: number;
  readonly clock_doubt_ms: number;
}

export interface LiveLatencyOptions {
  readonly holds: number;
  /** @default 1 */
  readonly seed?: number;
}

const ENTRY = fileURLToPath(new URL('live-latency-page.ts', import.meta.url));
/** What a hold may take beside the tick. */
const GRACE_MS = 100;
const LONGEST_PAUSE_MS = 200;
const HANDSHAKES = 40;
const SIZE = { width: 1000, height: 700 };

/** Two browsers, each on a node of its own: how soon one sees what the other holds. */
export async function measureLiveLatency({
  holds,
  seed = 1,
}: LiveLatencyOptions): Promise<LiveLatencyFigures> {
  await buildSite();
  const [cluster, script] = await Promise.all([
    startCluster({ nodes: 2, env: WIDE_LIMITS }),
    bundleForBrowser(ENTRY),
  ]);
  const browsers: Browser[] = [];
  try {
    const [first, second] = cluster.nodes;
    if (!first || !second) throw new Error('two nodes are needed');
    const open = async (node: ClusterNode): Promise<Visitor> => {
      const browser = await launchBrowser();
      browsers.push(browser);
      return visit(browser, node, script);
    };
    const [holder, watcher] = await Promise.all([open(first), open(second)]);
    await signUp(holder.page, 'holder');
    const performanceId = await firstOnSale(cluster.url);
    await Promise.all([holder.openMap(performanceId), watcher.openMap(performanceId)]);
    const clock = await compareClocks(holder.page, watcher.page);
    const random = createRandom(seed);
    const seats = await call(holder.page, 'freeSeats');
    const times: (number | undefined)[] = [];
    const round = { holder: holder.page, watcher: watcher.page, offset: clock.offset, random };
    while (times.length < holds) {
      const seat = random.pick(seats);
      const outcome = await measureHold(seat, round);
      if (outcome !== 'refused') times.push(outcome);
    }
    const seen = times.filter((time) => time !== undefined);
    const tick = await call(watcher.page, 'tickMs');
    return {
      holds,
      misses: holds - seen.length,
      nodes: [holder.node(), watcher.node()],
      p50_ms: percentile(seen, 0.5),
      p95_ms: percentile(seen, 0.95),
      p99_ms: percentile(seen, 0.99),
      max_ms: percentile(seen, 1),
      tick_ms: tick,
      limit_ms: tick + GRACE_MS,
      clock_offset_ms: clock.offset,
      clock_doubt_ms: clock.doubt,
    };
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    await cluster.stop();
  }
}

interface Visitor {
  readonly page: Page;
  openMap(performanceId: number): Promise<void>;
  /** The node that the page's session names. */
  node(): string;
}

/** A browser that speaks to one node alone, past Nginx. */
async function visit(browser: Browser, node: ClusterNode, script: string): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: node.url,
    viewport: SIZE,
    reducedMotion: 'reduce',
  });
  await context.addInitScript({ content: script });
  const page = await context.newPage();
  let session = '';
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      session = /^0\{"sid":"([^."]+)/.exec(payload.toString())?.[1] ?? session;
    });
  });
  return {
    page,
    node: () => session,
    openMap: async (performanceId) => {
      await page.goto(`/performances/${String(performanceId)}`);
      await waitFor(() => call(page, 'isReady'), { timeoutMs: 20_000, message: 'a map' });
      await waitFor(() => session === node.id, { message: `a session of ${node.id}` });
    },
  };
}

interface Round {
  readonly holder: Page;
  readonly watcher: Page;
  readonly offset: number;
  readonly random: Random;
}

/** Milliseconds until the watcher saw it, undefined if it never did. Given back afterwards. */
async function measureHold(
  seat: number,
  { holder, watcher, offset, random }: Round,
): Promise<number | 'refused' | undefined> {
  await call(watcher, 'watch', seat, 'held');
  await sleep(random.int(0, LONGEST_PAUSE_MS));
  const { askedAt, held } = await call(holder, 'hold', seat);
  // A seat that would leave its neighbour single is not given.
  if (!held) return 'refused';
  const seenAt = await call(watcher, 'seen');
  await call(watcher, 'watch', seat, 'free');
  await call(holder, 'giveBack', seat);
  await call(watcher, 'seen');
  return seenAt === undefined ? undefined : seenAt - offset - askedAt;
}

interface ClockOffset {
  readonly offset: number;
  readonly doubt: number;
}

/** Both run on this machine's clock; how far they differ is asked all the same. */
async function compareClocks(holder: Page, watcher: Page): Promise<ClockOffset> {
  const one = await clockOf(holder);
  const other = await clockOf(watcher);
  return { offset: other.offset - one.offset, doubt: other.doubt + one.doubt };
}

/** Of many questions the one that was answered soonest tells most. */
async function clockOf(page: Page): Promise<ClockOffset> {
  let best: ClockOffset = { offset: 0, doubt: Infinity };
  for (let k = 0; k < HANDSHAKES; k += 1) {
    const from = now();
    const there = await call(page, 'now');
    const to = now();
    const doubt = (to - from) / 2;
    if (doubt < best.doubt) best = { offset: there - (from + to) / 2, doubt };
  }
  return best;
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

type Call = keyof LatencyPage;

async function call<K extends Call>(
  page: Page,
  name: K,
  ...args: Parameters<LatencyPage[K]>
): Promise<Awaited<ReturnType<LatencyPage[K]>>> {
  const answer: unknown = await page.evaluate(
    ([what, given]) => {
      const { latency } = window as unknown as Record<
        'latency',
        Record<string, (...all: readonly unknown[]) => unknown>
      >;
      return latency[what]?.(...given);
    },
    [name as string, args as unknown[]] as const,
  );
  return answer as Awaited<ReturnType<LatencyPage[K]>>;
}
