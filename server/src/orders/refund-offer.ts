import type { RefundOffer, RefundPolicy } from '@ticket-flow/client/protocol';
import type { OrderBundle } from './order-repository.ts';
import { feeOf, ruleHoldsUntil, ruleNow } from './refund-terms.ts';

/** What decides on an offer besides the order itself. */
export interface OfferTerms {
  readonly policy: RefundPolicy | null;
  readonly startsAt: number;
  readonly timeZone: string;
  readonly now: number;
  readonly accountNeeded: boolean;
}

/** REFUND-5: what giving back each ticket that is still good would bring now. Null: nothing. */
export function offerFor(
  { order, payment, lines, tickets }: OrderBundle,
  { policy, startsAt, timeZone, now, accountNeeded }: OfferTerms,
): RefundOffer | null {
  if (order.state !== 'paid' || !payment || !policy) return null;
  const moment = { now, purchasedAt: payment.created_at, startsAt, timeZone };
  const rule = ruleNow(policy, moment);
  const issued = tickets.filter(({ state }) => state === 'issued');
  if (!rule || issued.length === 0) return null;
  const priceOf = new Map(lines.map(({ seat, amount }) => [seat, amount]));
  return {
    until: ruleHoldsUntil(policy, moment),
    accountNeeded,
    tickets: issued.map(({ code, seat }) => {
      const price = priceOf.get(seat) ?? 0;
      const fee = feeOf(rule, price);
      return { code, fee, amount: price - fee };
    }),
  };
}
