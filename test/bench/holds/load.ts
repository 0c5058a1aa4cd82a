/**
 * The process that sends holds and trivial scripts: through one ioredis connection, or as bytes
 * over many sockets. One message is one round of one way.
 */
import { performance } from 'node:perf_hooks';
import { openSockets } from './drive-sockets.ts';
import { TRIVIAL, shaOf } from './scripts.ts';
import type { Trivial } from './scripts.ts';
import { encodeHolds, encodeTrivial, openStage, trivialArguments } from './stage.ts';
import type { Stage } from './stage.ts';
import type { HoldsOrder } from './wanted.ts';

export interface LoadOrder {
  readonly redisUrl: string;
  /** What is sent: holds of so many seats, or a trivial script. */
  readonly what: { readonly seatsEach: number } | Trivial;
  readonly count: number;
  /** Through one ioredis connection with so many in flight, or so many commands a write. */
  readonly how:
    { readonly inFlight: number } | { readonly connections: number; readonly perWrite: number };
}

export interface LoadResult {
  readonly perSecond: number;
  /** Share of a core that Redis took. */
  readonly redisBusy: number;
  /** Share of a core that this process took. */
  readonly loadBusy: number;
}

process.on('message', (order: LoadOrder) => {
  void run(order).then((result) => process.send?.(result));
});
process.send?.('ready');

async function run(order: LoadOrder): Promise<LoadResult> {
  const stage = await openStage(order.redisUrl);
  try {
    return await runOn(stage, order);
  } finally {
    await stage.close();
  }
}

async function runOn(stage: Stage, order: LoadOrder): Promise<LoadResult> {
  const { what, count } = order;
  const seatsEach = typeof what === 'string' ? 1 : what.seatsEach;
  const wanted: HoldsOrder = { performanceId: 1, count, seatsEach };
  const holds = await stage.furnish(wanted);
  const { send, close } = await prepare(stage, order, holds);
  // What was prepared for the round is put aside, so that the round doesn't pay for it.
  globalThis.gc?.();
  const before = { redis: await stage.redisCpu(), cpu: process.cpuUsage(), at: performance.now() };
  await send();
  const seconds = (performance.now() - before.at) / 1_000;
  const { user, system } = process.cpuUsage(before.cpu);
  const redis = (await stage.redisCpu()) - before.redis;
  close();
  if (typeof what !== 'string') await stage.requireHeld(wanted);
  if (what === 'set') await stage.requireKeys(count);
  return {
    perSecond: count / seconds,
    redisBusy: redis / seconds,
    loadBusy: (user + system) / 1e6 / seconds,
  };
}

type Holds = Awaited<ReturnType<Stage['furnish']>>;

async function prepare(
  { redis, store, incarnation }: Stage,
  { what, how, count, redisUrl }: LoadOrder,
  holds: Holds,
): Promise<{ send: () => Promise<void>; close: () => void }> {
  if ('perWrite' in how) {
    const port = Number(new URL(redisUrl).port);
    const commands =
      typeof what === 'string'
        ? await encodeTrivial(what, count)
        : await encodeHolds(holds, incarnation);
    const { send, close } = await openSockets({ port, ...how });
    return { send: send(commands), close };
  }
  if (typeof what === 'string') {
    const sha = shaOf(TRIVIAL[what]);
    const one = (k: number) => redis.evalsha(sha, 1, ...trivialArguments(k));
    return { send: () => keepInFlight(how.inFlight, count, one), close: () => undefined };
  }
  const one = async (k: number): Promise<void> => {
    const hold = holds[k];
    const reply = hold && (await store.hold(hold));
    if (reply?.code !== 'OK') throw new Error(`hold answered ${String(reply?.code)}`);
  };
  return { send: () => keepInFlight(how.inFlight, count, one), close: () => undefined };
}

/** So many at once until all were sent and answered. */
async function keepInFlight(
  inFlight: number,
  count: number,
  one: (k: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const line = async (): Promise<void> => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, line));
}
