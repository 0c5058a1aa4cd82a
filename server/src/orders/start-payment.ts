import type { Locale, PaymentStart } from '@ticket-flow/client/protocol';
import type { Database } from '@ticket-flow/db';
import type { Outbox } from '../outbox/index.ts';
import type { Gateways, PaymentGateway } from '../payments/index.ts';
import { AppError } from '../platform/errors.ts';
import type { LiveOrder, OrderRepository } from './order-repository.ts';
import { CLOSE_PAYMENT } from './spare-payments.ts';
import type { SparePayment } from './spare-payments.ts';

/** What the provider's page says and speaks. */
export interface StartWish {
  readonly title: string;
  readonly provider: string | undefined;
  readonly locale: Locale;
}

export interface StartPaymentDependencies {
  readonly repository: OrderRepository;
  readonly gateways: Gateways;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly transaction: Database['transaction'];
}

/**
 * Sends a buyer to a provider. What a provider opens beforehand is remembered, so that it can be
 * closed when another takes its place or the order ends unpaid.
 */
export function createStartPayment(dependencies: StartPaymentDependencies) {
  const { repository, gateways, outbox, transaction } = dependencies;

  async function remember(order: LiveOrder, provider: string, paymentKey: string): Promise<void> {
    const { id, provider: earlier, payment_key: earlierKey } = order;
    await transaction(async (tx) => {
      await repository.rememberStart(tx, id, { provider, paymentKey });
      if (earlier === null || earlierKey === null || earlierKey === paymentKey) return;
      const payload: SparePayment = { orderId: id, provider: earlier, paymentKey: earlierKey };
      await outbox.add(tx, { topic: CLOSE_PAYMENT, owner: id, payload });
    });
  }

  return async function startPayment(order: LiveOrder, wish: StartWish): Promise<PaymentStart> {
    if (order.state !== 'pending') {
      throw new AppError('WRONG_STATE', 'This order cannot be paid any more.', {
        details: { state: order.state },
      });
    }
    const gateway = wish.provider === undefined ? gateways.first : known(gateways, wish.provider);
    const { start, paymentKey } = await gateway.start({
      orderId: order.id,
      amount: order.amount,
      currency: order.currency,
      title: wish.title,
      locale: wish.locale,
      returnPath: `/orders/${order.id}/return`,
      expiresAt: order.deadline_at,
    });
    if (paymentKey !== undefined) await remember(order, gateway.provider, paymentKey);
    return start;
  };
}

function known(gateways: Gateways, provider: string): PaymentGateway {
  const gateway = gateways.of(provider);
  if (gateway) return gateway;
  throw new AppError('INVALID', 'There is no such payment provider.', {
    details: { field: 'provider' },
  });
}
