/** Where each field of the seat model's state lies: one byte a field. */
import { get, type State } from '../explore.ts';

export const BUYERS = 2;
export const SEATS = 2;
export const ORDERS = 2;
/** The one block stands behind the orders: an owner of records and claims like them. */
export const BLOCK = ORDERS;
export const OWNERS = ORDERS + 1;
/** Most concurrent runs of one job. */
export const RUNS = 2;
/** Most request threads of one order, and most payment keys. */
export const COPIES = 2;

function allocator(): (size?: number) => number {
  let next = 0;
  return (size = 1) => {
    const at = next;
    next += size;
    return at;
  };
}
const take = allocator();

/** The seat store: lost by a wipe, goes back in time by a failover. Seats are bit masks. */
export const store = {
  /** The keys exist. */
  present: take(),
  epoch: take(),
  /** Incarnation of the server that the image was installed on. */
  incarnation: take(),
  /** Per seat, a {@link Bit}. */
  bit: take(SEATS),
  /** Per buyer: seats of the hold. */
  hold: take(BUYERS),
  /** Per buyer: the hold's expiry has passed, swept or not. */
  holdExpired: take(BUYERS),
  /** Per buyer, where holds can be renewed: time left until the expiry, and until the cap. */
  holdLeft: take(BUYERS),
  holdCap: take(BUYERS),
  /** Per buyer, where there is a limit: seats in holds and orders. */
  count: take(BUYERS),
  /** Per owner: seats of its record. */
  record: take(OWNERS),
};
const STORE_SIZE = take(0);

/** An earlier state of the store: what a failover brings back. */
const replica = take(STORE_SIZE);

/** What happened around the store. */
export const server = {
  /** Which server process answers now. */
  incarnation: take(),
  wipes: take(),
  failovers: take(),
  /** The replica's moment has been chosen; only the last one before a failover counts. */
  replicated: take(),
  holdsMade: take(BUYERS),
};

/** The database: durable. */
export const rows = {
  epoch: take(),
  /** Per seat: 0, or owner + 1. */
  claim: take(SEATS),
  /** Per owner, an {@link OrderState}. */
  order: take(OWNERS),
  /** Payment key recorded by pending → paying. */
  key: take(ORDERS),
  /** Per owner. */
  seats: take(OWNERS),
  /** Seats with a valid ticket. */
  tickets: take(ORDERS),
  /** Per owner and kind of event, an {@link EventState}. */
  sell: take(OWNERS),
  sellEpoch: take(OWNERS),
  free: take(OWNERS),
  freeEpoch: take(OWNERS),
  freeSeats: take(OWNERS),
  /** Seats being refunded. */
  refund: take(ORDERS),
  /** The model makes one refund an order. */
  refunded: take(ORDERS),
};

/** The payment provider: durable, outside. */
export const provider = {
  /** Per order and key, a {@link Payment}. */
  payment: take(ORDERS * COPIES),
  captures: take(ORDERS),
  /** Seats whose money went back. */
  returned: take(ORDERS),
};

/** Everything from here on is a thread in the middle of something. */
const THREADS = take(0);

/** POST /orders, per order and copy: a {@link Creating}, and the epoch of its pin. */
export const creating = {
  stage: take(ORDERS * COPIES),
  epoch: take(ORDERS * COPIES),
};

/** Taking seats off sale, per copy: a {@link Blocking}, and the epoch of its script. */
export const blocking = {
  stage: take(COPIES),
  epoch: take(COPIES),
};

/** Interchangeable runs of one job: `fields` bytes each, the first its stage (0: idle). */
export interface Pool {
  readonly at: number;
  readonly fields: number;
}
function pool(fields: number): Pool {
  return { at: take(fields * RUNS), fields };
}

