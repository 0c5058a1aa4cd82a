/** Refunds: recorded, paid back, and then the claims go (REFUND-1 to REFUND-3). */
import { get, type State } from '../../explore.ts';
import { endRun, idleRun, OrderState, pools, rows, runOf, SEATS } from '../layout.ts';
import type { Scene } from '../scene.ts';
import type { Offer } from '../step.ts';
import { beginRefund, endRefund, giveBack } from '../transactions.ts';

export function takeRefund({ bounds }: Scene, state: State, order: number, offer: Offer): void {
  const stage = get(state, rows.order + order);
  const tickets = get(state, rows.tickets + order);
  if (bounds.refunds && stage === OrderState.paid && !get(state, rows.refunded + order)) {
    for (let seats = 1; seats < 1 << SEATS; seats += 1) {
      const isWhole = seats === tickets;
      if ((seats & tickets) !== seats || !(isWhole || bounds.partialRefunds)) continue;
      offer({ do: 'beginRefund', order, seats }, (next) => {
        beginRefund(next, order, seats);
      });
    }
  }
  const run = idleRun(state, pools.refund, bounds.refunders);
  if (stage !== OrderState.refunding || run < 0) return;
  offer({ do: 'takeRefund', order }, (next) => {
    next.set([1, order], run);
  });
}

export function refund(state: State, index: number, offer: Offer): void {
  const run = runOf(pools.refund, index);
  const stage = get(state, run);
  if (stage === 0) return;
  const order = get(state, run + 1);
  if (stage === 1) {
    offer({ do: 'giveBack', order }, (next) => {
      next[run] = 2;
      giveBack(next, order);
    });
    return;
  }
  offer({ do: 'endRefund', order }, (next) => {
    endRun(next, pools.refund, run);
    endRefund(next, order);
  });
}
