/** The database's transactions, and the provider's own step. */
import { get, type State } from '../explore.ts';
import {
  add,
  BUYERS,
  COPIES,
  EventState,
  hasSeat,
  OrderState,
  OWNERS,
  Payment,
  provider,
  rows,
  SEATS,
  store,
} from './layout.ts';
import { bad, claimsOf, isAnyClaimed, isCurrent, type Scene } from './scene.ts';

/** Claims for an order. Answers the property it broke: whom it beat to the seats. */
export function insertClaims(
  scene: Scene,
  state: State,
  order: number,
  seats: number,
): string | undefined {
  const broken = isCurrent(scene, state) ? beaten(scene, state, order, seats) : undefined;
  for (let seat = 0; seat < SEATS; seat += 1) {
    if (hasSeat(seats, seat)) state[rows.claim + seat] = order + 1;
  }
  return broken;
}

function beaten(scene: Scene, state: State, order: number, seats: number): string | undefined {
  for (let buyer = 0; buyer < BUYERS; buyer += 1) {
    const held = get(state, store.hold + buyer) & seats;
    const isRival = buyer !== scene.bounds.orders[order];
    if (isRival && held && !get(state, store.holdExpired + buyer)) {
      const broken = bad(scene, 'S7', `buyer ${buyer} held it`);
      if (broken) return broken;
    }
  }
  for (let other = 0; other < OWNERS; other += 1) {
    if (other !== order && get(state, store.record + other) & seats) {
      const broken = bad(scene, 'S7', `order ${other} had pinned it`);
      if (broken) return broken;
    }
  }
  return undefined;
}

/** pending or paying → closed: the claims go, a free event is left (PAY-6). */
export function closeOrder(state: State, order: number): void {
  dropClaims(state, order, claimsOf(state, order));
  state[rows.order + order] = OrderState.closed;
}

/** Deletes an owner's claims on these seats, and leaves the event that frees them. */
export function dropClaims(state: State, order: number, seats: number, tells = true): void {
  for (let seat = 0; seat < SEATS; seat += 1) {
    const isOwn = get(state, rows.claim + seat) === order + 1;
    if (isOwn && hasSeat(seats, seat)) state[rows.claim + seat] = 0;
  }
  if (!tells) return;
  state[rows.free + order] = EventState.open;
  state[rows.freeSeats + order] = seats;
  state[rows.freeEpoch + order] = get(state, rows.epoch);
}

export function payOrder(state: State, order: number): void {
  state[rows.order + order] = OrderState.paid;
  state[rows.tickets + order] = get(state, rows.seats + order);
  state[rows.sell + order] = EventState.open;
  state[rows.sellEpoch + order] = get(state, rows.epoch);
}

/** The order waits for the provider's answer to this key. */
function awaitsKey({ rules }: Scene, state: State, order: number, key: number): boolean {
  if (get(state, rows.order + order) !== OrderState.paying) return false;
  return !rules.attemptGuard || get(state, rows.key + order) === key;
}

/** The transaction after the provider said "done" (PAY-5). */
export function confirmDone(
  scene: Scene,
  state: State,
  order: number,
  key: number,
): string | undefined {
  const stage = get(state, rows.order + order);
  const unguarded = stage === OrderState.pending && !scene.rules.attemptGuard;
  if (awaitsKey(scene, state, order, key) || unguarded) {
    payOrder(state, order);
    return undefined;
  }
  if (stage !== OrderState.closed) return undefined;
  const seats = get(state, rows.seats + order);
  if (scene.rules.lateIsRefunded || isAnyClaimed(state, seats)) {
    state[provider.returned + order] = seats;
    return undefined;
  }
  // Without LATE-1: the same seats again, behind the store's back.
  const broken = insertClaims(scene, state, order, seats);
  payOrder(state, order);
  return broken;
}

/** The transaction after the provider's final no: paying → pending for this attempt (PAY-3). */
export function confirmFailed(scene: Scene, state: State, order: number, key: number): void {
  if (awaitsKey(scene, state, order, key)) state[rows.order + order] = OrderState.pending;
}

/** The transaction after "waiting for a deposit" (DEPOSIT-1). */
export function awaitDeposit(scene: Scene, state: State, order: number, key: number): void {
  if (awaitsKey(scene, state, order, key)) {
    state[rows.order + order] = OrderState.awaitingDeposit;
  }
}

/** The deposit is there: awaiting → paid, whoever saw it first (DEPOSIT-1). */
export function depositPaid(state: State, order: number): void {
  if (get(state, rows.order + order) === OrderState.awaitingDeposit) payOrder(state, order);
}

/** The account is closed for good: awaiting → closed (DEPOSIT-2). */
export function depositClosed(state: State, order: number): void {
  if (get(state, rows.order + order) === OrderState.awaitingDeposit) closeOrder(state, order);
}

/** REFUND-1: tickets cancelled, the refund recorded. */
export function beginRefund(state: State, order: number, seats: number): void {
  state[rows.order + order] = OrderState.refunding;
  state[rows.refund + order] = seats;
  state[rows.tickets + order] = get(state, rows.tickets + order) & ~seats;
}

/** REFUND-3: the refund is done; the claims of these seats of this order go. */
export function endRefund(state: State, order: number): void {
  if (get(state, rows.order + order) !== OrderState.refunding) return;
  dropClaims(state, order, get(state, rows.refund + order));
  state[rows.refund + order] = 0;
  state[rows.refunded + order] = 1;
  const left = get(state, rows.tickets + order) !== 0;
  state[rows.order + order] = left ? OrderState.paid : OrderState.refunded;
}

/** The provider takes the money of an authorised payment. */
export function capture(
  scene: Scene,
  state: State,
  order: number,
  key: number,
): string | undefined {
  state[provider.payment + order * COPIES + key] = Payment.captured;
  add(state, provider.captures + order);
  return get(state, provider.captures + order) > 1 ? bad(scene, 'S5') : undefined;
}

export function isCaptured(state: State, order: number): boolean {
  for (let key = 0; key < COPIES; key += 1) {
    if (get(state, provider.payment + order * COPIES + key) === Payment.captured) return true;
  }
  return false;
}

/** The provider returns what the order's refund asks for; a repeated request changes nothing. */
export function giveBack(state: State, order: number): void {
  const returned = get(state, provider.returned + order);
  state[provider.returned + order] = returned | get(state, rows.refund + order);
}