export const pools = {
  /** stage (1 about to call; answered 2 done, 3 failed, 4 waiting for a deposit), order, key. */
  confirm: pool(3),
  /** Only without PAY-4: stage (1 answered), order, captured? */
  query: pool(3),
  /** stage (1 picked, 2 delivered), order, kind (0 sell, 1 free). */
  outbox: pool(3),
  /** stage (1 saw it gone, 2 epoch taken, 3 read), epoch, then the image: bits, records. */
  rebuild: pool(2 + SEATS + OWNERS),
  /** stage (1 may free), order, epoch (where a store that is older than the check counts). */
  pinCheck: pool(3),
  /** stage (1 about to call, 2 answered), order. */
  refund: pool(2),
  /** A look at a deposit: stage (1 it has come), order. */
  look: pool(2),
  /** Giving up a deposit: stage (1 about to close; answered 2 closed, 3 captured), order. */
  close: pool(2),
};
const POOLS = Object.values(pools);
const LENGTH = take(0);

export const Bit = { free: 0, held: 1, sold: 2, notForSale: 3 } as const;
export const EventState = { none: 0, open: 1, done: 2 } as const;
export const Payment = { none: 0, authorised: 1, captured: 2, dead: 3, waiting: 4 } as const;
export const Creating = { idle: 0, pinned: 1, ended: 2, answerLost: 3 } as const;
export const Blocking = { idle: 0, blocked: 1, ended: 2, unblocked: 3 } as const;
export const OrderState = {
  none: 0,
  pending: 1,
  paying: 2,
  paid: 3,
  closed: 4,
  refunding: 5,
  refunded: 6,
  void: 7,
  awaitingDeposit: 8,
  /** Of a block's row. */
  blocked: 9,
} as const;
const STATE_NAMES = Object.keys(OrderState);

export function stateName(order: number): string {
  return STATE_NAMES[order] ?? String(order);
}

export function emptyState(): State {
  return new Uint8Array(LENGTH);
}

export function wipeStore(state: State): void {
  state.fill(0, 0, STORE_SIZE);
}
export function saveReplica(state: State): void {
  state.copyWithin(replica, 0, STORE_SIZE);
}
/** The store becomes what the replica has; the replica is used up. */
export function loadReplica(state: State): void {
  state.copyWithin(0, replica, replica + STORE_SIZE);
  state.fill(0, replica, replica + STORE_SIZE);
}
/** Every thread stops for ever. */
export function endThreads(state: State): void {
  state.fill(0, THREADS, LENGTH);
}

export function runOf(from: Pool, index: number): number {
  return from.at + index * from.fields;
}
/** An idle run among the first `limit` of a pool, or -1. */
export function idleRun(state: State, from: Pool, limit: number): number {
  for (let index = 0; index < limit; index += 1) {
    if (get(state, runOf(from, index)) === 0) return runOf(from, index);
  }
  return -1;
}
export function endRun(state: State, from: Pool, run: number): void {
  state.fill(0, run, run + from.fields);
}

/** Runs of one job are interchangeable: order them, so that mirror images are one state. */
export function canonical(state: State): State {
  for (const { at, fields } of POOLS) {
    if (!isBelow(state, at, at + fields, fields)) continue;
    for (let i = at; i < at + fields; i += 1) {
      const first = get(state, i);
      state[i] = get(state, i + fields);
      state[i + fields] = first;
    }
  }
  return state;
}

function isBelow(state: State, a: number, b: number, fields: number): boolean {
  for (let i = 0; i < fields; i += 1) {
    const difference = get(state, a + i) - get(state, b + i);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

export function add(state: State, field: number, amount = 1): void {
  state[field] = get(state, field) + amount;
}

export function hasSeat(mask: number, seat: number): boolean {
  return (mask & (1 << seat)) !== 0;
}

export function seatCount(mask: number): number {
  let count = 0;
  for (let seat = 0; seat < SEATS; seat += 1) count += hasSeat(mask, seat) ? 1 : 0;
  return count;
}

/** The seats of a mask, as `{0,1}`. */
export function seatNames(mask: number): string {
  const seats = Array.from({ length: SEATS }, (_, seat) => seat);
  return `{${seats.filter((seat) => hasSeat(mask, seat)).join(',')}}`;
}
