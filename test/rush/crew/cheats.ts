import { randomBytes, randomUUID } from 'node:crypto';
import type { WireHold } from '@ticket-flow/client';
import type { Part } from './cast.ts';
import { buy } from './purchase.ts';
import { Over, Refusal } from './refusal.ts';
import { createRest } from './rest.ts';
import { addressOf, pageOf, pause } from './scene.ts';
import type { Person } from './scene.ts';
import { admissionOf, anySeats, askForSeats, chooseSeats } from './seats.ts';
import { countCheat } from './tally.ts';

const ATTEMPTS = 4;

/** What a cheat shows in place of an admission of its own; undefined: nothing to show yet. */
const SHOWN: Partial<Record<Part, (person: Person) => { admission?: string } | undefined>> = {
  bare: () => ({}),
  borrower: ({ scene, member }) => {
    const lent = scene.board.findLast(({ account }) => account !== member.account);
    return lent && { admission: lent.token };
  },
  forger: ({ scene, random }) => {
    const claims = {
      p: scene.plan.performanceId,
      n: random.int(1, 50),
      aud: 'ticket-flow:admission',
    };
    const part = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = part({ alg: random.pick(['HS256', 'none']), typ: 'JWT' });
    return { admission: `${head}.${part(claims)}.${randomBytes(32).toString('base64url')}` };
  },
};

/** While it waits: asks for seats that it has no right to, whatever its own place says by then. */
export async function cheatInLine(person: Person): Promise<void> {
  const { part } = person.member;
  const show = SHOWN[part];
  if (!show) return;
  let attempt = 0;
  while (attempt < ATTEMPTS && isInLine(person)) {
    await pause(person, 1_500, 5_000);
    const shown = show(person);
    if (!shown) continue;
    await attemptHold(person, shown, attempt % 2 === 1);
    attempt += 1;
  }
}

function isInLine({ place }: Person): boolean {
  return place.last?.place.state === 'lobby' || place.last?.place.state === 'waiting';
}

/** With the token of an admission that is over: it was true once. */
export async function replay(person: Person, admission: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await attemptHold(person, { admission }, attempt % 2 === 1);
    await pause(person, 500, 2_500);
  }
}

async function attemptHold(
  person: Person,
  shown: { readonly admission?: string },
  best: boolean,
): Promise<void> {
  const { scene, member, random } = person;
  const { performanceId, rows } = scene.plan;
  const request = { performanceId, requestId: randomUUID(), ...shown };
  const sentAt = Date.now();
  try {
    if (best) await pageOf(person).ask('hold:best', { ...request, count: 2 });
    else {
      const seats = anySeats(rows, random.int(1, 3), random);
      await pageOf(person).ask('hold:create', { ...request, seats });
    }
    countCheat(scene.tally, member.part, 'got');
    scene.tally.gains.push({ sentAt, ackAt: Date.now(), person: person.report, ...shown });
  } catch (error) {
    if (error instanceof Over) throw error;
    if (error instanceof Refusal) countCheat(scene.tally, member.part, 'refused');
  }
}

/** One more than the limit at once; then the limit, and one more. Buys what it may. */
export async function askForTooMany(person: Person): Promise<void> {
  const { seatLimit } = person.scene.plan;
  await tooMany(person, seatLimit + 1);
  const holds: WireHold[] = [];
  for (let tries = 0; seatsOf(holds) < seatLimit && tries < 20; tries += 1) {
    const hold = await tryHold(person, Math.min(2, seatLimit - seatsOf(holds)));
    if (hold) holds.push(hold);
    else await pause(person, 500, 1_000);
    if (admissionOf(person) === undefined) return;
  }
  if (seatsOf(holds) === seatLimit) await tooMany(person, 1);
  if (holds.length > 0) await buy(person, holds);
}

async function tooMany(person: Person, count: number): Promise<void> {
  const { scene, member, random } = person;
  const seats = chooseSeats(scene.plan.rows, pageOf(person).bits(), count, random);
  // Near the end there may not be that many beside each other, and fewer are no cheating.
  if (seats.length < count) return;
  try {
    await askForSeats(person, { seats, admission: admissionOf(person) });
    countCheat(scene.tally, member.part, 'got');
  } catch (error) {
    if (error instanceof Over) throw error;
    if (error instanceof Refusal) countCheat(scene.tally, member.part, 'refused');
  }
}

/** As many as one person may have on each of two devices, in the same moment. */
export async function askTwice(person: Person): Promise<void> {
  const { scene, member, devices, random } = person;
  const { seatLimit, rows } = scene.plan;
  const admission = admissionOf(person);
  const bits = pageOf(person).bits();
  const asked = devices.slice(0, 2).map((device) => {
    const seats = chooseSeats(rows, bits, seatLimit, random);
    return askForSeats(person, { seats, admission, device });
  });
  const answers = await Promise.allSettled(asked);
  const holds = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  countCheat(scene.tally, member.part, seatsOf(holds) > seatLimit ? 'got' : 'refused');
  if (holds.length > 0) await buy(person, holds);
}

async function tryHold(person: Person, count: number): Promise<WireHold | undefined> {
  const { scene, random } = person;
  const seats = chooseSeats(scene.plan.rows, pageOf(person).bits(), count, random);
  if (seats.length === 0) return undefined;
  try {
    return await askForSeats(person, { seats, admission: admissionOf(person) });
  } catch (error) {
    if (error instanceof Over) throw error;
    return undefined;
  }
}

function seatsOf(holds: readonly WireHold[]): number {
  return holds.reduce((sum, { seats }) => sum + seats.length, 0);
}

const MOST_REQUESTS = 800;
const AT_ONCE = 20;
/** More than this is far beyond what one address may ask for, burst and all. */
const FAR_TOO_FAST = { atOnce: 300, perSecond: 150 };

/** As fast as it goes, until it is told to slow down. */
export async function hurry(person: Person): Promise<void> {
  const { scene, member } = person;
  const { url, performanceId } = scene.plan;
  const rest = createRest({
    ...{ url, address: addressOf(member.index), accessToken: member.accessToken },
    ...{ tally: scene.tally, maxSockets: AT_ONCE },
  });
  const began = performance.now();
  let answered = 0;
  let stopped: string | undefined;
  const one = async (): Promise<void> => {
    while (answered < MOST_REQUESTS && stopped === undefined && !scene.over.aborted) {
      try {
        await rest.call(`/api/performances/${String(performanceId)}`);
        answered += 1;
      } catch (error) {
        stopped ??= error instanceof Refusal ? error.code : 'no answer';
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  rest.close();
  const seconds = (performance.now() - began) / 1_000;
  const allowed = FAR_TOO_FAST.atOnce + FAR_TOO_FAST.perSecond * seconds;
  if (stopped === 'RATE_LIMITED') countCheat(scene.tally, member.part, 'refused');
  // On a machine that answers more slowly than the limit allows nobody can be too fast.
  else if (answered > allowed) countCheat(scene.tally, member.part, 'got');
}
