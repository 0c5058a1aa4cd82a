import type { RefundPolicy } from '@ticket-flow/client/protocol';
import type { WriteContext } from './writers.ts';

/** The usual terms of Korean ticket agencies: free within seven days, dearer as the day nears. */
const KOREAN: RefundPolicy = {
  closesMinutesBefore: 24 * 60,
  rules: [
    { withinDaysOfPurchase: 7, daysBefore: 10, feePercent: 0 },
    { daysBefore: 10, feeFixed: 4_000, feePercent: 10 },
    { daysBefore: 7, feePercent: 10 },
    { daysBefore: 3, feePercent: 20 },
    { daysBefore: 1, feePercent: 30 },
  ],
};

const ELSEWHERE: RefundPolicy = {
  closesMinutesBefore: 24 * 60,
  rules: [
    { withinDaysOfPurchase: 1, daysBefore: 7, feePercent: 0 },
    { daysBefore: 7, feePercent: 10 },
    { daysBefore: 1, feePercent: 50 },
  ],
};

/** The organisation's usual terms for a currency; writes them when there are none. */
export async function ensureRefundPolicy(
  { models, tx: transaction, now }: WriteContext,
  organisationId: number,
  currency: string,
): Promise<number> {
  const where = { organisation_id: organisationId, name: currency };
  const found = await models.refundPolicies.findOne({ where, transaction });
  if (found) return found.id;
  const policy = JSON.stringify(currency === 'KRW' ? KOREAN : ELSEWHERE);
  const row = { ...where, policy, created_at: now };
  return (await models.refundPolicies.create(row, { transaction })).id;
}
