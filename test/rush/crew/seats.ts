import { randomUUID } from 'node:crypto';
import type { SeatBits, WireHold } from '@ticket-flow/client';
import type { Random } from '../../support/random.ts';
import type { Device } from './device.ts';
import { Refusal } from './refusal.ts';
import { pageOf, pause } from './scene.ts';
import type { Person, Row } from './scene.ts';
import { sample } from './tally.ts';

/** Free neighbours, as many as can be of `count`; now and then without looking. */
export function chooseSeats(
  rows: readonly Row[],
  bits: SeatBits | undefined,
  count: number,
  random: Random,
): number[] {
  if (bits === undefined || random.chance(0.05)) return anySeats(rows, count, random);
  for (let wanted = count; wanted > 0; wanted -= 1) {
    const from = random.int(0, rows.length - 1);
    for (let step = 0; step < rows.length; step += 1) {
      const row = rows[(from + step) % rows.length];
      const found = row && freeRun(row, bits, wanted, random);
      if (found !== undefined) return Array.from({ length: wanted }, (_, k) => found + k);
    }
  }
  return [];
}

export function anySeats(rows: readonly Row[], count: number, random: Random): number[] {
  const row = random.pick(rows);
  const length = Math.min(count, row.count);
  const first = row.first + random.int(0, row.count - length);
  return Array.from({ length }, (_, k) => first + k);
}

/** The first of `count` free neighbours, looked for from somewhere in the row on. */
function freeRun(row: Row, bits: SeatBits, count: number, random: Random): number | undefined {
  const places = row.count - count + 1;
  if (places <= 0) return undefined;
  const from = random.int(0, places - 1);
  for (let step = 0; step < places; step += 1) {
    const first = row.first + ((from + step) % places);
    let free = 0;
    while (free < count && bits.get(first + free) === 0) free += 1;
    if (free === count) return first;
  }
  return undefined;
}

/** The token of the admission, while there is one. */
export function admissionOf({ place }: Person): string | undefined {
  const { last } = place;
  return last?.place.state === 'admitted' ? last.place.token : undefined;
}

export interface Wish {
  readonly seats: readonly number[];
  readonly admission: string | undefined;
  /** @default the page that is looked at */
  readonly device?: Device;
}

/** Asks once; throws a Refusal, or Unanswered. */
export async function askForSeats(person: Person, wish: Wish): Promise<WireHold> {
  const { scene, member } = person;
  const { seats, admission, device = pageOf(person) } = wish;
  const sentAt = Date.now();
  const { hold } = await device.ask('hold:create', {
    ...{ performanceId: scene.plan.performanceId, requestId: randomUUID(), seats },
    ...(admission !== undefined && { admission }),
  });
  const ackAt = Date.now();
  sample(scene.tally.holdMs, ackAt - sentAt);
  scene.tally.holds.push({ account: member.account, sentAt, ackAt });
  return hold;
}

const OVER_CODES = new Set(['NOT_ADMITTED', 'CLOSED', 'LIMIT']);
const LOOKS = 400;

/** Looks and asks until there are seats; undefined: its time is up, or the sale is over. */
export async function findSeats(person: Person): Promise<WireHold | undefined> {
  const { scene, random } = person;
  const count = random.int(1, scene.plan.seatLimit);
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const admission = admissionOf(person);
    if (admission === undefined) return undefined;
    const seats = chooseSeats(scene.plan.rows, pageOf(person).bits(), count, random);
    if (seats.length === 0) {
      await pause(person, 300, 1_500);
      continue;
    }
    try {
      return await askForSeats(person, { seats, admission });
    } catch (error) {
      if (error instanceof Refusal && OVER_CODES.has(error.code)) return undefined;
      const { retryAfterMs = 200 } = error as { retryAfterMs?: number };
      await pause(person, retryAfterMs, retryAfterMs + 600);
    }
  }
  return undefined;
}
