import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../support/random.ts';
import type { Part } from './cast.ts';
import { openDevice } from './device.ts';
import type { Device } from './device.ts';
import type { Place } from './place.ts';
import { Over, Refusal, Unanswered } from './refusal.ts';
import type { Rest } from './rest.ts';
import type { PersonReport, Tally } from './tally.ts';

/** A run of neighbouring seats. */
export interface Row {
  readonly first: number;
  readonly count: number;
}

export interface Member {
  readonly index: number;
  readonly part: Part;
  readonly account: string;
  readonly accessToken: string;
}

/** What the parent tells a crew. */
export interface CrewPlan {
  readonly url: string;
  readonly performanceId: number;
  readonly eventSlug: string;
  readonly rows: readonly Row[];
  readonly seatLimit: number;
  readonly seed: number;
  /** People find the lobby from now until then, latecomers from then on. */
  readonly opensAt: number;
  readonly lateMs: number;
  /** Whoever closes the page for a moment is back by then. */
  readonly awayMs: number;
  readonly members: readonly Member[];
}

/** Admissions of this crew, as somebody might show them to a friend. */
export type Board = { readonly account: string; readonly token: string }[];

/** Shared by all people of a crew. */
export interface Scene {
  readonly plan: CrewPlan;
  readonly tally: Tally;
  readonly board: Board;
  readonly startedAt: number;
  /** Aborted when the rush is over. */
  readonly over: AbortSignal;
}

/** One virtual person. */
export interface Person {
  readonly scene: Scene;
  readonly member: Member;
  readonly report: PersonReport;
  readonly random: Random;
  readonly place: Place;
  readonly rest: Rest;
  /** Its open pages, the one it looks at first. */
  readonly devices: Device[];
}

/** An address of its own for everybody, all on this machine. */
export function addressOf(index: number): string {
  const [high, middle, low] = [
    Math.floor(index / 64_516),
    Math.floor(index / 254) % 254,
    index % 254,
  ];
  return `127.${String(16 + high)}.${String(1 + middle)}.${String(1 + low)}`;
}

/** Throws Over. */
export async function pause({ scene, random }: Person, from: number, to = from): Promise<void> {
  await sleepUntilOver(random.int(Math.round(from), Math.round(to)), scene.over);
}

export async function sleepUntilOver(ms: number, over: AbortSignal): Promise<void> {
  await sleep(Math.max(0, ms), undefined, { signal: over }).catch(() => {
    throw new Over();
  });
}

/** One more page; throws when it could not be connected. */
export async function openPage(person: Person): Promise<Device> {
  const { scene, member, place, devices, report } = person;
  const device = openDevice({
    ...{ url: scene.plan.url, performanceId: scene.plan.performanceId, tally: scene.tally },
    ...{ address: addressOf(member.index), accessToken: member.accessToken },
    onStanding: (standing) => {
      place.note(standing);
    },
  });
  devices.push(device);
  await device.ready();
  report.connected = true;
  return device;
}

export function closePages({ devices }: Pick<Person, 'devices'>): void {
  for (const device of devices.splice(0)) device.close();
}

/** The page that is looked at. */
export function pageOf({ devices }: Person): Device {
  const [device] = devices;
  if (!device) throw new Over();
  return device;
}

const TRIES = 12;
const AGAIN_CODES = new Set(['UNAVAILABLE', 'RATE_LIMITED', 'IN_PROGRESS']);

/** Repeats what may be repeated: what had no answer, and what shall be tried again later. */
export async function patiently<T>(person: Person, request: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await request();
    } catch (error) {
      const repeat = error instanceof Unanswered || isForLater(error);
      if (!repeat || tries >= TRIES || person.scene.over.aborted) throw error;
      const waitMs = error instanceof Refusal ? (error.retryAfterMs ?? 300) : 300;
      await pause(person, waitMs, waitMs + 300);
    }
  }
}

function isForLater(error: unknown): boolean {
  return error instanceof Refusal && AGAIN_CODES.has(error.code);
}
