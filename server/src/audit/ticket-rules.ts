import type { Finding } from './finding.ts';
import type { AuditedTicket, OrderBooks } from './order-books-repository.ts';
import type { Report } from './order-rules.ts';
import { STANDINGS } from './order-states.ts';

/** Seats of an order that a finished refund gave back. */
export function seatsGivenBack({ refunds, tickets }: OrderBooks): Set<number> {
  const done = refunds.filter(({ state }) => state === 'done');
  const ids = new Set(done.flatMap((refund) => refund.tickets));
  return new Set(tickets.filter(({ id }) => ids.has(id)).map(({ seat }) => seat));
}

/** Tickets against lines, against the order's state, and against the refunds. */
export function ticketFindings(books: OrderBooks, report: Report): Finding[] {
  const { order, lines, tickets, refunds } = books;
  const findings: Finding[] = [];
  const ticketed = new Set(tickets.map(({ seat }) => seat));
  const missing = lines.map(({ seat }) => seat).filter((seat) => !ticketed.has(seat));
  if (STANDINGS[order.state].charged && missing.length > 0) {
    const detail = `the order is ${order.state}`;
    findings.push(report('ticket_missing', detail, { seats: missing }));
  }
  const named = new Set(refunds.flatMap((refund) => refund.tickets));
  const leaving = new Set(
    refunds.filter(({ state }) => state !== 'stuck').flatMap((refund) => refund.tickets),
  );
  for (const ticket of tickets) {
    findings.push(...oneTicket(ticket, { books, report, named, leaving }));
  }
  const anyLeft = tickets.some((ticket) => isLive(ticket) || !leaving.has(ticket.id));
  if (order.state === 'paid' && tickets.length > 0 && !anyLeft) {
    findings.push(report('paid_without_ticket_left', 'it should be refunded'));
  }
  return findings;
}

interface Surroundings {
  readonly books: OrderBooks;
  readonly report: Report;
  /** Tickets that some refund names; and those whose money goes or went back. */
  readonly named: ReadonlySet<number>;
  readonly leaving: ReadonlySet<number>;
}

function oneTicket(
  ticket: AuditedTicket,
  { books, report, named, leaving }: Surroundings,
): Finding[] {
  const { order, lines } = books;
  const more = { subject: `ticket ${String(ticket.id)}`, seats: [ticket.seat] };
  const findings: Finding[] = [];
  const hasLine = lines.some(({ seat }) => seat === ticket.seat);
  if (!hasLine || ticket.performance_id !== order.performance_id) {
    findings.push(report('ticket_without_line', `of order ${order.id}`, more));
  }
  if (isLive(ticket) && !STANDINGS[order.state].admits) {
    findings.push(report('ticket_not_paid_for', `its order is ${order.state}`, more));
  } else if (isLive(ticket) && leaving.has(ticket.id)) {
    findings.push(report('refunded_ticket_live', `it is ${ticket.state}`, more));
  }
  if (ticket.state === 'cancelled' && !named.has(ticket.id)) {
    findings.push(report('cancelled_without_refund', `its order is ${order.state}`, more));
  }
  return findings;
}

function isLive({ state }: AuditedTicket): boolean {
  return state === 'issued' || state === 'used';
}
