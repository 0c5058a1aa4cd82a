/** The properties, looked at in every reachable state. */
import { get, type State } from '../explore.ts';
import { Bit, BLOCK, BUYERS, hasSeat, ORDERS, provider, rows } from './layout.ts';
import { seatCount, SEATS, stateName, store } from './layout.ts';
import type { Property } from './properties.ts';
import { bad, claimsOf, isCurrent, type Scene } from './scene.ts';
import { settle } from './settle.ts';

export function checkState(scene: Scene, state: State): string | undefined {
  return (
    checkTickets(scene, state) ??
    checkLooksFree(scene, state) ??
    checkHolds(scene, state) ??
    (isWatched(scene, 'S2', 'S4') ? checkSettled(scene, settle(scene, state)) : undefined)
  );
}

function isWatched({ watched }: Scene, ...properties: readonly Property[]): boolean {
  return properties.some((property) => watched.has(property));
}

function checkTickets(scene: Scene, state: State): string | undefined {
  for (let order = 0; order < ORDERS; order += 1) {
    const tickets = get(state, rows.tickets + order);
    if (tickets === 0) continue;
    for (let other = order + 1; other < ORDERS; other += 1) {
      const broken = tickets & get(state, rows.tickets + other) ? bad(scene, 'S1') : undefined;
      if (broken) return broken;
    }
    const isPaid = get(state, provider.captures + order) > 0;
    const isReturned = (get(state, provider.returned + order) & tickets) !== 0;
    const unpaid = !isPaid || isReturned ? bad(scene, 'S3', `order ${order}`) : undefined;
    if (unpaid) return unpaid;
    if (tickets & ~claimsOf(state, order)) {
      const broken = bad(scene, 'S1', `ticket of order ${order} without a claim`);
      if (broken) return broken;
    }
  }
  return undefined;
}

function checkLooksFree(scene: Scene, state: State): string | undefined {
  if (!isWatched(scene, 'S4a') || !isCurrent(scene, state)) return undefined;
  for (let seat = 0; seat < SEATS; seat += 1) {
    const looksFree = get(state, store.bit + seat) === Bit.free;
    if (looksFree && get(state, rows.claim + seat)) return bad(scene, 'S4a', `seat ${seat}`);
  }
  return undefined;
}

function checkHolds(scene: Scene, state: State): string | undefined {
  const { limit, hold } = scene.bounds;
  for (let buyer = 0; buyer < BUYERS; buyer += 1) {
    const held = get(state, store.hold + buyer);
    const isLive = held !== 0 && !get(state, store.holdExpired + buyer);
    if (hold.left > 0 && isLive && !get(state, store.holdCap + buyer)) {
      return bad(scene, 'H1', `buyer ${buyer}`);
    }
    const broken = limit > 0 ? checkCount(scene, state, buyer) : undefined;
    if (broken) return broken;
  }
  return undefined;
}

function checkCount(scene: Scene, state: State, buyer: number): string | undefined {
  const { orders, limit } = scene.bounds;
  const held = seatCount(get(state, store.hold + buyer));
  let recorded = 0;
  let claimed = 0;
  for (const [order, owner] of orders.entries()) {
    if (owner !== buyer) continue;
    recorded += seatCount(get(state, store.record + order));
    claimed += seatCount(claimsOf(state, order));
  }
  const isMore = isCurrent(scene, state) && held + claimed > limit;
  const tooMany = isMore ? bad(scene, 'L2', `buyer ${buyer}`) : undefined;
  if (tooMany) return tooMany;
  const isOff = get(state, store.count + buyer) !== held + recorded;
  return isOff && scene.rules.ordersCount ? bad(scene, 'L1', `buyer ${buyer}`) : undefined;
}

/** What must be true once everything has come to rest. */
function checkSettled(scene: Scene, state: State): string | undefined {
  for (let order = 0; order < ORDERS; order += 1) {
    const broken = isSquare(state, order)
      ? undefined
      : bad(scene, 'S2', `order ${order} ${stateName(get(state, rows.order + order))}`);
    if (broken) return broken;
  }
  for (let seat = 0; seat < SEATS; seat += 1) {
    const broken = checkSeat(scene, state, seat);
    if (broken) return broken;
  }
  return undefined;
}

/** Charged: each seat has a ticket or its money went back. Not charged: neither. */
function isSquare(state: State, order: number): boolean {
  const tickets = get(state, rows.tickets + order);
  const returned = get(state, provider.returned + order);
  if (get(state, provider.captures + order) === 0) return tickets === 0 && returned === 0;
  return (tickets ^ returned) === get(state, rows.seats + order) && (tickets & returned) === 0;
}

function shownAs(claim: number): number {
  if (claim === 0) return Bit.free;
  return claim - 1 === BLOCK ? Bit.notForSale : Bit.sold;
}

function checkSeat(scene: Scene, state: State, seat: number): string | undefined {
  const claim = get(state, rows.claim + seat);
  const shown = get(state, store.bit + seat);
  const wanted = shownAs(claim);
  if (shown !== wanted) {
    const said = `seat ${seat}: store says ${shown}, claims say ${wanted}`;
    const broken = bad(scene, 'S4', said);
    if (broken) return broken;
  }
  const hasRecord = claim === 0 || hasSeat(get(state, store.record + claim - 1), seat);
  if (!scene.rules.ownerChecked || hasRecord) return undefined;
  return bad(scene, 'S4', `seat ${seat} has no record`);
}
