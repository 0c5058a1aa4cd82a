import { SeatState } from '@ticket-flow/client/protocol';
import type { NeighbourRun } from '@ticket-flow/client/protocol';
import type { SeatImage, SeatStore } from '../../../server/src/seats/seat-store.ts';
import type { Random } from '../../support/random.ts';

/**
 * Random commands over a few small performances: rows of ten seats, then ten places of an
 * area. A command is drawn once and then run on every store.
 */
export const SEAT_COUNT = 60;
const RUNS: readonly NeighbourRun[] = [0, 10, 20, 30, 40].map((first) => ({ first, length: 10 }));
const AREA = { first: 50, capacity: 10 };
const TTL_MS = 60_000;
const CAP_MS = 150_000;

export interface Drawn {
  readonly name: string;
  readonly performanceId: number;
  run(store: SeatStore): Promise<{ code: string }>;
}

/** What the generator remembers, so that commands often meet something real. */
export class Memory {
  readonly tokens: { performanceId: number; holder: string; token: string }[] = [];
  readonly owners: {
    performanceId: number;
    ownerId: string;
    holder?: string;
    seats: readonly number[];
  }[] = [];
  readonly requests: { performanceId: number; holder: string; requestId: string }[] = [];
  readonly epochs = new Map<number, number>();
  /** Performances whose image was wiped or orphaned: most commands would only answer LOST. */
  readonly lost = new Set<number>();
  config = 1;
  counter = 0;
}

const HOLDERS = ['user:1', 'user:2', 'user:3', 'user:4', 'user:5', 'partner:9:c-1'];

export function draw(random: Random, memory: Memory, performanceId: number, now: number): Drawn {
  const on = (name: string, run: Drawn['run']): Drawn => ({ name, performanceId, run });
  if (memory.lost.has(performanceId) && random.chance(0.08)) {
    return drawInstall(random, memory, performanceId, true);
  }
  const kind = random.int(0, 99);
  if (kind < 34) return drawHold(random, memory, performanceId, now);
  if (kind < 42) return drawTokenUse('renew', random, memory, performanceId);
  if (kind < 52) return drawTokenUse('release', random, memory, performanceId);
  if (kind < 57) return on('expire', (store) => store.expire(performanceId));
  if (kind < 61) {
    const holder = random.pick(HOLDERS);
    return on('mine', (store) => store.mine(performanceId, holder));
  }
  if (kind < 72) return drawPin(random, memory, performanceId);
  if (kind < 77) return drawBlock(random, memory, performanceId);
  if (kind < 82) return drawSettle('sell', random, memory, performanceId);
  if (kind < 91) return drawSettle('free', random, memory, performanceId);
  if (kind < 92) return drawInstall(random, memory, performanceId, random.chance(0.25));
  if (kind < 94) return on('snapshot', (store) => store.snapshot(performanceId));
  if (kind < 96) return on('position', (store) => store.position(performanceId));
  return drawRest(random, memory, performanceId);
}

function drawRest(random: Random, memory: Memory, performanceId: number): Drawn {
  if (random.chance(0.5)) {
    return { name: 'records', performanceId, run: (store) => store.records(performanceId, '0') };
  }
  const { config } = memory;
  return { name: 'configure', performanceId, run: (s) => s.configure(performanceId, config) };
}

function someSeats(random: Random): number[] {
  const count = random.int(1, 3);
  const first = random.int(0, 49);
  const seats = Array.from({ length: count }, (_, k) => (first + k * random.int(1, 2)) % 50);
  if (random.chance(0.03)) seats.push(random.pick([-1, SEAT_COUNT, 1_000_000]));
  if (random.chance(0.03)) seats.push(seats[0] ?? 0);
  return seats;
}

function drawHold(random: Random, memory: Memory, performanceId: number, now: number): Drawn {
  const again = random.chance(0.1) && memory.requests.length > 0;
  const fresh = { performanceId, holder: random.pick(HOLDERS), requestId: `r${++memory.counter}` };
  const request = again ? random.pick(memory.requests.slice(-6)) : fresh;
  memory.requests.push(request);
  const wanted = random.chance(0.2)
    ? { ...AREA, count: random.int(1, 5) }
    : [...new Set(someSeats(random))].concat(random.chance(0.03) ? [7, 7] : []);
  const closed = random.chance(0.04);
  const command = {
    ...request,
    performanceId,
    seatCount: SEAT_COUNT,
    wanted,
    ttlMs: TTL_MS,
    capMs: CAP_MS,
    runs: 'count' in wanted ? [] : RUNS.filter((r) => wanted.some((s) => s - r.first < r.length)),
    terms: {
      config: random.chance(0.04) ? memory.config + 7 : memory.config,
      opensAt: now - 1_000,
      closesAt: closed ? now : now + 1_000_000,
      limit: 7,
      admission: false,
      orphanRule: random.pick(['off', 'off', 'strict', 'lenient'] as const),
    },
  };
  return {
    name: 'count' in wanted ? 'hold area' : 'hold',
    performanceId,
    run: async (store) => {
      const reply = await store.hold(command);
      if (reply.code === 'OK') {
        memory.tokens.push({ performanceId, holder: command.holder, token: reply.hold.token });
      }
      return reply;
    },
  };
}

