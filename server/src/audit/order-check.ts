import type { AuditRepository } from './audit-repository.ts';
import { mapAtMost, pagesAgain, pagesOf } from './check.ts';
import type { Check, Pass } from './check.ts';
import { unread } from './finding.ts';
import type { Finding } from './finding.ts';
import type { AuditedAttempt, OrderBooks } from './order-books-repository.ts';
import { judgeOrder, reportOn } from './order-rules.ts';
import { isUnderWay, judgePayment, judgeStrayMoney } from './provider-rules.ts';

/** Questions to providers under way at once. */
const CONCURRENCY = 8;

/** Every order with itself, and with the provider of its money. A root is an order's id. */
export function createOrderCheck(repository: AuditRepository): Check {
  const read = repository.orders.bind(repository);
  return {
    sweep: (pass) =>
      judgePages(
        pass,
        pagesOf(read, ({ order }) => order.id, pass.performanceId),
      ),
    again: (pass, roots) => judgePages(pass, pagesAgain(read, roots)),
  };
}

async function judgePages(pass: Pass, pages: AsyncIterable<OrderBooks[]>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const page of pages) {
    for (const books of page) {
      count(pass, books);
      findings.push(...judgeOrder(books));
    }
    const asked = await mapAtMost(page, CONCURRENCY, (books) => askProviders(pass, books));
    findings.push(...asked.flat());
  }
  return findings;
}

function count({ checked }: Pass, { payments, tickets, refunds }: OrderBooks): void {
  checked.orders += 1;
  checked.payments += payments.length;
  checked.tickets += tickets.length;
  checked.refunds += refunds.length;
}

async function askProviders(pass: Pass, books: OrderBooks): Promise<Finding[]> {
  const { order, payments } = books;
  const report = reportOn(books);
  const findings: Finding[] = [];
  for (const payment of payments) {
    const { provider, provider_id: paymentKey } = payment;
    const found = await pass.providers.look(provider, { paymentKey, orderId: order.id });
    if (!found) findings.push(unread(provider, order.id));
    else if (found.outcome === 'none') {
      const subject = `payment ${provider}/${paymentKey}`;
      findings.push(report('payment_unknown_to_provider', 'no such payment', { subject }));
    } else {
      pass.checked.providerPayments += 1;
      findings.push(...judgePayment(payment, found, books, report));
    }
  }
  for (const { provider, payment_key: paymentKey } of otherAttempts(books)) {
    const found = await pass.providers.look(provider, { paymentKey, orderId: order.id });
    if (!found) findings.push(unread(provider, order.id));
    if (found?.outcome !== 'found') continue;
    pass.checked.providerPayments += 1;
    const stray = judgeStrayMoney(provider, found, books);
    if (stray) findings.push({ ...stray, root: order.id });
  }
  return findings;
}

/** Keys that were tried and are not the payment's; those under way are the reconciler's. */
function otherAttempts({ order, attempts, payments }: OrderBooks): AuditedAttempt[] {
  const others = attempts.filter(
    (attempt) =>
      !isUnderWay(order, attempt) &&
      !payments.some(
        ({ provider, provider_id: id }) =>
          provider === attempt.provider && id === attempt.payment_key,
      ),
  );
  return [...new Map(others.map((one) => [`${one.provider}/${one.payment_key}`, one])).values()];
}
