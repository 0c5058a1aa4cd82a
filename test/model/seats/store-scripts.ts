/** The seat store's scripts: each changes the store in one go. */
import { get, type State } from '../explore.ts';
import {
  Bit,
  BLOCK,
  BUYERS,
  hasSeat,
  OrderState,
  OWNERS,
  rows,
  seatCount,
  SEATS,
  server,
  store,
  wipeStore,
} from './layout.ts';
import { bad, isCurrent, isUsable, type Scene, setBits } from './scene.ts';

/** Puts the seats of a hold free (HOLD-4, HOLD-6, HOLD-7). */
export function dropHold(scene: Scene, state: State, buyer: number): void {
  const seats = get(state, store.hold + buyer);
  setBits(state, seats, Bit.free);
  count(scene, state, buyer, -seatCount(seats));
  removeHold(state, buyer);
}

function removeHold(state: State, buyer: number): void {
  state[store.hold + buyer] = 0;
  state[store.holdExpired + buyer] = 0;
  state[store.holdLeft + buyer] = 0;
  state[store.holdCap + buyer] = 0;
}

/** HOLD-9: a holder's count moves; where there is no limit nobody counts. */
function count({ bounds }: Scene, state: State, buyer: number, change: number): void {
  if (bounds.limit === 0) return;
  state[store.count + buyer] = Math.max(0, get(state, store.count + buyer) + change);
}

/** False when it refuses. */
export function scriptHold(scene: Scene, state: State, buyer: number, seats: number): boolean {
  if (!isUsable(scene, state)) {
    if (scene.rules.absentRefused || get(state, store.present)) return false;
    // BITFIELD on a missing key makes a fresh map in which every seat is free.
    state[store.present] = 1;
    state[store.epoch] = 0;
    state[store.incarnation] = get(state, server.incarnation);
  }
  for (let other = 0; other < BUYERS; other += 1) {
    const inTheWay = (get(state, store.hold + other) & seats) !== 0;
    if (inTheWay && get(state, store.holdExpired + other)) dropHold(scene, state, other);
  }
  for (let seat = 0; seat < SEATS; seat += 1) {
    if (hasSeat(seats, seat) && get(state, store.bit + seat) !== Bit.free) return false;
  }
  const { limit, hold } = scene.bounds;
  if (limit > 0 && get(state, store.count + buyer) + seatCount(seats) > limit) return false;
  setBits(state, seats, Bit.held);
  state[store.hold + buyer] = seats;
  state[store.holdLeft + buyer] = hold.left;
  state[store.holdCap + buyer] = hold.cap;
  count(scene, state, buyer, seatCount(seats));
  return true;
}

/** HOLD-5: the expiry of a live hold after a renewal. */
export function renewedLife({ rules, bounds }: Scene, state: State, buyer: number): number {
  const { left } = bounds.hold;
  return rules.renewalCapped ? Math.min(left, get(state, store.holdCap + buyer)) : left;
}

export function scriptPin(scene: Scene, state: State, order: number, buyer: number): void {
  const seats = get(state, store.hold + buyer);
  state[rows.seats + order] = seats;
  state[store.record + order] = seats;
  if (!scene.rules.ordersCount) count(scene, state, buyer, -seatCount(seats));
  removeHold(state, buyer);
}

/** BLOCK-1: free seats go off sale. False when one is not free. */
export function scriptBlock(scene: Scene, state: State, seats: number): boolean {
  if (!isUsable(scene, state)) return false;
  for (let seat = 0; seat < SEATS; seat += 1) {
    if (hasSeat(seats, seat) && get(state, store.bit + seat) !== Bit.free) return false;
  }
  setBits(state, seats, Bit.notForSale);
  if (scene.rules.blockRecorded) state[store.record + BLOCK] = seats;
  return true;
}

