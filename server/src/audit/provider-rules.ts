import type { ProviderPayment } from '../payments/index.ts';
import type { Finding, Kind } from './finding.ts';
import type {
  AuditedAttempt,
  AuditedOrder,
  AuditedPayment,
  OrderBooks,
} from './order-books-repository.ts';
import type { Report } from './order-rules.ts';
import { STANDINGS } from './order-states.ts';

/** A payment of ours as the provider has it. */
export function judgePayment(
  payment: AuditedPayment,
  found: ProviderPayment,
  { order, refunds }: OrderBooks,
  report: Report,
): Finding[] {
  const findings: Finding[] = [];
  const more = { subject: `payment ${payment.provider}/${payment.provider_id}` };
  if (found.orderId !== order.id) {
    findings.push(report('provider_order', `there it is of ${found.orderId}`, more));
  }
  if (found.captured !== payment.captured || found.currency !== payment.currency) {
    const theirs = `${String(found.captured)} ${found.currency}`;
    const ours = `${String(payment.captured)} ${payment.currency}`;
    findings.push(report('provider_captured', `${theirs} there, ${ours} here`, more));
  }
  // Between the provider's answer and our transaction a refund is done there and open here.
  const underWay = sumOf(refunds.filter(({ state }) => state === 'open'));
  const { returned } = payment;
  if (found.returned < returned || found.returned > returned + underWay) {
    const detail = `${String(found.returned)} there, ${String(returned)} here`;
    findings.push(report('provider_returned', detail, more));
  }
  return findings;
}

/** Money at the provider that is not the payment of a paid order. Undefined: no such order. */
export function judgeStrayMoney(
  provider: string,
  found: ProviderPayment,
  books: OrderBooks | undefined,
): Omit<Finding, 'root'> | undefined {
  if (found.captured - found.returned <= 0) return undefined;
  const kind = books ? strayKind(provider, found, books) : 'unknown_money';
  if (kind === undefined) return undefined;
  const { order } = books ?? {};
  const kept = `${String(found.captured - found.returned)} ${found.currency}`;
  return {
    kind,
    subject: `payment ${provider}/${found.providerId}`,
    detail: `${kept} for ${found.orderId}, which ${order ? `is ${order.state}` : 'is unknown'}`,
    ...(order?.performance_id != null && { performanceId: order.performance_id }),
    orderId: found.orderId,
  };
}

function strayKind(
  provider: string,
  { providerId, captured, returned, currency }: ProviderPayment,
  { order, payments, attempts, refunds }: OrderBooks,
): Kind | undefined {
  const isIt = (row: { readonly provider: string }, id: string): boolean =>
    row.provider === provider && id === providerId;
  if (payments.some((payment) => isIt(payment, payment.provider_id))) return undefined;
  const attempt = attempts.find((one) => isIt(one, one.payment_key));
  if (attempt && isUnderWay(order, attempt)) {
    // Captured there and not yet written here: the reconciler is about to (PAY-4).
    const asAsked = captured === order.amount && currency === order.currency;
    return asAsked ? undefined : 'provider_captured';
  }
  // Of an order that was paid by this very attempt it is only our payment that is missing.
  const isPaid = STANDINGS[order.state].charged && payments.length === 0;
  if (attempt?.state === 'done' && isPaid) return undefined;
  const late = refunds.filter((one) => one.kind === 'late' && isIt(one, one.payment_key));
  const seenTo = sumOf(late.filter(({ state }) => state !== 'done'));
  if (seenTo >= captured - returned) return undefined;
  if (payments.length > 0) return 'charged_twice';
  return attempt ? 'late_money' : 'unknown_money';
}

/** The order and this attempt of it both wait for the provider. */
export function isUnderWay(order: AuditedOrder, attempt: AuditedAttempt): boolean {
  const { state } = attempt;
  if (state === 'open') return order.state === 'paying';
  return state === 'waiting' && order.state === 'awaiting_deposit';
}

function sumOf(rows: readonly { readonly amount: number }[]): number {
  return rows.reduce((total, { amount }) => total + amount, 0);
}
