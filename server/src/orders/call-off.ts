import type { Catalog } from '../catalog/index.ts';
import { forEachSafely } from '../platform/each.ts';
import type { Logger } from '../platform/logging.ts';
import type { Seats } from '../seats/index.ts';
import type { Deposits } from './deposits.ts';
import type { GiveUp } from './give-up.ts';
import type { OrderBundle, OrderRepository } from './order-repository.ts';
import type { RefundOrders } from './refund-orders.ts';

/** A performance that will not take place. */
export interface CallOff {
  /** REFUND-6: closes the sale at once; the orders follow through the job. Repeating is harmless. */
  callOff(performanceId: number): Promise<void>;
  /** Ends or gives back every order of called-off performances, some at a time; any number may. */
  settleSome(): Promise<void>;
}

export interface CallOffDependencies {
  readonly catalog: Catalog;
  readonly seats: Pick<Seats, 'termsChanged'>;
  readonly repository: OrderRepository;
  readonly deposits: Deposits;
  readonly refundOrders: RefundOrders;
  readonly end: GiveUp;
  readonly logger: Logger;
}

const BATCH = 100;
const CONCURRENCY = 4;
const ACTOR = 'system:call-off';
const REASON = 'the performance was called off';

export function createCallOff(dependencies: CallOffDependencies): CallOff {
  const { catalog, seats, repository, deposits, refundOrders, end, logger } = dependencies;

  /** Sales that this node knows to be closed. */
  const closed = new Set<number>();

  /** Everything goes back without a fee; tickets that were used were worth their price. */
  async function giveBack(bundle: OrderBundle): Promise<void> {
    const priceOf = new Map(bundle.lines.map(({ seat, amount }) => [seat, amount]));
    const issued = bundle.tickets.filter(({ state }) => state === 'issued');
    if (issued.length === 0) return;
    await refundOrders.takeBack(bundle, {
      tickets: issued.map(({ id, seat }) => ({ id, amount: priceOf.get(seat) ?? 0, fee: 0 })),
      actor: ACTOR,
      reason: REASON,
    });
  }

  async function settle(orderId: string): Promise<void> {
    const bundle = await repository.bundle(orderId);
    if (!bundle) return;
    const { order } = bundle;
    if (order.state === 'pending') {
      await end(order, { from: 'pending', to: 'cancelled', actor: ACTOR, reason: REASON });
    }
    if (order.state === 'awaiting_deposit') {
      const payable = await repository.payable(orderId);
      if (payable) await deposits.giveUp(payable, ACTOR);
    }
    if (order.state === 'paid') await giveBack(bundle);
  }

  /** Whoever called it off may have been another node, or a command on the database. */
  async function closeSales(performanceIds: readonly number[]): Promise<void> {
    for (const performanceId of performanceIds.filter((id) => !closed.has(id))) {
      try {
        await seats.termsChanged(performanceId);
        closed.add(performanceId);
      } catch (error) {
        logger.warn({ err: error, performanceId }, 'a sale is closed as soon as its map is back');
      }
    }
  }

  return {
    callOff: async (performanceId) => {
      await catalog.callOff(performanceId);
      await seats.termsChanged(performanceId);
    },
    settleSome: async () => {
      const performanceIds = await catalog.calledOff();
      await closeSales(performanceIds);
      if (performanceIds.length === 0) return;
      const orders = await repository.toCallOff(performanceIds, BATCH);
      await forEachSafely(orders, CONCURRENCY, settle, logger);
    },
  };
}
