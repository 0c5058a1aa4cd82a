import { attemptFindings } from './attempt-rules.ts';
import type { Finding, Kind } from './finding.ts';
import { moneyFindings } from './money-rules.ts';
import type { AuditedLine, OrderBooks } from './order-books-repository.ts';
import { STANDINGS } from './order-states.ts';
import { refundFindings } from './refund-rules.ts';
import { seatsGivenBack, ticketFindings } from './ticket-rules.ts';

/** Makes findings about one order, its own id the thing to look at again. */
export type Report = (
  kind: Kind,
  detail: string,
  more?: { readonly subject?: string; readonly seats?: readonly number[] },
) => Finding;

/** Everything of an order that does not agree with itself. Pure: no source but the books. */
export function judgeOrder(books: OrderBooks): Finding[] {
  const report = reportOn(books);
  return [
    ...amountFindings(books, report),
    ...claimFindings(books, report),
    ...moneyFindings(books, report),
    ...attemptFindings(books, report),
    ...refundFindings(books, report),
    ...ticketFindings(books, report),
  ];
}

export function reportOn({ order }: OrderBooks): Report {
  const { id, performance_id: performanceId } = order;
  return (kind, detail, more) => ({
    kind,
    subject: `order ${id}`,
    detail,
    ...(performanceId !== null && { performanceId }),
    orderId: id,
    ...more,
    root: id,
  });
}

function amountFindings({ order, lines }: OrderBooks, report: Report): Finding[] {
  if (order.state === 'void') return [];
  const findings: Finding[] = [];
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  if (lines.length === 0) findings.push(report('order_amount', 'it has no lines'));
  else if (order.amount !== sum) {
    findings.push(report('order_amount', `${String(order.amount)} for lines of ${String(sum)}`));
  }
  const wrong = lines.filter((line) => line.amount !== totalOf(line));
  if (wrong.length > 0) {
    const detail = wrong.map((line) => `${line.amount} for ${totalOf(line)}`).join(', ');
    findings.push(report('line_arithmetic', detail, { seats: seatsOf(wrong) }));
  }
  return findings;
}

function totalOf({ base, discount, fee, tax }: AuditedLine): number {
  return base - discount + fee + tax;
}

function claimFindings(books: OrderBooks, report: Report): Finding[] {
  const { order, lines, claims } = books;
  const claimed = seatsOf(claims);
  if (!STANDINGS[order.state].claims) {
    if (claims.length === 0) return [];
    return [report('claim_of_ended_order', `the order is ${order.state}`, { seats: claimed })];
  }
  const bought = new Set(seatsOf(lines));
  const givenBack = seatsGivenBack(books);
  const own = new Set(
    seatsOf(claims.filter((claim) => claim.performance_id === order.performance_id)),
  );
  const strangers = claims.filter(
    (claim) => claim.performance_id !== order.performance_id || !bought.has(claim.seat),
  );
  const groups: [Kind, string, number[]][] = [
    [
      'claim_missing',
      `the order is ${order.state}`,
      [...bought].filter((seat) => !own.has(seat) && !givenBack.has(seat)),
    ],
    ['claim_without_line', 'not among its lines', seatsOf(strangers)],
    [
      'claim_of_refunded_seat',
      'given back by a refund that is done',
      [...own].filter((seat) => givenBack.has(seat)),
    ],
  ];
  return groups.flatMap(([kind, detail, seats]) =>
    seats.length === 0 ? [] : [report(kind, detail, { seats })],
  );
}

function seatsOf(rows: readonly { readonly seat: number }[]): number[] {
  return rows.map(({ seat }) => seat);
}
