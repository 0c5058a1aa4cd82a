import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { TicketFlowClient } from '@ticket-flow/client';
import type { SeatChannel } from '@ticket-flow/client';
import { createTokens } from '../../../server/src/identity/index.ts';
import { percentile } from '../../crowd/figures.ts';
import { openSale } from '../../support/catalogue.ts';
import { mariadbDatabase } from '../../support/databases.ts';
import { runEntry } from '../../support/process.ts';
import type { RunningProcess } from '../../support/process.ts';
import { startMariaDb, startRedis } from '../../support/services.ts';
import { waitFor } from '../../support/wait.ts';
import { readProfile, timeBelow } from '../profile.ts';
import type { ProfileShare } from '../profile.ts';
import { WIDE_LIMITS } from '../../support/wide-limits.ts';

export interface FanOutOptions {
  readonly viewers: number;
  readonly changesPerSecond: number;
  readonly seconds: number;
}

export interface FanOutFigures {
  readonly viewers: number;
  readonly seconds: number;
  readonly changes: number;
  readonly changes_per_second: number;
  readonly ticks_per_second: number;
  readonly tick_ms: number;
  /** The viewer that got most. */
  readonly frames_per_viewer_per_second_max: number;
  readonly frames_per_viewer_per_tick_max: number;
  readonly changes_per_frame: number;
  readonly divergent_viewers: number;
  readonly server_cpu_share: number;
  readonly server_cpu_us_per_frame: number;
  readonly loop_delay_ms_p99: number;
  readonly change_seen_ms_p99: number;
  /** Where the node's time went, in milliseconds of the measured process's whole life. */
  readonly profile: readonly ProfileShare[];
}

const SECRET = 'a secret for this measurement only, of enough length';
const ROWS = 200;
const DRIVERS = 50;

interface LoopFigures {
  readonly seconds: number;
  readonly cpu_seconds: number;
  readonly loop_delay_ms_p99: number;
}

/** One node with its own Redis and MariaDB, viewers and changes through the SDK. */
export async function measureFanOut(options: FanOutOptions): Promise<FanOutFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'tf-fan-out-'));
  const [redis, mariadb] = await Promise.all([startRedis(), startMariaDb()]);
  const test = await mariadbDatabase(mariadb.url);
  const clients: TicketFlowClient[] = [];
  const node = startNode(dir, redis.url, test.url);
  try {
    const performanceId = await openSale(test.database, { rows: ROWS });
    const [, url = ''] = await node.printed(/open at (http:\S+)/, 30_000);
    const viewers = await openViewers(url, performanceId, options.viewers, clients);
    const drivers = openDrivers(url, performanceId, clients);
    const measured = await measure(options, node, viewers, drivers);
    await node.stop('SIGTERM');
    const profile = timeBelow(readProfile(dir), partOf);
    return { ...measured, profile };
  } finally {
    for (const client of clients) client.close();
    await node.stop('SIGKILL');
    await test.drop();
    await Promise.all([redis.stop(), mariadb.stop()]);
    rmSync(dir, { recursive: true, force: true });
  }
}

function startNode(dir: string, redisUrl: string, databaseUrl: string): RunningProcess {
  const env = {
    ...{ PORT: '0', DATA_DIR: dir, TOKEN_SECRET: SECRET, SEED_DEMO: '0', LOG_LEVEL: 'error' },
    ...{ REDIS_URL: redisUrl, DATABASE_URL: databaseUrl },
    ...WIDE_LIMITS,
  };
  const profiling = ['--cpu-prof', `--cpu-prof-dir=${dir}`];
  const measuring = ['--import', './test/bench/loop-delay.ts'];
  return runEntry('server/src/main.ts', [], env, [...profiling, ...measuring]);
}

async function openViewers(
  url: string,
  performanceId: number,
  count: number,
  clients: TicketFlowClient[],
): Promise<SeatChannel[]> {
  const channels: SeatChannel[] = [];
  for (let k = 0; k < count; k += 1) {
    const client = new TicketFlowClient({ baseUrl: url });
    clients.push(client);
    channels.push(client.seatChannel(performanceId));
    if (k % 50 === 49) await Promise.all(channels.slice(-50).map((each) => each.ready(30_000)));
  }
  await Promise.all(channels.map((channel) => channel.ready(30_000)));
  return channels;
}

function openDrivers(url: string, performanceId: number, clients: TicketFlowClient[]) {
  const tokens = createTokens({ secret: SECRET });
  return Array.from({ length: DRIVERS }, (_, k) => {
    const { token } = tokens.issue(`driver-${String(k)}`);
    const client = new TicketFlowClient({ baseUrl: url, getToken: () => token });
    clients.push(client);
    return { channel: client.seatChannel(performanceId), first: k * 40 };
  });
}

