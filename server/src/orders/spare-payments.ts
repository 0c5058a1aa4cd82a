import type { Transaction } from 'sequelize';
import type { Outbox } from '../outbox/index.ts';
import type { Gateways } from '../payments/index.ts';
import type { LateMoney } from './late-money.ts';
import type { OrderRepository } from './order-repository.ts';

/** Outbox topic: an authorisation that will never be used is to be closed at its provider. */
export const CLOSE_PAYMENT = 'close-payment';

export interface SparePayment {
  readonly orderId: string;
  readonly provider: string;
  readonly paymentKey: string;
}

/** Has a payment closed after the commit; closing what is closed or captured changes nothing. */
export type CloseLater = (tx: Transaction, payment: SparePayment) => Promise<void>;

export interface CloseLaterDependencies {
  readonly repository: Pick<OrderRepository, 'countSpare'>;
  readonly outbox: Pick<Outbox, 'add'>;
}

export function createCloseLater({ repository, outbox }: CloseLaterDependencies): CloseLater {
  return async function closeLater(tx, payment) {
    if (!(await repository.countSpare(tx, payment.orderId))) return;
    await outbox.add(tx, { topic: CLOSE_PAYMENT, owner: payment.orderId, payload: payment });
  };
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
