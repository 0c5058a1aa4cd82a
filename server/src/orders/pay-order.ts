import type { ConfirmPayment } from '@ticket-flow/client/protocol';
import { withDeadline } from '../platform/deadline.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import type {
  CapturedPayment,
  ConfirmOutcome,
  Gateways,
  PaymentGateway,
} from '../payments/index.ts';
import type { Seats } from '../seats/index.ts';
import type { OrderRepository } from './order-repository.ts';
import { attemptId } from './payment-step-repository.ts';
import type { PayableOrder, PayingState, PaymentSteps } from './payment-step-repository.ts';
import type { SparePayment } from './spare-payments.ts';

export interface PayOrder {
  /**
   * PAY-1 to PAY-5. Resolves when the order is paid, waits for a deposit, or is still `paying`
   * because the provider has not answered; the reconciler then finishes it. Throws DECLINED,
   * IN_PROGRESS, WRONG_STATE, AMOUNT_MISMATCH.
   */
  confirm(request: ConfirmPayment & { readonly holder: string }): Promise<void>;
  /** PAY-4: the same call with the same key, until the answer is done or a final no. */
  finishForward(orderId: string): Promise<void>;
  /** PAY-5, for money that is known to be captured. Harmless when it is written already. */
  settle(order: PayableOrder, from: PayingState, payment: CapturedPayment): Promise<void>;
}

export interface PayOrderDependencies {
  readonly repository: OrderRepository;
  readonly steps: PaymentSteps;
  readonly gateways: Gateways;
  readonly seats: Pick<Seats, 'deliver'>;
  readonly logger: Logger;
  /** Longest a confirm waits for the provider. */
  readonly timeoutMs: number;
  readonly changed: (order: PayableOrder, state: string) => void;
  /** Has an authorisation closed that nothing can use any more (PAY-8). */
  readonly spare: (payment: SparePayment) => Promise<void>;
}

const CANNOT_USE: ReadonlySet<string> = new Set([
  ...['paid', 'refunding', 'refunded', 'expired', 'cancelled'],
]);

export function createPayOrder(dependencies: PayOrderDependencies): PayOrder {
  const { repository, steps, gateways, seats, logger, timeoutMs, changed } = dependencies;

  async function ask(gateway: PaymentGateway, order: PayableOrder): Promise<ConfirmOutcome> {
    try {
      return await withDeadline(
        gateway.confirm({
          paymentKey: order.payment_key ?? '',
          orderId: order.id,
          amount: order.amount,
          currency: order.currency,
          idempotencyKey: attemptId(order.id, order.attempt),
        }),
        timeoutMs,
      );
    } catch (error) {
      logger.warn({ err: error, orderId: order.id }, 'the payment provider did not answer');
      return { outcome: 'unknown', reason: 'no answer' };
    }
  }

  async function settle(
    order: PayableOrder,
    from: PayingState,
    payment: CapturedPayment,
  ): Promise<void> {
    if (!(await steps.settle(order, from, payment))) return;
    changed(order, 'paid');
    await seats.deliver(order.id);
  }

  /** PAY-3: one call to the provider, and what follows from its answer. */
  async function finish(order: PayableOrder): Promise<ConfirmOutcome> {
    const gateway = gateways.of(order.provider ?? '');
    if (!gateway) {
      logger.error({ orderId: order.id, provider: order.provider }, 'no such payment provider');
      return { outcome: 'unknown', reason: 'the provider is not configured' };
    }
    const outcome = await ask(gateway, order);
    if (outcome.outcome === 'done') await settle(order, 'paying', outcome);
    if (outcome.outcome === 'deposit' && (await steps.awaitDeposit(order, outcome))) {
      changed(order, 'awaiting_deposit');
    }
    if (outcome.outcome === 'declined' && (await steps.decline(order, outcome.code))) {
      changed(order, 'pending');
    }
    return outcome;
  }

  async function load(orderId: string, holder: string): Promise<PayableOrder> {
    const order = await repository.payable(orderId);
    if (order?.holder !== holder) throw notFound('order');
    return order;
  }

  /** The order as it is after `pending → paying` was tried; throws when it cannot be paid so. */
  async function begin(order: PayableOrder, paymentKey: string): Promise<PayableOrder> {
    const gateway = gateways.forKey(paymentKey);
    if (!gateway) throw unknownKey();
    const { provider } = gateway;
    if (order.state === 'pending' && (await steps.begin(order, { provider, paymentKey }))) {
      const attempt = order.attempt + 1;
      return { ...order, state: 'paying', attempt, provider, payment_key: paymentKey };
    }
    const present = await load(order.id, order.holder);
    if (CANNOT_USE.has(present.state) && present.payment_key !== paymentKey) {
      await dependencies.spare({ orderId: order.id, provider, paymentKey });
    }
    checkRepeated(present, paymentKey);
    return present;
  }

  return {
    settle,
    confirm: async ({ orderId, paymentKey, amount, holder }) => {
      const order = await load(orderId, holder);
      if (amount !== order.amount) {
        throw new AppError('AMOUNT_MISMATCH', 'The amount is not the order’s.', {
          details: { field: 'amount' },
        });
      }
      const present = await begin(order, paymentKey);
      if (present.state !== 'paying') return;
      const outcome = await finish(present);
      if (outcome.outcome === 'declined') throw declined(outcome.message);
    },
    finishForward: async (orderId) => {
      const order = await repository.payable(orderId);
      if (order?.state !== 'paying') return;
      const { outcome } = await finish(order);
      if (outcome === 'unknown') await repository.touch(orderId);
    },
  };
}

/** PAY-2: only the recorded key may go on; what it brought is answered again. */
function checkRepeated(order: PayableOrder, paymentKey: string): void {
  const sameKey = order.payment_key === paymentKey;
  const brought = ['paying', 'awaiting_deposit', 'paid', 'refunding', 'refunded'];
  if (sameKey && brought.includes(order.state)) return;
  if (sameKey && order.state === 'pending' && order.attempt > 0) {
    throw declined('The payment was declined.');
  }
  if (order.state === 'paying') {
    throw new AppError('IN_PROGRESS', 'Another payment of this order is being confirmed.');
  }
  throw new AppError('WRONG_STATE', 'This order cannot be paid any more.', {
    details: { state: order.state },
  });
}

function declined(message: string): AppError {
  return new AppError('DECLINED', message);
}

function unknownKey(): AppError {
  return new AppError('INVALID', 'No payment provider of ours gives such a key.', {
    details: { field: 'paymentKey' },
  });
}
