import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { TicketFlowClient, TicketFlowError } from '@ticket-flow/client';
import type { SeatChannel, Session, WireHold } from '@ticket-flow/client';
import { fetchFrom, nextAddress } from '../support/fetch-from.ts';
import { createRandom } from '../support/random.ts';
import type { Random } from '../support/random.ts';
import type { Sightings } from './sightings.ts';

/** What all buyers of a run write into. */
export interface Ledger {
  holds: number;
  conflicts: number;
  readonly holdMs: number[];
  readonly errors: unknown[];
  /** Everyone who bought something, to read the tickets back from the server. */
  readonly people: { client: TicketFlowClient; orderIds: string[] }[];
}

export interface BuyerOptions {
  readonly url: string;
  readonly performanceId: number;
  readonly seed: number;
  readonly until: number;
  readonly ledger: Ledger;
  readonly sightings: Sightings;
}

const CONFLICTS = new Set(['TAKEN', 'LIMIT', 'ORPHAN', 'AREA_FULL', 'CHANNEL', 'GONE']);
const PAUSE_MS = { from: 100, to: 500 };

/**
 * One place in the crowd. A person buys until the limit for one person is reached; then the next
 * person takes the place, so that the crowd stays as large as it was asked to be.
 */
export async function runBuyer(options: BuyerOptions): Promise<void> {
  const random = createRandom(options.seed);
  while (Date.now() < options.until) {
    try {
      await beOnePerson(options, random);
    } catch (error) {
      options.ledger.errors.push(error);
      await sleep(500);
    }
  }
}

async function beOnePerson(options: BuyerOptions, random: Random): Promise<void> {
  const client = await signUp(options.url);
  const person = { client, orderIds: [] as string[] };
  options.ledger.people.push(person);
  const channel = client.seatChannel(options.performanceId);
  await channel.ready();
  while (Date.now() < options.until) {
    const held = await tryHold(options, channel, random);
    if (held === 'limit') return;
    if (held) await decide(options, person, channel, held, random);
    await sleep(random.int(PAUSE_MS.from, PAUSE_MS.to));
  }
}

async function signUp(url: string): Promise<TicketFlowClient> {
  const signedIn: { session?: Session } = {};
  const getToken = (): string | undefined => signedIn.session?.accessToken;
  // Accounts are made from many addresses, as by a real crowd; one alone may make only a few.
  const fetch = fetchFrom(nextAddress());
  const baseUrl = url.replace('//localhost', '//127.0.0.1');
  const client = new TicketFlowClient({ baseUrl, getToken, fetch });
  signedIn.session = await client.signUp({
    email: `crowd-${randomUUID()}@example.test`,
    password: randomUUID(),
    name: 'Crowd',
  });
  return client;
}

async function tryHold(
  { ledger, sightings }: BuyerOptions,
  channel: SeatChannel,
  random: Random,
): Promise<WireHold | 'limit' | undefined> {
  const seats = chooseSeats(channel, random);
  if (seats.length === 0) return undefined;
  sightings.expect(seats);
  const began = performance.now();
  try {
    const hold = await channel.hold({ seats });
    ledger.holdMs.push(performance.now() - began);
    ledger.holds += 1;
    sightings.acknowledged(seats);
    return hold;
  } catch (error) {
    sightings.forget(seats);
    if (!(error instanceof TicketFlowError && CONFLICTS.has(error.code))) throw error;
    ledger.conflicts += 1;
    return error.code === 'LIMIT' ? 'limit' : undefined;
  }
}

/** One or two neighbours; now and then without looking, as people click on what is just taken. */
function chooseSeats(channel: SeatChannel, random: Random): number[] {
  const { bits } = channel;
  if (!bits) return [];
  const careless = random.chance(0.1);
  const count = random.int(1, 2);
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = random.int(0, bits.seatCount - count);
    const seats = Array.from({ length: count }, (_, k) => first + k);
    if (careless || seats.every((seat) => channel.look(seat) === 'free')) return seats;
  }
  return [];
}

/** Most buy, some let go. */
async function decide(
  { ledger, performanceId, sightings }: BuyerOptions,
  person: { client: TicketFlowClient; orderIds: string[] },
  channel: SeatChannel,
  hold: WireHold,
  random: Random,
): Promise<void> {
  await sleep(random.int(PAUSE_MS.from, PAUSE_MS.to));
  sightings.forget(hold.seats.map(({ seat }) => seat));
  try {
    if (random.chance(0.4)) await channel.release(hold.token);
    else await buy(person, performanceId, hold);
  } catch (error) {
    if (!(error instanceof TicketFlowError && CONFLICTS.has(error.code))) throw error;
    ledger.conflicts += 1;
  }
}

async function buy(
  person: { client: TicketFlowClient; orderIds: string[] },
  performanceId: number,
  hold: WireHold,
): Promise<void> {
  const { client } = person;
  const order = await client.createOrder(
    { performanceId, holds: [hold.token], buyer: { name: 'Crowd', email: 'crowd@example.test' } },
    randomUUID(),
  );
  person.orderIds.push(order.id);
  const { id: orderId, amount, currency } = order;
  const payment = { orderId, amount, currency, behaviour: 'approve' as const };
  const { paymentKey } = await client.authoriseSandbox(payment);
  await client.confirmPayment({ orderId, paymentKey, amount });
}
