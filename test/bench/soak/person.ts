import { setTimeout as sleep } from 'node:timers/promises';
import { TicketFlowClient, TicketFlowError } from '@ticket-flow/client';
import type { SeatChannel, Session, WireHold } from '@ticket-flow/client';
import { randomUUID } from 'node:crypto';
import { fetchFrom, nextAddress } from '../../support/fetch-from.ts';
import { BUYER, giveBack, payOrder } from '../../support/purchases.ts';
import { createRandom } from '../../support/random.ts';
import type { Random } from '../../support/random.ts';

/** What all of them write into. */
export interface Doings {
  visits: number;
  holds: number;
  refused: number;
  released: number;
  leftToExpire: number;
  cancelled: number;
  returned: number;
  readonly errors: unknown[];
}

export interface PersonOptions {
  readonly url: string;
  readonly performanceId: number;
  readonly number: number;
  readonly until: number;
  readonly doings: Doings;
}

interface Visit extends PersonOptions {
  readonly client: TicketFlowClient;
  readonly channel: SeatChannel;
  readonly random: Random;
}

const REFUSALS = new Set(['TAKEN', 'LIMIT', 'ORPHAN', 'GONE', 'CHANNEL']);
const TURNS_A_VISIT = { from: 10, to: 30 };
const PAUSE_MS = { from: 200, to: 800 };

/**
 * One person who comes and goes as long as it lasts: logs in, holds seats, lets them go or expire,
 * cancels orders or pays them and gives the tickets back, closes the page and opens it again.
 * Nothing is kept for long, so after an hour the system has no more to remember than after a
 * minute, but for rows.
 */
export async function bePerson(options: PersonOptions): Promise<void> {
  const random = createRandom(options.number);
  const account = {
    ...{ email: `soak-${String(options.number)}@example.test`, name: 'Soak' },
    password: randomUUID(),
  };
  const fetch = fetchFrom(nextAddress());
  // Not all at the same moment.
  await sleep(random.int(0, 3_000));
  let known = false;
  while (Date.now() < options.until) {
    const signedIn: { session?: Session } = {};
    const getToken = (): string | undefined => signedIn.session?.accessToken;
    const client = new TicketFlowClient({ baseUrl: options.url, getToken, fetch });
    try {
      signedIn.session = await (known ? client.logIn(account) : client.signUp(account));
      known = true;
      const channel = client.seatChannel(options.performanceId);
      await channel.ready();
      await visit({ ...options, client, channel, random });
    } catch (error) {
      options.doings.errors.push(error);
      await sleep(1_000);
    } finally {
      client.close();
    }
  }
}

async function visit(one: Visit): Promise<void> {
  one.doings.visits += 1;
  const turns = one.random.int(TURNS_A_VISIT.from, TURNS_A_VISIT.to);
  for (let turn = 0; turn < turns && Date.now() < one.until; turn += 1) {
    await sleep(one.random.int(PAUSE_MS.from, PAUSE_MS.to));
    try {
      await takeTurn(one);
    } catch (error) {
      if (!(error instanceof TicketFlowError && REFUSALS.has(error.code))) throw error;
      one.doings.refused += 1;
    }
  }
}

async function takeTurn(one: Visit): Promise<void> {
  const { channel, random, doings } = one;
  const seat = random.int(0, (channel.bits?.seatCount ?? 1) - 1);
  const hold = await channel.hold({ seats: [seat] });
  doings.holds += 1;
  const fate = random.int(1, 100);
  if (fate <= 40) {
    await channel.release(hold.token);
    doings.released += 1;
  } else if (fate <= 43) {
    doings.leftToExpire += 1;
  } else {
    await order(one, hold, fate <= 60);
  }
}

async function order(one: Visit, hold: WireHold, thinksBetterOfIt: boolean): Promise<void> {
  const { client, doings, performanceId } = one;
  const request = { performanceId, holds: [hold.token], buyer: BUYER };
  const ordered = await client.createOrder(request, randomUUID());
  if (thinksBetterOfIt) {
    await client.cancelOrder(ordered.id);
    doings.cancelled += 1;
    return;
  }
  await giveBack(client, await payOrder(client, ordered, 'approve'));
  doings.returned += 1;
}
