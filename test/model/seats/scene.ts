import { get, type State } from '../explore.ts';
import { hasSeat, rows, SEATS, server, store } from './layout.ts';
import { PROPERTIES, type Property } from './properties.ts';
import type { Rules } from './rules.ts';
import type { Bounds } from './scenes.ts';

/** What every step needs to know: the rules in force, the bounds, and what is watched. */
export interface Scene {
  readonly rules: Rules;
  readonly bounds: Bounds;
  readonly watched: ReadonlySet<Property>;
}

/** Words for a broken property, when it is watched. */
export function bad(scene: Scene, property: Property, detail = ''): string | undefined {
  if (!scene.watched.has(property)) return undefined;
  return `${property}: ${PROPERTIES[property]}${detail && ` (${detail})`}`;
}

/** The store is there, and was installed on this very server. */
export function isUsable({ rules }: Scene, state: State): boolean {
  if (get(state, store.present) === 0) return false;
  return !rules.incarnation || get(state, store.incarnation) === get(state, server.incarnation);
}

/** The store may be used and is of the durable epoch; without the fence nobody compares. */
export function isCurrent(scene: Scene, state: State): boolean {
  if (!isUsable(scene, state)) return false;
  return !scene.rules.epochFence || get(state, store.epoch) === get(state, rows.epoch);
}

/** The seats that an owner has claims on. */
export function claimsOf(state: State, order: number): number {
  let seats = 0;
  for (let seat = 0; seat < SEATS; seat += 1) {
    if (get(state, rows.claim + seat) === order + 1) seats |= 1 << seat;
  }
  return seats;
}

export function isAnyClaimed(state: State, seats: number): boolean {
  for (let seat = 0; seat < SEATS; seat += 1) {
    if (hasSeat(seats, seat) && get(state, rows.claim + seat) !== 0) return true;
  }
  return false;
}

export function setBits(state: State, seats: number, value: number): void {
  for (let seat = 0; seat < SEATS; seat += 1) {
    if (hasSeat(seats, seat)) state[store.bit + seat] = value;
  }
}
