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
import type { Sales } from '../catalog/index.ts';
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
  /** PAY-8: has an authorisation closed that nothing can use any more. */
  readonly spare: (payment: SparePayment) => Promise<void>;
  /** The end of a sale is the latest instant at which a deposit may come. */
  readonly sales: Pick<Sales, 'of'>;
}

const BEGIN_TRIES = 3;
/** Tries to pay one order; a card that is declined so often is not going to be accepted. */
const MOST_ATTEMPTS = 20;
/** Seats are not kept unpaid for longer, whatever the provider's account allows. */
const DEPOSIT_WITHIN_MS = 24 * 60 * 60 * 1000;
const FIRST_LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 60_000;

const BOUGHT: ReadonlySet<string> = new Set(['paid', 'refunding', 'refunded']);
const CANNOT_USE: ReadonlySet<string> = new Set([...BOUGHT, 'expired', 'cancelled']);

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
    if (outcome.outcome === 'deposit') await awaitDeposit(order, outcome);
    if (outcome.outcome === 'declined' && (await steps.decline(order, outcome.code))) {
      changed(order, 'pending');
    }
    return outcome;
  }

  /** DEPOSIT-1: the buyer is told the earliest of all deadlines. */
  async function awaitDeposit(
    order: PayableOrder,
    { account, secret }: Extract<ConfirmOutcome, { outcome: 'deposit' }>,
  ): Promise<void> {
    const { performance } = await dependencies.sales.of(order.performance_id);
    const dueAt = Math.min(
      account.dueAt,
      Date.now() + DEPOSIT_WITHIN_MS,
      performance.sale_closes_at,
    );
    if (await steps.awaitDeposit(order, { account: { ...account, dueAt }, secret })) {
      changed(order, 'awaiting_deposit');
    }
  }

  async function load(orderId: string, holder: string): Promise<PayableOrder> {
    const order = await repository.payable(orderId);
    if (order?.holder !== holder) throw notFound('order');
    return order;
  }

  /** The order as it is after `pending → paying` was tried; throws when it cannot be paid so. */
  async function begin(read: PayableOrder, paymentKey: string): Promise<PayableOrder> {
    const gateway = gateways.forKey(paymentKey);
    if (!gateway) throw unknownKey();
    const { provider } = gateway;
    let order = read;
    for (let tries = 0; tries < BEGIN_TRIES && order.state === 'pending'; tries += 1) {
      if (order.attempt >= MOST_ATTEMPTS) throw tooMany();
      if (await steps.begin(order, { provider, paymentKey })) {
        await closeOther(order, paymentKey);
        const attempt = order.attempt + 1;
        return { ...order, state: 'paying', attempt, provider, payment_key: paymentKey };
      }
      // Its time is up, or another request was faster; what that one brought decides.
      order = await load(order.id, order.holder);
    }
    if (CANNOT_USE.has(order.state) && !hasBought(order, paymentKey)) {
      await dependencies.spare({ orderId: order.id, provider, paymentKey });
    }
    checkRepeated(order, paymentKey);
    return order;
  }

  /** PAY-8: a page that was opened for this order and is not the one that pays it. */
  async function closeOther(order: PayableOrder, paymentKey: string): Promise<void> {
    const { id: orderId, provider, payment_key: other } = order;
    if (provider === null || other === null || other === paymentKey) return;
    await dependencies.spare({ orderId, provider, paymentKey: other });
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
      // Before the call: whatever becomes of it, the others have their turn first.
      await repository.touch(orderId, lookDelay(order.looks));
      await finish(order);
    },
  };
}

function lookDelay(looks: number): number {
  return Math.min(FIRST_LOOK_MS * 2 ** Math.min(looks, 10), LONGEST_LOOK_MS);
}

function hasBought(order: PayableOrder, paymentKey: string): boolean {
  return order.payment_key === paymentKey && BOUGHT.has(order.state);
}

/** PAY-2: only the recorded key may go on; what it brought is answered again. */
function checkRepeated(order: PayableOrder, paymentKey: string): void {
  const sameKey = order.payment_key === paymentKey;
  const goesOn = ['paying', 'awaiting_deposit'].includes(order.state);
  if (sameKey && (goesOn || BOUGHT.has(order.state))) return;
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

function tooMany(): AppError {
  return new AppError('RATE_LIMITED', 'This order was tried to be paid too often; order again.');
}

function unknownKey(): AppError {
  return new AppError('INVALID', 'No payment provider of ours gives such a key.', {
    details: { field: 'paymentKey' },
  });
}
