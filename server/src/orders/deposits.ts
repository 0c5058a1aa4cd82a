import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import type {
  CapturedPayment,
  Gateways,
  PaymentGateway,
  PaymentReference,
  ProviderPayment,
} from '../payments/index.ts';
import type { GiveUp } from './give-up.ts';
import type { OrderRepository } from './order-repository.ts';
import type { PayOrder } from './pay-order.ts';
import { attemptId } from './payment-step-repository.ts';
import type { PayableOrder } from './payment-step-repository.ts';

/** Orders whose buyer pays into an account later. */
export interface Deposits {
  /** DEPOSIT-3: looks whether the money has come; the seats wait until the account is closed. */
  check(orderId: string): Promise<void>;
  /** The buyer does not want to pay any more; the account is closed first (DEPOSIT-2). */
  giveUp(order: PayableOrder, actor: string): Promise<void>;
}

export interface DepositsDependencies {
  readonly repository: OrderRepository;
  readonly gateways: Gateways;
  readonly pay: Pick<PayOrder, 'settle'>;
  readonly end: GiveUp;
  readonly logger: Logger;
  /** How often an order is looked at, webhooks apart. */
  readonly checkMs: number;
}

export function createDeposits(dependencies: DepositsDependencies): Deposits {
  const { repository, gateways, pay, end, logger } = dependencies;

  /** DEPOSIT-2: only a closed account frees the seats; money that came first buys them. */
  async function close(order: PayableOrder): Promise<void> {
    const gateway = gateways.of(order.provider ?? '');
    if (!gateway) return;
    const reference = referenceOf(order);
    const key = `${attemptId(order.id, order.attempt)}:close`;
    const outcome = await gateway.close(reference, key);
    if (outcome.outcome === 'captured') await believe(gateway, order);
    if (outcome.outcome === 'closed') await finish(order);
    if (outcome.outcome === 'unknown') {
      logger.warn({ orderId: order.id, reason: outcome.reason }, 'an account is not closed yet');
    }
  }

  /** DEPOSIT-3: how much has come stands in the books, not in the answer to a closing. */
  async function believe(gateway: PaymentGateway, order: PayableOrder): Promise<void> {
    const found = await gateway.look(referenceOf(order));
    if (found.outcome === 'found' && found.state === 'captured') await arrived(order, found);
  }

  async function finish(order: PayableOrder): Promise<void> {
    const asked = order.given_up_by;
    await end(order, {
      from: 'awaiting_deposit',
      to: asked === null ? 'expired' : 'cancelled',
      actor: asked ?? 'system:expiry',
      reason: asked === null ? 'no deposit in time' : 'cancelled by the buyer',
    });
  }

  async function arrived(
    order: PayableOrder,
    found: ProviderPayment & CapturedPayment,
  ): Promise<void> {
    const ours = found.captured === order.amount && found.currency === order.currency;
    if (ours && found.returned === 0) await pay.settle(order, 'awaiting_deposit', found);
    else if (found.returned >= found.captured) await finish(order);
    else logger.error({ orderId: order.id, captured: found.captured }, 'another sum was paid in');
  }

  async function check(orderId: string): Promise<void> {
    const order = await repository.payable(orderId);
    if (order?.state !== 'awaiting_deposit') return;
    // Before the call: whatever becomes of it, the others have their turn first.
    await repository.touch(orderId, dependencies.checkMs);
    if (order.given_up_by !== null || (await repository.isOverdue(orderId))) {
      await close(order);
      return;
    }
    const gateway = gateways.of(order.provider ?? '');
    const found = await gateway?.look(referenceOf(order));
    if (found?.outcome === 'found' && found.state === 'captured') await arrived(order, found);
    else if (found?.outcome === 'found' && found.state === 'dead') await finish(order);
  }

  return {
    check,
    giveUp: async (order, actor) => {
      if (!(await repository.askToGiveUp(order.id, actor))) {
        throw new AppError('WRONG_STATE', 'The order is past that.', {
          details: { state: order.state },
        });
      }
      await check(order.id);
    },
  };
}

/** The provider has opened an account for it, so that it cannot be missing. */
function referenceOf(order: PayableOrder): PaymentReference {
  return { paymentKey: order.payment_key ?? '', orderId: order.id, opened: true };
}
