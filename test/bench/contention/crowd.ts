import { createRandom } from '../../support/random.ts';
import type { Random } from '../../support/random.ts';
import { DoubleHolds } from './double-holds.ts';
import type { LetGo, Strategy } from './strategy.ts';
import { createZipf } from './zipf.ts';
import type { Zipf } from './zipf.ts';

export interface CrowdOrder {
  readonly buyers: number;
  readonly seats: number;
  /** Of the draws; the same for every strategy. */
  readonly seed: number;
  /** Comes first and does not count. */
  readonly rampMs: number;
  readonly forMs: number;
}

export interface CrowdTally {
  readonly granted: number;
  /** Answered within the time, granted or not. */
  readonly attempts: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly doubleHolds: number;
}

interface Crowd {
  readonly order: CrowdOrder;
  readonly strategy: Strategy;
  readonly zipf: Zipf;
  readonly from: number;
  readonly until: number;
  readonly doubles: DoubleHolds;
  /** Of attempts begun within the time, however late their answer. */
  readonly latencies: number[];
  granted: number;
  attempts: number;
}

interface Buyer {
  readonly number: number;
  readonly random: Random;
  mine?: { readonly seat: number; readonly letGo: LetGo } | undefined;
}

/**
 * Buyers who always want a better seat: each draws one, takes it if it can, lets the one it had go,
 * and draws again. So as many seats as there are buyers are held at any moment, the wanted ones
 * first, and the house never sells out.
 */
export async function runCrowd(strategy: Strategy, order: CrowdOrder): Promise<CrowdTally> {
  const from = performance.now() + order.rampMs;
  const crowd: Crowd = {
    ...{ order, strategy, from, until: from + order.forMs, zipf: createZipf(order.seats) },
    ...{ doubles: new DoubleHolds(), latencies: [], granted: 0, attempts: 0 },
  };
  await Promise.all(
    Array.from({ length: order.buyers }, (_, number) =>
      drawOnAndOn(crowd, { number, random: createRandom(order.seed * 100_000 + number) }),
    ),
  );
  return tally(crowd);
}

async function drawOnAndOn(crowd: Crowd, buyer: Buyer): Promise<void> {
  while (performance.now() < crowd.until) {
    const seat = crowd.zipf.draw(buyer.random);
    if (seat === buyer.mine?.seat) continue;
    const letGo = await attempt(crowd, buyer, seat);
    if (!letGo) continue;
    await giveBack(crowd, buyer);
    buyer.mine = { seat, letGo };
  }
  await giveBack(crowd, buyer);
}

async function attempt(crowd: Crowd, buyer: Buyer, seat: number): Promise<LetGo | undefined> {
  const asked = performance.now();
  const letGo = await crowd.strategy.hold(seat, `buyer-${String(buyer.number)}`);
  if (letGo) crowd.doubles.granted(seat, buyer.number);
  const answered = performance.now();
  if (asked >= crowd.from && asked < crowd.until) crowd.latencies.push(answered - asked);
  if (answered >= crowd.from && answered < crowd.until) {
    crowd.attempts += 1;
    if (letGo) crowd.granted += 1;
  }
  return letGo;
}

async function giveBack(crowd: Crowd, buyer: Buyer): Promise<void> {
  if (!buyer.mine) return;
  const { seat, letGo } = buyer.mine;
  buyer.mine = undefined;
  crowd.doubles.lettingGo(seat, buyer.number);
  await letGo();
}

function tally({ order, granted, attempts, latencies, doubles }: Crowd): CrowdTally {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const perSecond = (granted / order.forMs) * 1000;
  const [p50Ms, p99Ms] = [at(0.5), at(0.99)];
  return { granted, attempts, perSecond, p50Ms, p99Ms, doubleHolds: doubles.count };
}
