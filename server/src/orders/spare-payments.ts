import type { Gateways } from '../payments/index.ts';
import type { LateMoney } from './late-money.ts';

/** Outbox topic: an authorisation that will never be used is to be closed at its provider. */
export const CLOSE_PAYMENT = 'close-payment';

export interface SparePayment {
  readonly orderId: string;
  readonly provider: string;
  readonly paymentKey: string;
}

export interface SparePaymentsDependencies {
  readonly gateways: Gateways;
  readonly late: LateMoney;
}

/** Delivers CLOSE_PAYMENT; throws when the provider must be asked again. */
export function createSparePayments({ gateways, late }: SparePaymentsDependencies) {
  return async function closeSpare({ orderId, provider, paymentKey }: SparePayment): Promise<void> {
    const gateway = gateways.of(provider);
    if (!gateway) throw new Error(`the provider ${provider} is not configured`);
    const key = `${orderId}:${paymentKey}:close`.slice(0, 200);
    const closed = await gateway.close({ paymentKey, orderId }, key);
    if (closed.outcome === 'unknown') throw new Error(`not closed yet: ${closed.reason}`);
    if (closed.outcome === 'captured') await late.check(orderId);
  };
}
