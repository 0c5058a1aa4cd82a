import type { Gateways, ProviderPayment } from '../payments/index.ts';
import type { Logger } from '../platform/logging.ts';
import { isTerminal } from './order-states.ts';
import type { OrderRepository } from './order-repository.ts';
import type { RefundOrders } from './refund-orders.ts';
import type { RefundRepository } from './refund-repository.ts';

/**
 * LATE-1: money that the provider shows and that bought nothing goes back. Our own rules cannot
 * make any; a provider's mistake or a deposit that passed a closed account can.
 */
export interface LateMoney {
  /** Looks at every payment that was tried for one order. */
  check(orderId: string): Promise<void>;
  /** Looks through the providers' books since an instant. */
  sweep(since: number): Promise<void>;
}

export interface LateMoneyDependencies {
  readonly gateways: Gateways;
  readonly repository: OrderRepository;
  readonly refunds: RefundRepository;
  readonly finish: RefundOrders['finish'];
  readonly logger: Logger;
}

export function createLateMoney(dependencies: LateMoneyDependencies): LateMoney {
  const { gateways, repository, refunds, finish, logger } = dependencies;

  /** What bought the order is its own payment; anything else of a finished order bought nothing. */
  async function isLate(found: ProviderPayment): Promise<boolean> {
    if (found.state !== 'captured' || found.captured <= found.returned) return false;
    const order = await repository.find(found.orderId);
    if (!order) return false;
    const payment = await repository.paymentOf(order.id);
    return payment ? payment.provider_id !== found.providerId : isTerminal(order.state);
  }

  async function giveBack(provider: string, found: ProviderPayment): Promise<void> {
    if (!(await isLate(found))) return;
    const { orderId, providerId } = found;
    const earlier = (await refunds.of(orderId)).filter(({ kind }) => kind === 'late');
    if (earlier.some(({ payment_key }) => payment_key === providerId)) return;
    const id = `${orderId}:late${earlier.length === 0 ? '' : String(earlier.length + 1)}`;
    logger.error(
      { orderId, provider },
      'money came for an order that cannot have it; it goes back',
    );
    await refunds.insertLate({
      ...{ id, orderId, kind: 'late', provider, paymentKey: providerId, ticketIds: [], fee: 0 },
      amount: found.captured - found.returned,
      reason: 'money that came too late',
      actor: 'system:late-money',
    });
    const refund = await refunds.find(id);
    if (refund?.state === 'open') await finish(refund);
  }

  /** One payment that cannot be judged now must not hide the others. */
  async function giveBackSafely(provider: string, found: ProviderPayment): Promise<void> {
    await giveBack(provider, found).catch((error: unknown) => {
      logger.warn({ err: error, orderId: found.orderId }, 'late money will be looked at again');
    });
  }

  return {
    check: async (orderId) => {
      for (const { provider, payment_key } of await repository.attemptsOf(orderId)) {
        const found = await gateways.of(provider)?.look({ paymentKey: payment_key, orderId });
        if (found?.outcome === 'found') await giveBack(provider, found);
      }
    },
    sweep: async (since) => {
      for (const gateway of gateways.all) {
        const { provider } = gateway;
        try {
          for await (const found of gateway.books(since)) await giveBackSafely(provider, found);
        } catch (error) {
          logger.error({ err: error, provider }, 'the books of a provider could not be read');
        }
      }
    },
  };
}
