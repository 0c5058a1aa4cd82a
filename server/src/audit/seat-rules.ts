import { packedLength, SeatBits, SeatState } from '@ticket-flow/client/protocol';
import { blockIdOf } from '../seats/index.ts';
import type { SeatLedger } from '../seats/index.ts';
import type { Finding, Kind } from './finding.ts';
import { groupBy } from './group-by.ts';
import { STANDINGS } from './order-states.ts';
import type { PerformanceBooks } from './performance-books-repository.ts';

/** What the database alone says of a performance's seats. */
export function judgeClaims(performanceId: number, books: PerformanceBooks): Finding[] {
  const unknown = books.claims.filter(({ owner }) => stateOf(books, owner) === undefined);
  const tickets = groupBy(books.liveTickets, ({ seat }) => seat);
  return [
    ...ofOwners(
      performanceId,
      'claim_of_unknown_owner',
      groupBy(unknown, ({ owner }) => owner),
    ),
    ...[...tickets]
      .filter(([, ofSeat]) => ofSeat.length > 1)
      .map(([seat, ofSeat]): Finding => {
        const detail = `orders ${ofSeat.map((ticket) => ticket.order_id).join(', ')}`;
        const subject = `seat ${String(seat)} of performance ${String(performanceId)}`;
        const root = String(performanceId);
        return { kind: 'double_ticket', subject, detail, performanceId, seats: [seat], root };
      }),
  ];
}

/** A performance as database and store have it. */
export interface BothSides {
  readonly books: PerformanceBooks;
  readonly ledger: SeatLedger;
  /** Owners of records that have a row, whatever its state. */
  readonly written: ReadonlySet<string>;
  /**
   * Records pinned since, ms UTC, may lack an order: a node may have died between pin and claim,
   * and PIN-4 takes its time.
   */
  readonly pinnedLately: number;
}

/** The store's map and records against the claims; the image is the current one (S4). */
export function judgeStore(performanceId: number, sides: BothSides): Finding[] {
  const bits = mapOf(sides.books.seatCount, sides.ledger.bytes);
  const groups: [Kind, SeatOf[]][] = [
    ...claimedSeats(sides, bits),
    ['record_without_claim', unclaimedRecords(sides)],
    ['seat_without_claim', nobodysSeats(sides, bits)],
  ];
  return groups.flatMap(([kind, seats]) =>
    ofOwners(
      performanceId,
      kind,
      groupBy(seats, ({ owner }) => owner),
    ),
  );
}

function claimedSeats({ books, ledger }: BothSides, bits: SeatBits): [Kind, SeatOf[]][] {
  const free: SeatOf[] = [];
  const wrong: SeatOf[] = [];
  const unrecorded: SeatOf[] = [];
  for (const [owner, claims] of groupBy(books.claims, (claim) => claim.owner)) {
    const expected = expectedState(books, owner);
    if (expected === undefined) continue;
    const recorded = new Set(ledger.records.get(owner)?.seats);
    for (const { seat } of claims) {
      const state = bits.get(seat);
      if (state === SeatState.Free) free.push({ seat, owner });
      else if (state !== expected) wrong.push({ seat, owner });
      if (!recorded.has(seat)) unrecorded.push({ seat, owner });
    }
  }
  return [
    ['seat_looks_free', free],
    ['seat_state', wrong],
    ['claim_without_record', unrecorded],
  ];
}

function unclaimedRecords({ books, ledger, written, pinnedLately }: BothSides): SeatOf[] {
  const ownerOf = new Map(books.claims.map(({ seat, owner }) => [seat, owner]));
  return [...ledger.records.values()]
    .filter(({ ownerId, pinnedAt }) => written.has(ownerId) || pinnedAt < pinnedLately)
    .flatMap(({ ownerId: owner, seats }) => seats.map((seat) => ({ seat, owner })))
    .filter(({ seat, owner }) => ownerOf.get(seat) !== owner);
}

function nobodysSeats({ books, ledger }: BothSides, bits: SeatBits): SeatOf[] {
  const known = new Set(books.claims.map(({ seat }) => seat));
  for (const { seats } of ledger.records.values()) for (const seat of seats) known.add(seat);
  const found: SeatOf[] = [];
  for (let seat = 0; seat < bits.seatCount; seat += 1) {
    const taken = bits.get(seat) === SeatState.Sold || bits.get(seat) === SeatState.NotForSale;
    if (taken && !known.has(seat)) found.push({ seat, owner: '' });
  }
  return found;
}

/** An image from a future that the database does not have: it was restored from an old copy. */
export function storeAhead(performanceId: number, stored: number, durable: number): Finding {
  const detail = `epoch ${String(stored)} in the store, ${String(durable)} in the database`;
  const root = String(performanceId);
  return { kind: 'store_ahead', subject: `performance ${root}`, detail, performanceId, root };
}

interface SeatOf {
  readonly seat: number;
  /** Empty: nobody's. */
  readonly owner: string;
}

/** One finding an owner: what is under way for one says nothing of another. */
function ofOwners(
  performanceId: number,
  kind: Kind,
  seats: ReadonlyMap<string, readonly { readonly seat: number }[]>,
): Finding[] {
  return [...seats].map(([owner, mine]) => {
    const place = `performance ${String(performanceId)}`;
    const orderId = owner === '' || blockIdOf(owner) !== undefined ? undefined : owner;
    return {
      kind,
      subject: owner === '' ? place : `${place}, ${nameOf(owner)}`,
      detail: `${String(mine.length)} seats`,
      performanceId,
      ...(orderId !== undefined && { orderId }),
      seats: mine.map(({ seat }) => seat),
      root: String(performanceId),
    };
  });
}

function nameOf(owner: string): string {
  const blockId = blockIdOf(owner);
  return blockId === undefined ? `order ${owner}` : `block ${blockId}`;
}

function stateOf({ orders, blocks }: PerformanceBooks, owner: string): string | undefined {
  const blockId = blockIdOf(owner);
  return blockId === undefined ? orders.get(owner) : blocks.get(blockId);
}

/** Undefined when the owner has no business with a claim; other rules say that. */
function expectedState(books: PerformanceBooks, owner: string): SeatState | undefined {
  const blockId = blockIdOf(owner);
  if (blockId !== undefined) {
    return books.blocks.get(blockId) === 'active' ? SeatState.NotForSale : undefined;
  }
  const state = books.orders.get(owner);
  return state !== undefined && STANDINGS[state].claims ? STANDINGS[state].seats : undefined;
}

/** A map that is too short shows the missing seats as free, and their claims are found. */
function mapOf(seatCount: number, bytes: Uint8Array): SeatBits {
  const length = packedLength(seatCount);
  if (bytes.length >= length) return new SeatBits(seatCount, bytes);
  const padded = new Uint8Array(length);
  padded.set(bytes);
  return new SeatBits(seatCount, padded);
}
