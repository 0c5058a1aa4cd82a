/**
 * Every kind of disagreement the audit knows, with what it means. `SPEC.md` (AUDIT-2) lists the
 * same names, and a test plants one of each.
 */
export const KINDS = {
  // An order and its lines
  order_amount: 'the order’s amount is not the sum of its lines',
  line_arithmetic: 'base − discount + fee + tax is not the line’s amount',
  // Claims
  claim_missing: 'a seat of a live order, not given back, has no claim of that order',
  claim_of_ended_order: 'an order that is over still has a claim',
  claim_of_ended_block: 'a block that was given up still has a claim',
  claim_of_unknown_owner: 'a claim belongs to no order and no block',
  claim_without_line: 'an order has a claim for a seat that is not among its lines',
  claim_of_refunded_seat: 'a seat that was given back is still claimed by its order',
  block_without_claims: 'an active block has no claims',
  // Money of an order
  payment_missing: 'an order that was paid has no payment',
  payment_of_unpaid_order: 'an order that was never paid has a payment',
  captured_amount: 'what was captured is not the order’s amount',
  returned_amount: 'what was returned is not the sum of the refunds that are done',
  // Refunds
  refund_amount: 'a refund and its fee are not the price of its tickets',
  refund_of_unknown_ticket: 'a refund names a ticket that its order does not have',
  ticket_refunded_twice: 'two refunds name one ticket',
  refunding_without_refund: 'an order is refunding and none of its refunds is open or stuck',
  refund_without_refunding: 'a refund of tickets is open and its order is not refunding',
  stuck_refund: 'a refund was refused by the provider and needs an operator',
  // Tickets
  ticket_missing: 'a line of an order that was paid has no ticket',
  ticket_without_line: 'a ticket’s seat is not among its order’s lines',
  ticket_not_paid_for: 'a ticket is live and its order is not paid',
  double_ticket: 'a seat of a performance has more than one live ticket',
  cancelled_without_refund: 'a ticket is cancelled and no refund names it',
  refunded_ticket_live: 'a ticket is live and a refund gives its money back',
  paid_without_ticket_left: 'an order is paid and every ticket of it was given back',
  // Attempts to pay
  attempt_done_twice: 'more than one attempt to pay an order is done',
  attempt_left_open: 'an attempt is open and its order is not paying',
  attempt_left_waiting: 'an attempt waits for a deposit and its order does not',
  // The provider
  payment_unknown_to_provider: 'the provider does not know the payment of an order',
  provider_order: 'the provider has the payment under another order',
  provider_captured: 'the provider has captured another amount than ours',
  provider_returned: 'the provider has returned another amount than ours',
  late_money: 'an order that was not paid has money at the provider under one of its own attempts',
  unknown_money: 'the provider has money for an order that is unknown, or never asked for it',
  charged_twice: 'the provider has a second payment of an order that is paid',
  // The seat store
  seat_looks_free: 'a claimed seat looks free in the store',
  seat_state: 'a claimed seat does not look as its owner’s state says',
  seat_without_claim: 'a seat is sold or not for sale in the store and nobody’s in the database',
  record_without_claim: 'the store’s record of an owner has a seat the owner has no claim for',
  claim_without_record: 'the store’s record of an owner lacks a seat the owner has a claim for',
  store_ahead: 'the store’s image is of a later epoch than the database knows',
  // What must still be told
  dead_seat_event: 'a seat event was given up',
  seat_event_stalled: 'a seat event is still open after many attempts',
  dead_message: 'a message of the outbox was given up',
} as const;

export type Kind = keyof typeof KINDS;

/** One disagreement, as it is reported. */
export interface Disagreement {
  readonly kind: Kind;
  /** What it is about: "order o_…", "payment sandbox/…", "performance 12". */
  readonly subject: string;
  readonly detail: string;
  readonly performanceId?: number;
  readonly orderId?: string;
  readonly seats?: readonly number[];
}

/** A disagreement, with what to look at again to confirm it. */
export interface Finding extends Omit<Disagreement, 'kind'> {
  /** `unread`: a source gave no answer, so that nothing can be said of the subject. */
  readonly kind: Kind | 'unread';
  /** An id that the check which found it understands. */
  readonly root: string;
  /** Of what is unread: `store`, or a provider's name. */
  readonly source?: string;
}

export function unread(source: string, root: string): Finding {
  return { kind: 'unread', subject: root, detail: `no answer from ${source}`, root, source };
}

/**
 * What stands after another look. A disagreement stands when it was there both times; its seats
 * are those that were wrong both times, because on a busy performance others are under way each
 * time. What could not be read now keeps what was found before, and what could not be read before
 * takes what is found now.
 */
export function standing(before: readonly Finding[], now: readonly Finding[]): Finding[] {
  const earlier = new Map(before.map((finding) => [keyOf(finding), finding]));
  const unreadBefore = rootsUnread(before);
  const unreadNow = rootsUnread(now);
  const confirmed = now.flatMap((finding) => {
    if (finding.kind === 'unread' || unreadBefore.has(finding.root)) return [finding];
    const first = earlier.get(keyOf(finding));
    return first ? inBoth(first, finding) : [];
  });
  const kept = before.filter(({ kind, root }) => kind !== 'unread' && unreadNow.has(root));
  return withoutRepeats([...kept, ...confirmed]);
}

/** One of each kind and subject: two checks may come upon the same thing. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}

function inBoth(first: Finding, second: Finding): Finding[] {
  if (!first.seats?.length || !second.seats?.length) return [second];
  const both = new Set(first.seats);
  const seats = second.seats.filter((seat) => both.has(seat));
  return seats.length === 0 ? [] : [{ ...second, seats }];
}

function rootsUnread(findings: readonly Finding[]): Set<string> {
  return new Set(findings.filter(({ kind }) => kind === 'unread').map(({ root }) => root));
}

function keyOf({ kind, subject }: Finding): string {
  return `${kind} ${subject}`;
}
