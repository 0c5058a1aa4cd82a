import type { Books } from './books.ts';
import { groupBy } from './group.ts';

/** Each finding in words; how many there are is the figure. */
export type Findings = readonly string[];

const SOLD = new Set(['paid', 'refunding']);
const LIVE_TICKETS = new Set(['issued', 'used']);

/** Seats with more than one live ticket or claim, or whose ticket is not the claim's owner's. */
export function doubleSold({ tickets, claims }: Books): Findings {
  const claimed = groupBy(claims, seatKey);
  const ticketed = groupBy(
    tickets.filter(({ state }) => LIVE_TICKETS.has(state)),
    seatKey,
  );
  return [...new Set([...claimed.keys(), ...ticketed.keys()])].flatMap((seat) => {
    const owners = (claimed.get(seat) ?? []).map(({ owner }) => owner);
    const orders = (ticketed.get(seat) ?? []).map(orderOf);
    const [order] = orders;
    const right = order === undefined || (orders.length === 1 && owners[0] === order);
    if (right && owners.length < 2) return [];
    return [`seat ${seat} has tickets of [${orders.join()}] and claims of [${owners.join()}]`];
  });
}

/** Paid orders with a line that has no live ticket, and captured money whose order is not paid. */
export function paidWithoutTicket({ orders, lines, tickets, captures }: Books): Findings {
  const live = tickets.filter(({ state }) => LIVE_TICKETS.has(state));
  const ticketed = new Set(live.map(({ order_id, seat }) => `${order_id}/${String(seat)}`));
  const linesOf = groupBy(lines, orderOf);
  const isComplete = (id: string): boolean => {
    const seats = linesOf.get(id) ?? [];
    return seats.length > 0 && seats.every(({ seat }) => ticketed.has(`${id}/${String(seat)}`));
  };
  const lacking = orders
    .filter(({ id, state }) => SOLD.has(state) && !isComplete(id))
    .map(({ id }) => `${id} is paid and lacks a ticket`);
  const states = new Map(orders.map(({ id, state }) => [id, state]));
  const unpaid = [...new Set(captures.map(({ order_ref }) => order_ref))]
    .filter((id) => !SOLD.has(states.get(id) ?? 'missing'))
    .map((id) => `${id} was charged and is ${states.get(id) ?? 'missing'}`);
  return [...lacking, ...unpaid];
}

/** Live tickets whose order has no payment, or one the provider knows nothing of. */
export function ticketWithoutPayment({ tickets, payments, captures }: Books): Findings {
  const captured = new Set(captures.map(({ id, order_ref }) => `${order_ref}/${id}`));
  const paid = new Set(
    payments
      .filter(({ order_id, provider_id }) => captured.has(`${order_id}/${provider_id}`))
      .map(orderOf),
  );
  return tickets
    .filter(({ order_id, state }) => LIVE_TICKETS.has(state) && !paid.has(order_id))
    .map(({ id, order_id }) => `ticket ${String(id)} of ${order_id} was not paid for`);
}

/** Orders the provider took money for more than once, or another amount than the order's. */
export function chargedTwice({ orders, payments, captures }: Books): Findings {
  const amounts = new Map(orders.map(({ id, amount }) => [id, amount]));
  const recorded = new Map(payments.map(({ order_id, captured }) => [order_id, captured]));
  return [...groupBy(captures, ({ order_ref }) => order_ref)].flatMap(([id, taken]) => {
    if (taken.length > 1) return [`${id} was charged ${String(taken.length)} times`];
    const amount = taken[0]?.amount;
    const right = amount === amounts.get(id) && amount === (recorded.get(id) ?? amount);
    return right ? [] : [`${id} was charged ${String(amount)}, not its amount`];
  });
}

/** Orders whose buyer was told that they are paid, and that are not. */
export function lostPayments({ orders }: Books, toldPaid: readonly string[]): Findings {
  const sold = new Set(orders.filter(({ state }) => SOLD.has(state)).map(({ id }) => id));
  return toldPaid.filter((id) => !sold.has(id)).map((id) => `the buyer of ${id} had paid`);
}

function seatKey({ performance_id, seat }: { performance_id: number; seat: number }): string {
  return `${String(performance_id)}/${String(seat)}`;
}

function orderOf({ order_id }: { order_id: string }): string {
  return order_id;
}
