import { setTimeout as sleep } from 'node:timers/promises';
import { createTokens } from '../../../server/src/identity/index.ts';
import type { Acknowledgement, SeatSocket } from '../join/seat-socket.ts';
import { openSeatSocket } from '../join/seat-socket.ts';
import { TOKEN_SECRET } from '../join/setting.ts';

/** Somebody who changes a seat each time, in turn takes one and gives one back. */
export type Buyer = () => Promise<unknown>;

export interface BuyersOptions {
  readonly port: number;
  readonly performanceId: number;
  readonly count: number;
}

/** The finest that timers do: changes come one by one, not in bursts that are cheap to receive. */
const PACE_MS = 1;
/** Seats that a buyer keeps: none is taken and given back within one tick. */
const KEPT = 5;
/** Seats that a buyer has to himself. */
export const SEATS_A_BUYER = 10;

/** Buyers of the product, signed in, holding and releasing seats. */
export function openHolders(options: BuyersOptions): Promise<Buyer[]> {
  const tokens = createTokens({ secret: TOKEN_SECRET });
  return openAll(options, async (socket, k) => {
    await socket.request('session:authenticate', {
      accessToken: tokens.issue(`buyer-${String(k)}`).token,
    });
    const { performanceId } = options;
    const held: string[] = [];
    let wishes = 0;
    return async () => {
      const token = held.length < KEPT ? undefined : held.shift();
      if (token !== undefined) return socket.request('hold:release', { performanceId, token });
      wishes += 1;
      const seats = [k * SEATS_A_BUYER + (wishes % SEATS_A_BUYER)];
      const requestId = `wish-${String(k)}-${String(wishes)}-of-many`;
      const made = await socket.request('hold:create', { performanceId, requestId, seats });
      held.push(tokenOf(made));
      return made;
    };
  });
}

/** Buyers of the reference: the same changes, told and not kept. */
export function openTellers(options: BuyersOptions): Promise<Buyer[]> {
  return openAll(options, (socket, k) => {
    const { performanceId } = options;
    let told = 0;
    return Promise.resolve(() => {
      told += 1;
      const seat = k * SEATS_A_BUYER + (told % SEATS_A_BUYER);
      const status = told % 2 === 0 ? 'free' : 'held';
      return socket.request('seat', { performanceId, seat, status });
    });
  });
}

/** Has them make so many changes a second, one after the other; answers how many were made. */
export async function change(
  buyers: readonly Buyer[],
  perSecond: number,
  seconds: number,
): Promise<number> {
  const total = Math.round(perSecond * seconds);
  const began = performance.now();
  const busy = new Map<Buyer, Promise<unknown>>();
  for (let made = 0; made < total;) {
    const due = Math.min(total, Math.ceil(((performance.now() - began) / 1000) * perSecond));
    for (; made < due; made += 1) {
      const buyer = buyers[made % buyers.length];
      if (buyer) busy.set(buyer, (busy.get(buyer) ?? Promise.resolve()).then(buyer));
    }
    await sleep(PACE_MS);
  }
  await Promise.all(busy.values());
  return total;
}

async function openAll(
  { port, count }: BuyersOptions,
  toBuyer: (socket: SeatSocket, k: number) => Promise<Buyer>,
): Promise<Buyer[]> {
  const opening = Array.from({ length: count }, async (_, k) =>
    toBuyer(await openSeatSocket({ port }), k),
  );
  return Promise.all(opening);
}

function tokenOf({ hold }: Acknowledgement): string {
  return (hold as { token: string }).token;
}
