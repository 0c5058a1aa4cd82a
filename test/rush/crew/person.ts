import type { RoomStanding, WireHold } from '@ticket-flow/client';
import { createRandom } from '../../support/random.ts';
import { askForTooMany, askTwice, cheatInLine, hurry, replay } from './cheats.ts';
import { createPlace } from './place.ts';
import { buy } from './purchase.ts';
import { Over, Refusal, Unanswered } from './refusal.ts';
import { createRest } from './rest.ts';
import {
  addressOf,
  closePages,
  openPage,
  pageOf,
  patiently,
  pause,
  sleepUntilOver,
} from './scene.ts';
import type { Member, Person, Scene } from './scene.ts';
import { admissionOf, findSeats } from './seats.ts';
import { sample } from './tally.ts';
import type { PersonReport } from './tally.ts';

const TABS = 10;
/** The last part of the lobby's time is left to those who come at the last moment by chance. */
const LOBBY_SHARE = 0.93;

export function createPerson(scene: Scene, member: Member): Person {
  const { plan, tally, over } = scene;
  const { account, part, accessToken, index } = member;
  const report: PersonReport = {
    ...{ account, part, connected: false, joined: false, served: false, admitted: false },
    ...{ end: null, setBack: 0, admissions: 0, gaveUp: false, wentHome: false },
  };
  tally.people.push(report);
  const address = addressOf(index);
  return {
    ...{ scene, member, report, devices: [] },
    random: createRandom(plan.seed * 1_000_003 + index),
    place: createPlace(report, tally, over),
    rest: createRest({ url: plan.url, address, accessToken, tally }),
  };
}

/** From coming to going; whatever happens, its pages are closed at the end. */
export async function live(person: Person): Promise<void> {
  try {
    await come(person);
    await waitInLine(person);
    if (person.devices.length > 0) await beInside(person);
  } catch (error) {
    // Refusals are counted where they are read; whoever meets one that matters goes home.
    if (!isCounted(error)) throw error;
  } finally {
    const { last } = person.place;
    person.report.wentHome = !person.scene.over.aborted && !(last && isEnded(last));
    closePages(person);
    person.rest.close();
  }
}

function isCounted(error: unknown): boolean {
  return error instanceof Over || error instanceof Refusal || error instanceof Unanswered;
}

async function come(person: Person): Promise<void> {
  const { scene, member, random, report } = person;
  const { opensAt, lateMs } = scene.plan;
  const share = random.int(0, 1_000) / 1_000;
  const inLobby = scene.startedAt + (opensAt - scene.startedAt) * LOBBY_SHARE * share;
  const at = member.part === 'late' ? opensAt + 500 + lateMs * share : inLobby;
  await sleepUntilOver(at - Date.now(), scene.over);
  if (random.chance(0.25)) await lookAround(person);
  const pages = { tabs: TABS, twofold: 2 }[member.part as string] ?? 1;
  for (let page = 0; page < pages; page += 1) await openPage(person);
  const began = performance.now();
  await patiently(person, () => pageOf(person).join());
  sample(scene.tally.joinMs, performance.now() - began);
  report.joined = true;
  await Promise.all(person.devices.slice(1).map((page) => patiently(person, () => page.join())));
}

/** The pages on the way there. */
async function lookAround(person: Person): Promise<void> {
  const { rest, scene } = person;
  const { eventSlug, performanceId } = scene.plan;
  const paths = [
    '/api/events?locale=ko',
    `/api/events/${eventSlug}?locale=ko`,
    `/api/performances/${String(performanceId)}?locale=ko`,
    `/api/performances/${String(performanceId)}/availability`,
  ];
  for (const path of paths) {
    await rest.call(path).catch(() => undefined);
    await pause(person, 100, 600);
  }
}

async function waitInLine(person: Person): Promise<void> {
  switch (person.member.part) {
    case 'quitter':
      await idle(person, 2_000, 20_000);
      if (isDecided(person)) break;
      person.report.gaveUp = true;
      await leave(person);
      closePages(person);
      return;
    case 'vanisher':
      await idle(person, 2_000, 20_000);
      if (isDecided(person)) break;
      person.report.gaveUp = true;
      closePages(person);
      return;
    case 'reloader':
      await reload(person);
      break;
    case 'hasty':
      await hurry(person);
      break;
    default:
      await cheatInLine(person);
  }
  await person.place.until(isOut);
}

