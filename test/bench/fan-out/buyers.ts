import { setTimeout as sleep } from 'node:timers/promises';
import { TicketFlowClient } from '@ticket-flow/client';
import type { SeatChannel } from '@ticket-flow/client';
import { createTokens } from '../../../server/src/identity/index.ts';
import { waitFor } from '../../support/wait.ts';
import { SEATS, SECRET } from './system.ts';
import type { System } from './system.ts';

/** Buyers on one node, and a few viewers of the measured node, all with the SDK. */
export interface Buyers {
  /** Takes and gives back seats until `stop`; a buyer moves ten times a second. */
  start(url: string, performanceId: number, changesPerSecond: number): Promise<Running>;
  watch(): Promise<void>;
  readonly watchers: readonly SeatChannel[];
  close(): void;
}

export interface Running {
  /** Forgets what was seen so far: a window begins. */
  mark(): void;
  /** Ends the window. */
  seen(): Seen;
  /** Waits until every seat was given back and every map says so. */
  stop(): Promise<void>;
}

export interface Seen {
  readonly changes: number;
  /** Frames that the SDK's viewers got. */
  readonly frames: number;
  /** From the ack of a hold to the seat on each of their maps, in milliseconds. */
  readonly latencies: readonly number[];
}

const CHANGES_PER_BUYER = 10;
const SEATS_PER_BUYER = 10;

/** Their clock is one, so that a hold's ack and its arrival can be compared. */
export function createBuyers({ measured, watched }: System): Buyers {
  const tokens = createTokens({ secret: SECRET });
  const clients: TicketFlowClient[] = [];
  const channels = new Map<string, SeatChannel>();
  const watchers: SeatChannel[] = [];
  const holds = new Map<number, { ackedAt?: number; early: number }>();
  const seen = { changes: 0, frames: 0, latencies: [] as number[] };

  function channelOf(url: string, performanceId: number, buyer: number): SeatChannel {
    const key = `${url} ${String(performanceId)} ${String(buyer)}`;
    const found = channels.get(key);
    if (found) return found;
    const { token } = tokens.issue(`buyer-${String(buyer)}`);
    const client = new TicketFlowClient({ baseUrl: url, getToken: () => token });
    clients.push(client);
    const channel = client.seatChannel(performanceId);
    channels.set(key, channel);
    return channel;
  }

  function applied(seat: number): void {
    const hold = holds.get(seat);
    if (!hold) return;
    if (hold.ackedAt === undefined) hold.early += 1;
    else seen.latencies.push(performance.now() - hold.ackedAt);
  }

  async function holdOnce(channel: SeatChannel, seat: number): Promise<string> {
    const hold: { ackedAt?: number; early: number } = { early: 0 };
    holds.set(seat, hold);
    const { token } = await channel.hold({ seats: [seat] });
    hold.ackedAt = performance.now();
    // Whoever saw it before the buyer was answered waited for nothing.
    for (; hold.early > 0; hold.early -= 1) seen.latencies.push(0);
    seen.changes += 1;
    return token;
  }

  async function buyOnAndOn(
    channel: SeatChannel,
    buyer: number,
    everyMs: number,
    until: AbortSignal,
  ): Promise<void> {
    let next = performance.now() + Math.random() * everyMs;
    const pace = async (): Promise<void> => {
      await sleep(Math.max(0, next - performance.now()));
      next += everyMs;
    };
    for (let k = 0; !until.aborted; k += 1) {
      await pace();
      const seat = buyer * SEATS_PER_BUYER + (k % SEATS_PER_BUYER);
      const token = await holdOnce(channel, seat);
      await pace();
      holds.delete(seat);
      await channel.release(token);
      seen.changes += 1;
    }
  }

  return {
    watchers,
    watch: async () => {
      const client = new TicketFlowClient({ baseUrl: measured.url });
      clients.push(client);
      const channel = client.seatChannel(watched);
      channel.on('change', ({ changes }) => {
        seen.frames += 1;
        for (const { seat, state } of changes) if (state === 1) applied(seat);
      });
      watchers.push(channel);
      await channel.ready(30_000);
    },
    start: async (url, performanceId, changesPerSecond) => {
      const count = Math.min(SEATS / SEATS_PER_BUYER, changesPerSecond / CHANGES_PER_BUYER);
      const stopping = new AbortController();
      const everyMs = (1000 * count) / changesPerSecond;
      const mine = Array.from({ length: count }, (_, k) => channelOf(url, performanceId, k));
      await Promise.all(mine.map((channel) => channel.ready(30_000)));
      const buying = mine.map((one, k) => buyOnAndOn(one, k, everyMs, stopping.signal));
      return {
        mark: () => {
          Object.assign(seen, { changes: 0, frames: 0, latencies: [] });
        },
        seen: () => ({ ...seen }),
        stop: async () => {
          stopping.abort();
          await Promise.all(buying);
          await waitFor(() => watchers.every(isAllFree), { message: 'every map is right' });
        },
      };
    },
    close: () => {
      for (const client of clients) client.close();
    },
  };
}

function isAllFree({ bits }: SeatChannel): boolean {
  return bits?.bytes.every((byte) => byte === 0) ?? false;
}