export function scriptSell(scene: Scene, state: State, order: number): void {
  if (scene.rules.ownerChecked) {
    setBits(state, get(state, store.record + order), Bit.sold);
    return;
  }
  setBits(state, get(state, rows.seats + order), Bit.sold);
  state[store.record + order] = 0;
}

/** Frees seats of an order. Answers the property it broke, if any. */
export function scriptFree(
  scene: Scene,
  state: State,
  order: number,
  seats: number,
): string | undefined {
  const record = get(state, store.record + order);
  const taken = scene.rules.ownerChecked ? seats & record : seats;
  let broken: string | undefined;
  for (let seat = 0; seat < SEATS && !broken; seat += 1) {
    if (hasSeat(taken, seat) && isForeign(scene, state, order, seat)) {
      broken = bad(scene, 'S6', `free of order ${order} on seat ${seat}`);
    }
  }
  setBits(state, taken, Bit.free);
  state[store.record + order] = record & ~taken;
  const { ordersCount, countedByRecord } = scene.rules;
  const buyer = scene.bounds.orders[order];
  if (buyer !== undefined && ordersCount) {
    count(scene, state, buyer, -seatCount(countedByRecord ? seats & record : seats));
  }
  return broken;
}

/** Somebody else has this seat; claims count on a current image only, an old one is doomed anyway. */
function isForeign(scene: Scene, state: State, order: number, seat: number): boolean {
  const claim = get(state, rows.claim + seat);
  if (claim !== 0 && claim !== order + 1 && isCurrent(scene, state)) return true;
  for (let buyer = 0; buyer < BUYERS; buyer += 1) {
    if (hasSeat(get(state, store.hold + buyer), seat)) return true;
  }
  for (let other = 0; other < OWNERS; other += 1) {
    if (other !== order && hasSeat(get(state, store.record + other), seat)) return true;
  }
  return false;
}

/** What a rebuild installs, after its stage: the epoch, the bits, the records. */
const EPOCH = 1;
const BITS = 2;
const RECORDS = BITS + SEATS;

/** REBUILD-3: reads the claims into a run of the rebuild. */
export function readImage(state: State, run: number): void {
  state.fill(0, run + BITS, run + RECORDS + OWNERS);
  for (let seat = 0; seat < SEATS; seat += 1) {
    const claim = get(state, rows.claim + seat);
    if (claim === 0) continue;
    const owner = claim - 1;
    state[run + BITS + seat] = bitOf(get(state, rows.order + owner));
    state[run + RECORDS + owner] = get(state, run + RECORDS + owner) | (1 << seat);
  }
}

/** How a claimed seat is shown, by the state of its owner. */
function bitOf(stage: number): number {
  if (stage === OrderState.blocked) return Bit.notForSale;
  return stage === OrderState.paid || stage === OrderState.refunding ? Bit.sold : Bit.held;
}

/** REBUILD-4: installs the image of a run, unless the store has one as new. */
export function installImage(scene: Scene, state: State, run: number): void {
  const { installByEpoch, ownerChecked } = scene.rules;
  const epoch = get(state, run + EPOCH);
  const isOlder = !isUsable(scene, state) || get(state, store.epoch) < epoch;
  if (!(installByEpoch ? isOlder : !get(state, store.present))) return;
  wipeStore(state);
  state[store.present] = 1;
  state[store.epoch] = epoch;
  state[store.incarnation] = get(state, server.incarnation);
  for (let seat = 0; seat < SEATS; seat += 1) {
    state[store.bit + seat] = get(state, run + BITS + seat);
  }
  for (let owner = 0; owner < OWNERS; owner += 1) {
    // Without FREE-2 sold seats have no record.
    const hasRecord = ownerChecked || get(state, rows.order + owner) !== OrderState.paid;
    const record = hasRecord ? get(state, run + RECORDS + owner) : 0;
    state[store.record + owner] = record;
    const buyer = scene.bounds.orders[owner];
    if (buyer !== undefined) count(scene, state, buyer, seatCount(record));
  }
}