/** Does nothing for some time, or until something happens to its place. */
async function idle(person: Person, from: number, to: number): Promise<void> {
  await Promise.race([pause(person, from, to), person.place.until(isOut)]);
}

/** Away for less than the grace, three times at most. */
async function reload(person: Person): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await idle(person, 2_000, 10_000);
    if (isDecided(person)) return;
    closePages(person);
    await pause(person, 200, person.scene.plan.awayMs);
    await openPage(person);
    await patiently(person, () => pageOf(person).look());
  }
}

function isOut({ place }: RoomStanding): boolean {
  return place.state === 'admitted' || place.state === 'ended';
}

function isEnded({ place }: RoomStanding): boolean {
  return place.state === 'ended' || place.state === 'none';
}

function isDecided({ place }: Person): boolean {
  return place.last !== undefined && isOut(place.last);
}

function roomOf({ scene }: Person): { performanceId: number } {
  return { performanceId: scene.plan.performanceId };
}

async function leave(person: Person): Promise<void> {
  await patiently(person, () => pageOf(person).ask('room:leave', roomOf(person)));
}

/** The hold may have run out meanwhile, or be gone since an answer that was lost. */
async function release(person: Person, { token }: WireHold): Promise<void> {
  const request = { ...roomOf(person), token };
  await patiently(person, () => pageOf(person).ask('hold:release', request)).catch(
    (error: unknown) => {
      if (!(error instanceof Refusal && error.code === 'GONE')) throw error;
    },
  );
}

async function beInside(person: Person): Promise<void> {
  const { member, place, scene } = person;
  const token = admissionOf(person);
  if (token === undefined) return;
  if (member.part === 'noshow') {
    await place.until(isEnded);
    return;
  }
  place.note(await patiently(person, () => pageOf(person).ask('room:enter', roomOf(person))));
  scene.board.push({ account: member.account, token });
  await patiently(person, () => pageOf(person).watch());
  await shop(person, token);
}

async function shop(person: Person, token: string): Promise<void> {
  switch (person.member.part) {
    case 'greedy':
      await askForTooMany(person);
      return;
    case 'twofold':
      await askTwice(person);
      return;
    case 'replayer':
      await shopOrLeave(person);
      await replay(person, token);
      return;
    case 'waverer':
      await waver(person);
      return;
    default:
      if (await chooseAndBuy(person)) await farewell(person);
  }
}

/** One of two ways for an admission to end. */
async function shopOrLeave(person: Person): Promise<void> {
  const bought = person.random.chance(0.5) && (await chooseAndBuy(person));
  if (!bought) await leave(person);
  await person.place.until(isEnded);
}

/** Lets its seats go, or does not even do that. */
async function waver(person: Person): Promise<void> {
  const hold = await findSeats(person);
  await pause(person, 500, 3_000);
  if (!hold || person.random.chance(0.5)) return;
  await release(person, hold);
  await leave(person);
}

const SECOND_THOUGHTS = 2;

/** True: it is paid. */
async function chooseAndBuy(person: Person): Promise<boolean> {
  for (let thoughts = 0; ; thoughts += 1) {
    const hold = await findSeats(person);
    if (!hold) return false;
    await pause(person, 300, 2_000);
    if (thoughts < SECOND_THOUGHTS && person.random.chance(0.15)) {
      await release(person, hold);
      continue;
    }
    try {
      return await buy(person, [hold]);
    } catch (error) {
      // Lost on the way, as after the store's loss; there may be others.
      if (!(error instanceof Refusal && error.code === 'GONE')) throw error;
    }
  }
}

const FAREWELL_MS = 3_000;

/** Stays a moment: its page says that all is done. */
async function farewell(person: Person): Promise<void> {
  await Promise.race([person.place.until(isEnded), pause(person, FAREWELL_MS)]);
}
