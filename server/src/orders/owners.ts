import type { OwnerLookup } from '../seats/index.ts';
import type { OrderRepository } from './order-repository.ts';
import { isSold, isTerminal } from './order-states.ts';

/** What the seats below may ask of their orders; the port is theirs. */
export function createOwnerLookup(repository: OrderRepository): OwnerLookup {
  return {
    describe: async (tx, orderIds) => {
      const found = await repository.describe(tx, orderIds);
      return new Map(
        [...found].map(([id, { holder, state }]) => [id, { holder, sold: isSold(state) }]),
      );
    },
    bury: async (orderId) => {
      if (await repository.insertTombstone(orderId)) return 'terminal';
      const order = await repository.find(orderId);
      return order && isTerminal(order.state) ? 'terminal' : 'live';
    },
  };
}
