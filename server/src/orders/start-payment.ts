import type { Locale, PaymentStart } from '@ticket-flow/client/protocol';
import type { Database } from '@ticket-flow/db';
import type { Gateways, PaymentGateway } from '../payments/index.ts';
import { AppError } from '../platform/errors.ts';
import type { LiveOrder, OrderRepository } from './order-repository.ts';
import type { CloseLater, SparePayment } from './spare-payments.ts';

/** What the provider's page says and speaks. */
export interface StartWish {
  readonly title: string;
  readonly provider: string | undefined;
  readonly locale: Locale;
}

export interface StartPaymentDependencies {
  readonly repository: OrderRepository;
  readonly gateways: Gateways;
  readonly closeLater: CloseLater;
  readonly transaction: Database['transaction'];
}

/**
 * Sends a buyer to a provider. What a provider opens beforehand is remembered, so that it can be
 * closed when another takes its place or the order ends unpaid (PAY-8).
 */
export function createStartPayment(dependencies: StartPaymentDependencies) {
  const { repository, gateways, closeLater, transaction } = dependencies;

  /** Answers the order's state: only a pending one remembers, and only then the page is of use. */
  function remember(opened: SparePayment): Promise<string> {
    const { orderId } = opened;
    return transaction(async (tx) => {
      const present = await repository.lockPayment(tx, orderId);
      if (present?.state !== 'pending') {
        await closeLater(tx, opened);
        return present?.state ?? 'void';
      }
      const { provider, paymentKey } = present;
      await repository.rememberStart(tx, orderId, opened);
      if (provider !== null && paymentKey !== null && paymentKey !== opened.paymentKey) {
        await closeLater(tx, { orderId, provider, paymentKey });
      }
      return present.state;
    });
  }

  return async function startPayment(order: LiveOrder, wish: StartWish): Promise<PaymentStart> {
    if (order.state !== 'pending') throw wrongState(order.state);
    const gateway = wish.provider === undefined ? gateways.first : known(gateways, wish.provider);
    const { provider } = gateway;
    const { start, paymentKey } = await gateway.start({
      orderId: order.id,
      amount: order.amount,
      currency: order.currency,
      title: wish.title,
      locale: wish.locale,
      returnPath: `/orders/${order.id}/return`,
      expiresAt: order.deadline_at,
    });
    if (paymentKey === undefined) return start;
    const state = await remember({ orderId: order.id, provider, paymentKey });
    if (state !== 'pending') throw wrongState(state);
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

function wrongState(state: string): AppError {
  return new AppError('WRONG_STATE', 'This order cannot be paid any more.', { details: { state } });
}
