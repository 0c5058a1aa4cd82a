import type { Finding } from './finding.ts';
import type { OrderBooks } from './order-books-repository.ts';
import type { Report } from './order-rules.ts';

/** One attempt at most took the money, and one at most is under way. */
export function attemptFindings({ order, attempts }: OrderBooks, report: Report): Finding[] {
  const findings: Finding[] = [];
  const inState = (state: string): string[] =>
    attempts.filter((attempt) => attempt.state === state).map(({ id }) => id);
  const done = inState('done');
  const open = inState('open');
  const waiting = inState('waiting');
  if (done.length > 1) findings.push(report('attempt_done_twice', done.join(', ')));
  if (open.length > 0 && order.state !== 'paying') {
    const detail = `${open.join(', ')}: the order is ${order.state}`;
    findings.push(report('attempt_left_open', detail));
  }
  if (waiting.length > 0 && order.state !== 'awaiting_deposit') {
    const detail = `${waiting.join(', ')}: the order is ${order.state}`;
    findings.push(report('attempt_left_waiting', detail));
  }
  return findings;
}
