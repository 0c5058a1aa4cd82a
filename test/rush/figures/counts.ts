import type { LoggedRequest } from '../../cluster/access-log.ts';
import type { Books } from '../../faults/audit/books.ts';
import { groupBy } from '../../faults/audit/group.ts';
import type { ArrivalRecord, LineBooks } from '../books.ts';
import type { HoldRecord, Mishap, PersonReport, Tally } from '../crew/tally.ts';
import type { FaultWindow } from '../faults.ts';
import type { AdmissionWindow } from '../watch.ts';

const COUNTED_ORDERS = new Set(['pending', 'paying', 'awaiting_deposit', 'paid', 'refunding']);
const LIVE_TICKETS = new Set(['issued', 'used']);

/** Seats with a live ticket. */
export function countSold({ tickets }: Pick<Books, 'tickets'>): number {
  return new Set(tickets.filter(({ state }) => LIVE_TICKETS.has(state)).map(({ seat }) => seat))
    .size;
}

/** Accounts that have more seats in orders and tickets than one person may have. */
export function countOverLimit(
  { orders, lines }: Pick<Books, 'orders' | 'lines'>,
  limit: number,
): number {
  const holders = new Map(
    orders.filter(({ state }) => COUNTED_ORDERS.has(state)).map(({ id, holder }) => [id, holder]),
  );
  const seats = new Map<string, number>();
  for (const { order_id: id } of lines) {
    const holder = holders.get(id);
    if (holder != null) seats.set(holder, (seats.get(holder) ?? 0) + 1);
  }
  return [...seats.values()].filter((count) => count > limit).length;
}

/**
 * Holds given to somebody who had no admission between asking and being answered, and orders of
 * accounts that were never let in.
 */
export function countUnadmitted(
  holds: readonly HoldRecord[],
  orders: Books['orders'],
  windows: readonly AdmissionWindow[],
): number {
  const byAccount = groupBy(windows, ({ account }) => account);
  const covered = ({ account, sentAt, ackAt }: HoldRecord): boolean =>
    (byAccount.get(account) ?? []).some(({ from, until }) => ackAt >= from && sentAt <= until);
  const strangers = orders.filter(({ holder }) => !byAccount.has(accountOf(holder)));
  return holds.filter((hold) => !covered(hold)).length + strangers.length;
}

const USER = 'user:';

function accountOf(holder: string | null): string {
  return (holder ?? '').slice(USER.length);
}

export interface ErrorCounts {
  readonly errors_5xx: number;
  readonly refused_unavailable: number;
}

/**
 * `refused_unavailable`: UNAVAILABLE with a time to come again, over REST or socket, answered
 * between a fault and a few seconds after its repair. `errors_5xx`: all others of UNAVAILABLE and
 * INTERNAL, all other answers with a status from 500 on, and what Nginx's log has of those that no
 * person has told of.
 */
export function countErrors(
  mishaps: readonly Mishap[],
  log: readonly Pick<LoggedRequest, 'status'>[],
  windows: readonly Pick<FaultWindow, 'from' | 'until'>[],
): ErrorCounts {
  const excused = mishaps.filter(
    ({ typed, at }) => typed && windows.some(({ from, until }) => at >= from && at <= until),
  );
  const logged = log.filter(({ status }) => status >= 500).length;
  const told = mishaps.filter((mishap) => mishap.logged).length;
  return {
    errors_5xx: mishaps.length - excused.length + Math.max(0, logged - told),
    refused_unavailable: excused.length,
  };
}

/** Waiting before the faults; the place is another one afterwards, or gone. */
export function countMoved(
  before: readonly ArrivalRecord[],
  { arrivals }: Pick<LineBooks, 'arrivals'>,
): number {
  const after = new Map(arrivals.map((arrival) => [arrival.account, arrival]));
  return before.filter(({ account, seq, place }) => {
    const now = after.get(account);
    return now?.seq !== seq || now.place !== place;
  }).length;
}

const KEPT_BY_COMING = new Set(['absent', 'left', 'missed']);

/**
 * Places taken from people who were there, or were away for less than the grace. Whoever has gone
 * home loses it rightly.
 */
export function lostPlaces(
  people: readonly PersonReport[],
  { arrivals, admissions }: Pick<LineBooks, 'arrivals' | 'admissions'>,
): (PersonReport & { readonly reason: string })[] {
  const reasons = new Map<string, string | null>();
  for (const { account, reason } of [...arrivals, ...admissions]) {
    if (reason !== null) reasons.set(account, reason);
  }
  return people
    .map((person) => ({ ...person, reason: reasons.get(person.account) ?? '' }))
    .filter(
      ({ gaveUp, part, reason, wentHome, end }) =>
        !gaveUp &&
        !LEAVING.has(part) &&
        KEPT_BY_COMING.has(reason) &&
        (!wentHome || end === reason),
    );
}

/** Parts that give their place up, or do not come. */
const LEAVING: ReadonlySet<PersonReport['part']> = new Set(['noshow', 'waverer', 'replayer']);

/** Most places that one account has: rows, entries of the draw, admissions its tabs were told of. */
export function placesPerAccount(
  people: readonly PersonReport[],
  { arrivals, admissions }: Pick<LineBooks, 'arrivals' | 'admissions'>,
  draw: readonly string[],
): number {
  const many = (keys: readonly string[]): number => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  };
  return Math.max(
    many(arrivals.map(({ account }) => account)),
    many(admissions.map(({ account }) => account)),
    many(draw),
    people.reduce((most, { admissions: told }) => Math.max(most, told), 0),
  );
}

/** Refusals by code, over all crews. */
export function mergeCounts(
  counts: readonly Readonly<Record<string, number>>[],
): Record<string, number> {
  const merged: Record<string, number> = {};
  for (const one of counts) {
    for (const [key, count] of Object.entries(one)) merged[key] = (merged[key] ?? 0) + count;
  }
  return merged;
}

export function mergeCheats(cheats: readonly Tally['cheats'][]): Required<Tally>['cheats'] {
  const merged: Tally['cheats'] = {};
  for (const one of cheats) {
    for (const [part, { tried, refused, got }] of Object.entries(one)) {
      const sum = (merged[part as PersonReport['part']] ??= { tried: 0, refused: 0, got: 0 });
      sum.tried += tried;
      sum.refused += refused;
      sum.got += got;
    }
  }
  return merged;
}
