import type { Finding } from './finding.ts';
import type { OrderBooks } from './order-books-repository.ts';
import type { Report } from './order-rules.ts';
import { STANDINGS } from './order-states.ts';

/** Payment against order, and what went back against the refunds. */
export function moneyFindings(books: OrderBooks, report: Report): Finding[] {
  const { order, payments, refunds } = books;
  const { charged } = STANDINGS[order.state];
  const [payment] = payments;
  if (!payment) return charged ? [report('payment_missing', `the order is ${order.state}`)] : [];
  const findings: Finding[] = [];
  if (!charged) findings.push(report('payment_of_unpaid_order', `the order is ${order.state}`));
  if (payment.captured !== order.amount || payment.currency !== order.currency) {
    const captured = `${String(payment.captured)} ${payment.currency}`;
    const amount = `${String(order.amount)} ${String(order.currency)}`;
    findings.push(report('captured_amount', `${captured} for ${amount}`));
  }
  const returned = refunds
    .filter(({ kind, state }) => kind === 'tickets' && state === 'done')
    .reduce((total, { amount }) => total + amount, 0);
  if (payment.returned !== returned) {
    const detail = `${String(payment.returned)} for refunds of ${String(returned)}`;
    findings.push(report('returned_amount', detail));
  }
  return findings;
}
