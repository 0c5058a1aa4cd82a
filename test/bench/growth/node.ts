import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';

/** A process of its own: one whole node, with its own Redis. */
export type NodeOrder =
  | { readonly do: 'start'; readonly performances: number }
  | { readonly do: 'cpu' }
  | {
      readonly do: 'change';
      readonly performanceId: number;
      readonly changes: number;
      readonly everyMs: number;
    };

export interface Started {
  readonly url: string;
  readonly performanceIds: readonly number[];
}

/** Milliseconds since the beginning. */
export interface Cpu {
  readonly node: number;
  readonly redis: number;
}

const running: { app?: TestApp; redis?: Redis } = {};

async function start(performances: number): Promise<Started> {
  const app = (running.app = await startApp({ redis: true }));
  running.redis = new Redis(app.redisUrl ?? '');
  running.redis.on('error', () => undefined);
  const performanceIds: number[] = [];
  for (let k = 0; k < performances; k += 1) {
    performanceIds.push(await openSale(app.test.database));
  }
  return { url: app.url, performanceIds };
}

async function readCpu(): Promise<Cpu> {
  const said = (await running.redis?.info('cpu')) ?? '';
  const [user, system] = ['user', 'sys'].map(
    (kind) => Number(new RegExp(`used_cpu_${kind}:([\\d.]+)`).exec(said)?.[1] ?? 0) * 1000,
  );
  const own = process.cpuUsage();
  return { node: (own.user + own.system) / 1000, redis: (user ?? 0) + (system ?? 0) };
}

/** Takes a seat, gives it back, takes the next: one after the other. */
async function change({
  performanceId,
  changes,
  everyMs,
}: Extract<NodeOrder, { do: 'change' }>): Promise<void> {
  const seats = running.app?.app.services.seats;
  const holder = 'user:growth';
  for (let k = 0; k < changes / 2; k += 1) {
    const request = { performanceId, holder, requestId: randomUUID(), seats: [k % 40] };
    const made = await seats?.hold(request);
    if (everyMs > 0) await sleep(everyMs);
    await seats?.release({ performanceId, holder, token: made?.hold.token ?? '' });
    if (everyMs > 0) await sleep(everyMs);
  }
}

async function obey(order: NodeOrder): Promise<Started | Cpu | 'done'> {
  if (order.do === 'start') return start(order.performances);
  if (order.do === 'cpu') return readCpu();
  await change(order);
  return 'done';
}

process.on('message', (order: NodeOrder) => {
  void obey(order).then((answer) => process.send?.(answer));
});
process.once('disconnect', () => {
  running.redis?.disconnect();
  void running.app?.close().then(() => process.exit(0));
  if (!running.app) process.exit(0);
});
process.send?.('ready');
