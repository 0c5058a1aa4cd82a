/** What model and product are compared by. Seats are bit masks, per buyer, order or owner. */
import { get, type State } from '../explore.ts';
import {
  BUYERS,
  EventState,
  ORDERS,
  OWNERS,
  provider,
  rows,
  seatCount,
  SEATS,
  server,
  stateName,
  store,
} from '../seats/layout.ts';
import type { Bounds } from '../seats/scenes.ts';

export interface Seen {
  readonly store: SeenStore | 'gone';
  readonly epoch: number;
  /** Per seat: 0, or owner + 1. */
  readonly claims: readonly number[];
  /** Per owner. */
  readonly states: readonly string[];
  readonly events: readonly { readonly sell: string; readonly free: string }[];
  /** Per order. */
  readonly keys: readonly number[];
  readonly tickets: readonly number[];
  readonly refunding: readonly number[];
  readonly refunded: readonly boolean[];
  readonly captures: readonly number[];
  readonly returned: readonly boolean[];
}

export interface SeenStore {
  readonly epoch: number;
  /** How often the server has changed since the image was installed; 0: it can be used. */
  readonly serversAgo: number;
  readonly bits: readonly number[];
  /** Per buyer. Whether a hold has expired is only asked of an image that can be used. */
  readonly holds: readonly number[];
  readonly expired: readonly boolean[];
  /** Units of time until the expiry, where time is told. */
  readonly left: readonly number[];
  /** Seats in holds and orders. */
  readonly counts: readonly number[];
  /** Per owner. */
  readonly records: readonly number[];
}

export function each<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export function eventText(isOpen: boolean, epoch: number, seats: number): string {
  return isOpen ? `open at ${epoch}, seats ${seats}` : 'done';
}

/** What should be seen when the model is in this state. */
export function seenInModel(state: State, bounds: Bounds): Seen {
  const of = (field: number) => (index: number) => get(state, field + index);
  const isSet = (field: number) => (index: number) => get(state, field + index) !== 0;
  return {
    store: get(state, store.present) === 0 ? 'gone' : storeInModel(state, bounds),
    epoch: get(state, rows.epoch),
    claims: each(SEATS, of(rows.claim)),
    states: each(OWNERS, (owner) => stateName(get(state, rows.order + owner))),
    events: each(OWNERS, (owner) => ({
      sell: eventInModel(state, rows.sell + owner, rows.sellEpoch + owner, rows.seats + owner),
      free: eventInModel(state, rows.free + owner, rows.freeEpoch + owner, rows.freeSeats + owner),
    })),
    keys: each(ORDERS, of(rows.key)),
    tickets: each(ORDERS, of(rows.tickets)),
    refunding: each(ORDERS, of(rows.refund)),
    refunded: each(ORDERS, isSet(rows.refunded)),
    captures: each(ORDERS, of(provider.captures)),
    returned: each(ORDERS, isSet(provider.returned)),
  };
}

function eventInModel(state: State, field: number, epoch: number, seats: number): string {
  if (get(state, field) === EventState.none) return 'none';
  const isOpen = get(state, field) === EventState.open;
  return eventText(isOpen, get(state, epoch), get(state, seats));
}

function storeInModel(state: State, bounds: Bounds): SeenStore {
  const serversAgo = get(state, server.incarnation) - get(state, store.incarnation);
  const holds = each(BUYERS, (buyer) => get(state, store.hold + buyer));
  const records = each(OWNERS, (owner) => get(state, store.record + owner));
  return {
    ...{ epoch: get(state, store.epoch), serversAgo, holds, records },
    bits: each(SEATS, (seat) => get(state, store.bit + seat)),
    expired: each(
      BUYERS,
      (buyer) => serversAgo === 0 && get(state, store.holdExpired + buyer) === 1,
    ),
    left: each(BUYERS, (buyer) => (serversAgo === 0 ? get(state, store.holdLeft + buyer) : 0)),
    counts: each(BUYERS, (buyer) => {
      const own = records.filter((_, order) => bounds.orders[order] === buyer);
      return own.reduce((sum, seats) => sum + seatCount(seats), seatCount(holds[buyer] ?? 0));
    }),
  };
}
