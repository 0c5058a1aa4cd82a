import type { ConfirmPayment } from '@ticket-flow/client/protocol';
import type { Database } from '@ticket-flow/db';
import { AppError, notFound } from '../platform/errors.ts';
import { withDeadline } from '../platform/deadline.ts';
import type { Logger } from '../platform/logging.ts';
import type { ConfirmOutcome, PaymentGateway } from '../payments/index.ts';
import type { Seats } from '../seats/index.ts';
import type { LiveOrder, OrderRepository } from './order-repository.ts';
import { attemptId } from './payment-repository.ts';
import type { PaymentRepository } from './payment-repository.ts';

export interface PayOrder {
  /**
   * PAY-1 to PAY-5. Resolves when the order is paid, or still `paying` because the provider has
   * not answered; the reconciler then finishes it. Throws DECLINED, IN_PROGRESS, WRONG_STATE.
   */
  confirm(request: ConfirmPayment & { readonly holder: string }): Promise<void>;
  /** PAY-4: the same call with the same key, until the answer is done or a final no. */
  finishForward(order: LiveOrder): Promise<void>;
}

export interface PayOrderDependencies {
  readonly repository: OrderRepository;
  readonly payments: PaymentRepository;
  readonly gateway: PaymentGateway;
  readonly seats: Seats;
  readonly database: Database;
  readonly logger: Logger;
  /** Longest a confirm waits for the provider. */
  readonly timeoutMs: number;
  readonly changed: (order: LiveOrder, state: string) => void;
}

export function createPayOrder(dependencies: PayOrderDependencies): PayOrder {
  const { repository, payments, gateway, seats, database, logger, timeoutMs } = dependencies;

  async function begin(order: LiveOrder, paymentKey: string): Promise<boolean> {
    const attempt = order.attempt + 1;
    return database.transaction(async (tx) => {
      const began = await repository.move(tx, {
        id: order.id,
        from: 'pending',
        to: 'paying',
        attempt: order.attempt,
        actor: order.holder,
        reason: 'payment authorised',
        reference: paymentKey,
        set: { attempt, payment_key: paymentKey },
        where: `deadline_at > ${database.nowMs}`,
      });
      if (!began) return false;
      const { amount } = order;
      const { provider } = gateway;
      await payments.openAttempt(tx, { orderId: order.id, attempt, provider, paymentKey, amount });
      return true;
    });
  }

  async function ask(order: LiveOrder): Promise<ConfirmOutcome> {
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

  /** PAY-5. Zero rows: somebody else finished this attempt, and the stored answer stands. */
  async function settle(
    order: LiveOrder,
    payment: { providerId: string; method: string },
  ): Promise<void> {
    const settled = await database.transaction(async (tx) => {
      const paid = await repository.move(tx, {
        id: order.id,
        from: 'paying',
        to: 'paid',
        attempt: order.attempt,
        actor: `system:${gateway.provider}`,
        reason: 'payment confirmed',
        reference: payment.providerId,
      });
      if (!paid) return false;
      await payments.closeAttempt(tx, attemptId(order.id, order.attempt), 'done', null);
      await payments.insertPayment(tx, order, { provider: gateway.provider, ...payment });
      const sold = await payments.issueTickets(tx, order);
      const { performance_id: performanceId, id: owner } = order;
      await seats.sold(tx, { performanceId, owner, seats: sold });
      return true;
    });
    if (!settled) return;
    dependencies.changed(order, 'paid');
    await seats.deliver(order.id);
  }

  async function decline(order: LiveOrder, code: string): Promise<void> {
    const declined = await database.transaction(async (tx) => {
      const moved = await repository.move(tx, {
        id: order.id,
        from: 'paying',
        to: 'pending',
        attempt: order.attempt,
        actor: `system:${gateway.provider}`,
        reason: 'payment declined',
        reference: code,
      });
      if (moved)
        await payments.closeAttempt(tx, attemptId(order.id, order.attempt), 'declined', code);
      return moved;
    });
    if (declined) dependencies.changed(order, 'pending');
  }

  async function finish(order: LiveOrder): Promise<ConfirmOutcome> {
    const outcome = await ask(order);
    if (outcome.outcome === 'done') await settle(order, outcome);
    if (outcome.outcome === 'declined') await decline(order, outcome.code);
    return outcome;
  }

  async function load(orderId: string, holder: string): Promise<LiveOrder> {
    const bundle = await repository.bundle(orderId);
    if (bundle?.order.holder !== holder) throw notFound('order');
    return bundle.order;
  }

  return {
    confirm: async ({ orderId, paymentKey, amount, holder }) => {
      const order = await load(orderId, holder);
      if (amount !== order.amount) {
        throw new AppError('AMOUNT_MISMATCH', 'The amount is not the order’s.', {
          details: { field: 'amount' },
        });
      }
      const began = order.state === 'pending' && (await begin(order, paymentKey));
      const present = await load(orderId, holder);
      if (!began) checkRepeated(present, paymentKey);
      // A job may have asked the provider before us; what it was told counts.
      if (present.state === 'pending') throw new AppError('DECLINED', 'The payment was declined.');
      if (present.state !== 'paying') return;
      const outcome = await finish(present);
      if (outcome.outcome === 'declined') throw new AppError('DECLINED', outcome.message);
    },
    finishForward: async (order) => {
      const { outcome } = await finish(order);
      if (outcome === 'unknown') await repository.touch(order.id);
    },
  };
}

/** PAY-2: only the recorded key may go on; a paid order answers its payment again. */
function checkRepeated(order: LiveOrder, paymentKey: string): void {
  const sameKey = order.payment_key === paymentKey;
  if (sameKey && (order.state === 'paying' || order.state === 'paid')) return;
  if (order.state === 'paying') {
    throw new AppError('IN_PROGRESS', 'Another payment of this order is being confirmed.');
  }
  throw new AppError('WRONG_STATE', 'This order cannot be paid any more.', {
    details: { state: order.state },
  });
}