function recent<T extends { performanceId: number }>(
  random: Random,
  items: readonly T[],
  performanceId: number,
): T | undefined {
  const found = items.filter((item) => item.performanceId === performanceId).slice(-12);
  return found.length > 0 ? random.pick(found) : undefined;
}

function drawTokenUse(
  name: 'renew' | 'release',
  random: Random,
  memory: Memory,
  performanceId: number,
): Drawn {
  const known = recent(random, memory.tokens, performanceId);
  const token = known && !random.chance(0.05) ? known.token : '1.1|user:1|5|1';
  const holder = known && !random.chance(0.05) ? known.holder : random.pick(HOLDERS);
  const command = { performanceId, holder, token, ttlMs: TTL_MS };
  return { name, performanceId, run: (store) => store[name](command) };
}

function drawPin(random: Random, memory: Memory, performanceId: number): Drawn {
  const known = recent(random, memory.tokens, performanceId);
  const old = random.chance(0.2) ? recent(random, memory.owners, performanceId) : undefined;
  const orderId = old?.ownerId ?? `o${++memory.counter}`;
  const holder = old?.holder ?? known?.holder ?? random.pick(HOLDERS);
  const second = recent(random, memory.tokens, performanceId);
  const tokens = [known?.token ?? '1.1|user:1|5|1'];
  if (second?.holder === holder && random.chance(0.5)) tokens.push(second.token);
  return {
    name: 'pin',
    performanceId,
    run: async (store) => {
      const reply = await store.pin({ performanceId, holder, tokens, orderId });
      if (reply.code === 'OK') {
        memory.owners.push({ performanceId, ownerId: orderId, holder, seats: reply.seats });
      }
      return reply;
    },
  };
}

function drawBlock(random: Random, memory: Memory, performanceId: number): Drawn {
  const blocks = memory.owners.filter((owner) => owner.ownerId.startsWith('B'));
  const old = random.chance(0.2) ? recent(random, blocks, performanceId) : undefined;
  const blockId = old?.ownerId.slice(1) ?? String(++memory.counter);
  const seats = random.chance(0.1) ? [3, 3] : someSeats(random);
  return {
    name: 'block',
    performanceId,
    run: async (store) => {
      const reply = await store.block({ performanceId, seatCount: SEAT_COUNT, blockId, seats });
      if (reply.code === 'OK') {
        memory.owners.push({ performanceId, ownerId: `B${blockId}`, seats: reply.seats });
      }
      return reply;
    },
  };
}

function drawSettle(
  name: 'sell' | 'free',
  random: Random,
  memory: Memory,
  performanceId: number,
): Drawn {
  const known = recent(random, memory.owners, performanceId);
  const ownerId = known && !random.chance(0.05) ? known.ownerId : 'nobody';
  const epoch = memory.epochs.get(performanceId) ?? 1;
  const seats = random.chance(0.3) ? someSeats(random) : (known?.seats.slice(0, 2) ?? [1]);
  const command = {
    performanceId,
    ownerId,
    seats,
    minEpoch: random.chance(0.05) ? epoch + 1 : random.int(1, epoch),
  };
  return { name, performanceId, run: (store) => store[name](command) };
}

/** An image as a rebuild would read it: some orders, a block, everything else free. */
export function drawInstall(
  random: Random,
  memory: Memory,
  performanceId: number,
  newer: boolean,
): Drawn {
  const epoch = (memory.epochs.get(performanceId) ?? 0) + (newer ? 1 : 0);
  if (newer) {
    memory.epochs.set(performanceId, epoch);
    memory.lost.delete(performanceId);
  }
  const start = random.int(0, 44);
  const states = [SeatState.Held, SeatState.Sold, SeatState.NotForSale];
  const image: SeatImage = {
    performanceId,
    epoch,
    config: memory.config,
    seatCount: SEAT_COUNT,
    records: states.map((state, k) => ({
      ownerId: state === SeatState.NotForSale ? `B${++memory.counter}` : `o${++memory.counter}`,
      holder: state === SeatState.NotForSale ? '' : random.pick(HOLDERS),
      seats: [start + 2 * k, start + 2 * k + 1],
      pinnedAt: 1_700_000_000_000,
      state,
    })),
  };
  for (const { ownerId, seats } of image.records) {
    memory.owners.push({ performanceId, ownerId, seats });
  }
  return { name: 'install', performanceId, run: (store) => store.install(image) };
}
