import { STATE, differingSeats, sameBytes } from './bits.ts';
import type { Position } from './bits.ts';
import type { Books } from './books.ts';
import { groupBy } from './group.ts';
import type { Findings } from './money.ts';
import type { Store, StoredPerformance } from './store.ts';

/** What a viewer shows in the end. */
export interface ViewerMap {
  readonly performanceId: number;
  readonly state: string;
  readonly position: Position | undefined;
  readonly bytes: Uint8Array | undefined;
}

const SHOWN_AS: Readonly<Record<string, number>> = {
  pending: STATE.held,
  paying: STATE.held,
  paid: STATE.sold,
  refunding: STATE.sold,
};

/** A claim of an order that lives, or of a block, with what its seat must look like. */
interface LiveClaim {
  readonly seat: number;
  readonly owner: string;
  /** Whose limit it counts for; blocks count for nobody's. */
  readonly holder: string | undefined;
  readonly state: number;
}

/** Claims whose order is over or was never there. */
export function claimsOfDeadOrders(books: Books): Findings {
  const alive = ownersAlive(books);
  return books.claims
    .filter(({ owner }) => !alive.has(owner))
    .map(({ performance_id, seat, owner }) => `${owner} has claim ${performance_id}/${seat}`);
}

/** Whatever the store says of seats, order records and counts that the claims don't. */
export function ghostSeats(books: Books, store: Store): Findings {
  const claims = liveClaims(books);
  return books.performances.flatMap(({ id, seat_count }) => {
    const stored = store.get(id);
    if (!stored) return [];
    const mine = claims.get(id) ?? [];
    const findings = [
      ...ghostBits(stored, expectedStates(mine, seat_count)),
      ...ghostRecords(stored, mine),
      ...ghostCounts(stored, mine),
    ];
    return findings.map((finding) => `performance ${String(id)}: ${finding}`);
  });
}

/** Viewers whose map is not the one that follows from the claims. */
export function divergentViewers(books: Books, viewers: readonly ViewerMap[]): Findings {
  const claims = liveClaims(books);
  const expected = new Map(
    books.performances.map(({ id, seat_count }) => [
      id,
      packed(expectedStates(claims.get(id) ?? [], seat_count)),
    ]),
  );
  return viewers.flatMap(({ performanceId, bytes, position, state }, k) => {
    const right = expected.get(performanceId);
    if (bytes && right && sameBytes(bytes, right)) return [];
    const at = position ? `(${String(position.epoch)}, ${String(position.version)})` : 'nowhere';
    return [`viewer ${String(k)} of ${String(performanceId)}, ${state}, at ${at}`];
  });
}

function ghostBits({ map }: StoredPerformance, expected: readonly number[]): string[] {
  return differingSeats(map?.bytes ?? new Uint8Array(), expected).map(
    (seat) => `seat ${String(seat)} is not ${String(expected[seat])}`,
  );
}

function ghostRecords({ records }: StoredPerformance, claims: readonly LiveClaim[]): string[] {
  const claimed = groupBy(claims, ({ owner }) => owner);
  const seatsOf = (owner: string): string =>
    sorted((claimed.get(owner) ?? []).map(({ seat }) => seat));
  const stale = [...records]
    .filter(([owner, { seats }]) => sorted(seats) !== seatsOf(owner))
    .map(([owner, { seats }]) => `record ${owner} has [${sorted(seats)}] for [${seatsOf(owner)}]`);
  const missing = [...claimed.keys()]
    .filter((owner) => !records.has(owner))
    .map((owner) => `no record of ${owner}`);
  return [...stale, ...missing];
}

function ghostCounts({ counts }: StoredPerformance, claims: readonly LiveClaim[]): string[] {
  const expected = new Map<string, number>();
  for (const { holder } of claims) {
    if (holder !== undefined) expected.set(holder, (expected.get(holder) ?? 0) + 1);
  }
  return [...new Set([...expected.keys(), ...counts.keys()])]
    .filter((holder) => expected.get(holder) !== counts.get(holder))
    .map((holder) => `${holder} has ${counts.get(holder) ?? 0} for ${expected.get(holder) ?? 0}`);
}

function ownersAlive({ orders, blocks }: Books): Set<string> {
  const live = orders.filter(({ state }) => SHOWN_AS[state] !== undefined).map(({ id }) => id);
  const standing = blocks.filter(({ state }) => state === 'active').map(({ id }) => `B${id}`);
  return new Set([...live, ...standing]);
}

function liveClaims(books: Books): Map<number, LiveClaim[]> {
  const alive = ownersAlive(books);
  const orders = new Map(books.orders.map((order) => [order.id, order]));
  const claims = books.claims
    .filter(({ owner }) => alive.has(owner))
    .map(({ performance_id, seat, owner }) => {
      const order = orders.get(owner);
      const holder = order?.holder ?? undefined;
      const state = order ? (SHOWN_AS[order.state] ?? STATE.free) : STATE.notForSale;
      return { performance_id, seat, owner, holder, state };
    });
  return groupBy(claims, ({ performance_id }) => performance_id);
}

function expectedStates(claims: readonly LiveClaim[], seatCount: number): number[] {
  const states = new Array<number>(seatCount).fill(STATE.free);
  for (const { seat, state } of claims) states[seat] = state;
  return states;
}

function packed(states: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(states.length / 4));
  for (const [seat, state] of states.entries()) {
    const byte = Math.floor(seat / 4);
    bytes[byte] = (bytes[byte] ?? 0) + state * 4 ** (3 - (seat % 4));
  }
  return bytes;
}

function sorted(seats: readonly number[]): string {
  return [...seats].sort((a, b) => a - b).join();
}
