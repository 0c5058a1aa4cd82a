import { setTimeout as sleep } from 'node:timers/promises';
import { TicketFlowError } from '@ticket-flow/client';
import type { SeatChannel, TicketFlowClient, WireHold } from '@ticket-flow/client';
import { createRandom } from '../../support/random.ts';
import type { Random } from '../../support/random.ts';
import type { Gate } from './gate.ts';
import { purchase } from './purchase.ts';
import { codeOf, countError } from './tally.ts';
import type { Tally } from './tally.ts';

/** What all buyers share. */
export interface BuyersScene {
  /** A client of somebody who has not bought anything yet. */
  readonly newcomer: () => TicketFlowClient;
  readonly performanceIds: readonly number[];
  readonly gate: Gate;
  readonly tally: Tally;
  /** From one hold of a buyer to the next, on average. */
  readonly cycleMs: number;
  readonly ended: () => boolean;
}

/** One in three wants what everybody wants: the first seats that are still free. */
const WANT_THE_BEST = 0.33;
const BEST = 12;
const RELEASED = 0.3;
/** After a closed gate not everyone starts in the same millisecond. */
const START_MS = 400;

/** One place in the crowd: when a person has met the limit, the next person takes it. */
export async function runBuyer(scene: BuyersScene, seed: number): Promise<void> {
  const random = createRandom(seed);
  await sleep(random.int(0, scene.cycleMs));
  while (!scene.ended()) {
    const client = scene.newcomer();
    try {
      await beOnePerson(scene, client, random);
    } catch (error) {
      countError(scene.tally, error);
      await sleep(random.int(0, scene.cycleMs));
    } finally {
      client.close();
    }
  }
}

async function beOnePerson(
  scene: BuyersScene,
  client: TicketFlowClient,
  random: Random,
): Promise<void> {
  const performanceId = random.pick(scene.performanceIds);
  const channel = client.seatChannel(performanceId);
  await channel.ready(15_000);
  while (await mayBegin(scene, random)) {
    const hold = await tryHold(scene, channel, random);
    if (hold === 'limit') return;
    if (hold && (await mayBegin(scene, random))) await decide(scene, client, channel, hold, random);
    await sleep(random.int(0, scene.cycleMs));
  }
}

/** Waits for the gate; false when the run has ended meanwhile. */
async function mayBegin({ gate, ended, cycleMs }: BuyersScene, random: Random): Promise<boolean> {
  await sleep(random.int(0, cycleMs / 2));
  while (gate.closed) {
    await gate.passed();
    await sleep(random.int(0, START_MS));
  }
  return !ended();
}

async function tryHold(
  { tally }: BuyersScene,
  channel: SeatChannel,
  random: Random,
): Promise<WireHold | 'limit' | undefined> {
  const seats = chooseSeats(channel, random);
  if (seats.length === 0) return undefined;
  try {
    const hold = await channel.hold({ seats });
    tally.holds += 1;
    return hold;
  } catch (error) {
    if (!(error instanceof TicketFlowError)) throw error;
    countError(tally, error);
    return codeOf(error) === 'LIMIT' ? 'limit' : undefined;
  }
}

/** One or two neighbours; now and then without looking, as people click on what is just taken. */
function chooseSeats(channel: SeatChannel, random: Random): number[] {
  const { bits } = channel;
  if (!bits) return [];
  const count = random.int(1, 2);
  const last = bits.seatCount - count;
  const from = random.chance(WANT_THE_BEST)
    ? firstFree(channel, bits.seatCount) + random.int(0, BEST)
    : random.int(0, last);
  const careless = random.chance(0.1);
  for (let first = Math.min(from, last); first <= last; first += 1) {
    const seats = Array.from({ length: count }, (_, k) => first + k);
    if (careless || seats.every((seat) => channel.look(seat) === 'free')) return seats;
  }
  return [];
}

function firstFree(channel: SeatChannel, seatCount: number): number {
  let seat = 0;
  while (seat < seatCount && channel.look(seat) !== 'free') seat += 1;
  return seat;
}

async function decide(
  { tally }: BuyersScene,
  client: TicketFlowClient,
  channel: SeatChannel,
  hold: WireHold,
  random: Random,
): Promise<void> {
  const { performanceId } = channel;
  try {
    if (random.chance(RELEASED)) await channel.release(hold.token);
    else await purchase({ client, performanceId, hold, random, tally });
  } catch (error) {
    if (!(error instanceof TicketFlowError)) throw error;
    countError(tally, error);
  }
}