type Driver = ReturnType<typeof openDrivers>[number];

/** Takes a seat, gives it back, takes the next one: two changes a round. */
async function drive(
  { channel, first }: Driver,
  everyMs: number,
  until: number,
  ackedAt: Map<number, number>,
): Promise<number> {
  let changes = 0;
  let next = performance.now() + Math.random() * everyMs;
  const pace = async (): Promise<void> => {
    await sleep(Math.max(0, next - performance.now()));
    next += everyMs;
  };
  for (let k = 0; performance.now() < until; k += 1) {
    await pace();
    const seat = first + (k % 40);
    const { token } = await channel.hold({ seats: [seat] });
    ackedAt.set(seat, performance.now());
    await pace();
    await channel.release(token);
    changes += 2;
  }
  return changes;
}

async function measure(
  options: FanOutOptions,
  node: RunningProcess,
  viewers: readonly SeatChannel[],
  drivers: readonly Driver[],
): Promise<Omit<FanOutFigures, 'profile'>> {
  await Promise.all(drivers.map(({ channel }) => channel.ready()));
  const frames = new Array<number>(viewers.length).fill(0);
  const seen: number[] = [];
  const ackedAt = new Map<number, number>();
  const positions = new Set<string>();
  viewers.forEach((viewer, k) => {
    viewer.on('change', ({ changes, position }) => {
      frames[k] = (frames[k] ?? 0) + 1;
      if (k === 0) positions.add(`${String(position.epoch)}.${String(position.version)}`);
      if (k % 20 !== 0) return;
      for (const { seat, state } of changes) {
        const at = state === 1 ? ackedAt.get(seat) : undefined;
        if (at !== undefined) seen.push(Math.max(0, performance.now() - at));
      }
    });
  });
  const until = performance.now() + options.seconds * 1000;
  const everyMs = (1000 * drivers.length) / options.changesPerSecond;
  node.signal('SIGUSR2');
  const began = performance.now();
  const counts = await Promise.all(drivers.map((each) => drive(each, everyMs, until, ackedAt)));
  node.signal('SIGUSR2');
  const seconds = (performance.now() - began) / 1000;
  const [, json = ''] = await node.printed(/event loop: (\{.*\})/);
  const loop = JSON.parse(json) as LoopFigures;
  const divergent = await countDivergent(viewers);
  const changes = counts.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...frames);
  const sent = frames.reduce((sum, count) => sum + count, 0);
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    viewers: viewers.length,
    seconds: round(seconds),
    changes,
    changes_per_second: round(changes / seconds),
    ticks_per_second: round(positions.size / seconds),
    tick_ms: viewers[0]?.tickMs ?? 0,
    frames_per_viewer_per_second_max: round(most / seconds),
    frames_per_viewer_per_tick_max: round(most / positions.size),
    changes_per_frame: round(changes / positions.size),
    divergent_viewers: divergent,
    server_cpu_share: round(loop.cpu_seconds / loop.seconds),
    server_cpu_us_per_frame: round((loop.cpu_seconds * 1e6) / sent),
    loop_delay_ms_p99: loop.loop_delay_ms_p99,
    change_seen_ms_p99: percentile(seen, 0.99),
  };
}

/** All changes were given back, so every map must be empty once it stands still. */
async function countDivergent(viewers: readonly SeatChannel[]): Promise<number> {
  const wrong = (): number =>
    viewers.filter(({ bits }) => !bits?.bytes.every((byte) => byte === 0)).length;
  await waitFor(() => wrong() === 0, { timeoutMs: 10_000 }).catch(() => false);
  return wrong();
}

/** The parts of a node's work that tell what grows with viewers and what with changes. */
function partOf(
  { functionName, url }: { functionName: string; url: string },
  outer: string | undefined,
): string | undefined {
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collector';
  // One message goes to every socket of the room.
  if (/live-map\/broadcast\.ts$|\/socket\.io-adapter\//.test(url))
    return 'per frame and viewer: sending';
  if (/live-map\/(feed|replica|pace)\.ts$/.test(url)) return 'per tick: reading and comparing';
  if (/\/src\/(seats|catalog)\//.test(url)) return 'per request: holds and releases';
  if (outer !== undefined) return undefined;
  if (/\/(engine\.io|ws|socket\.io)[^/]*\//.test(url)) return 'sockets: reading and acks';
  return url.includes('/ioredis/') ? 'talking to Redis' : undefined;
}
