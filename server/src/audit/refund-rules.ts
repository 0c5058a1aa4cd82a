import type { Finding } from './finding.ts';
import type { AuditedRefund, OrderBooks } from './order-books-repository.ts';
import type { Report } from './order-rules.ts';

/** Each refund by itself, the refunds of an order together, and the order's state. */
export function refundFindings(books: OrderBooks, report: Report): Finding[] {
  const { order, refunds } = books;
  const ofTickets = refunds.filter(({ kind }) => kind === 'tickets');
  const findings = [
    ...refunds.filter(({ state }) => state === 'stuck').map((refund) => stuck(refund, report)),
    ...ofTickets.flatMap((refund) => refundedTickets(refund, books, report)),
    ...namedTwice(ofTickets, report),
  ];
  const pending = ofTickets.filter(({ state }) => state !== 'done');
  if (order.state === 'refunding' && pending.length === 0) {
    findings.push(
      report('refunding_without_refund', `${String(refunds.length)} refunds, all done`),
    );
  }
  const open = ofTickets.filter(({ state }) => state === 'open').map(({ id }) => id);
  if (open.length > 0 && order.state !== 'refunding') {
    const detail = `${open.join(', ')}: the order is ${order.state}`;
    findings.push(report('refund_without_refunding', detail));
  }
  return findings;
}

function stuck({ id, code, amount }: AuditedRefund, report: Report): Finding {
  const detail = `${String(amount)} to give back; the provider said ${code ?? 'no'}`;
  return report('stuck_refund', detail, { subject: `refund ${id}` });
}

function refundedTickets(
  refund: AuditedRefund,
  { lines, tickets }: OrderBooks,
  report: Report,
): Finding[] {
  const subject = `refund ${refund.id}`;
  const named = tickets.filter(({ id }) => refund.tickets.includes(id));
  const unknown = refund.tickets.filter((id) => !named.some((ticket) => ticket.id === id));
  if (unknown.length > 0 || refund.tickets.length === 0) {
    const detail = unknown.length > 0 ? `tickets ${unknown.join(', ')}` : 'it names no ticket';
    return [report('refund_of_unknown_ticket', detail, { subject })];
  }
  const seats = new Set(named.map(({ seat }) => seat));
  const price = lines
    .filter(({ seat }) => seats.has(seat))
    .reduce((total, { amount }) => total + amount, 0);
  if (refund.amount + refund.fee === price) return [];
  const detail = `${String(refund.amount)} and a fee of ${String(refund.fee)} for ${String(price)}`;
  return [report('refund_amount', detail, { subject })];
}

function namedTwice(refunds: readonly AuditedRefund[], report: Report): Finding[] {
  const seen = new Set<number>();
  const twice = new Set<number>();
  for (const id of refunds.flatMap(({ tickets }) => tickets)) (seen.has(id) ? twice : seen).add(id);
  return [...twice].map((id) => {
    const by = refunds.filter(({ tickets }) => tickets.includes(id)).map((refund) => refund.id);
    return report('ticket_refunded_twice', by.join(', '), { subject: `ticket ${String(id)}` });
  });
}
