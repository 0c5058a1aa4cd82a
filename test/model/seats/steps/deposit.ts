/** Deposits: money that comes later, or never (DEPOSIT-1, DEPOSIT-2). */
import { get, type State } from '../../explore.ts';
import { COPIES, endRun, idleRun, OrderState, Payment, pools } from '../layout.ts';
import { provider, rows, runOf, RUNS } from '../layout.ts';
import type { Scene } from '../scene.ts';
import type { Offer } from '../step.ts';
import { capture, depositClosed, depositPaid, isCaptured } from '../transactions.ts';

/** The provider's side: the money may come at any moment until the account is closed. */
export function depositMoves(scene: Scene, state: State, order: number, offer: Offer): void {
  for (let key = 0; key < scene.bounds.keys; key += 1) {
    const payment = provider.payment + order * COPIES + key;
    if (get(state, payment) !== Payment.waiting) continue;
    offer({ do: 'depositArrives', order, key }, (next) => capture(scene, next, order, key));
    offer({ do: 'accountLapses', order, key }, (next) => {
      next[payment] = Payment.dead;
    });
  }
}

/** A job or webhook that looks at the account; a deadline or a buyer that gives it up. */
export function watchDeposit(scene: Scene, state: State, order: number, offer: Offer): void {
  if (get(state, rows.order + order) !== OrderState.awaitingDeposit) return;
  const looking = idleRun(state, pools.look, RUNS);
  if (looking >= 0 && isCaptured(state, order)) {
    offer({ do: 'seeDeposit', order }, (next) => {
      next.set([1, order], looking);
    });
  }
  const closing = idleRun(state, pools.close, RUNS);
  if (closing < 0 || !scene.rules.closeFirst) return;
  offer({ do: 'beginClose', order }, (next) => {
    next.set([CLOSING, order], closing);
  });
}

export function settleDeposit(state: State, index: number, offer: Offer): void {
  const run = runOf(pools.look, index);
  if (!get(state, run)) return;
  const order = get(state, run + 1);
  offer({ do: 'settleDeposit', order }, (next) => {
    endRun(next, pools.look, run);
    depositPaid(next, order);
  });
}

const CLOSING = 1;
const CLOSED = 2;
const CAPTURED = 3;

/** DEPOSIT-2: first the account is closed, then the order; or it turns out to be paid. */
export function closeDeposit(state: State, index: number, offer: Offer): void {
  const run = runOf(pools.close, index);
  const stage = get(state, run);
  if (stage === 0) return;
  const order = get(state, run + 1);
  if (stage === CLOSING) {
    const captured = isCaptured(state, order);
    offer({ do: 'closeAccount', order, captured }, (next) => {
      next[run] = captured ? CAPTURED : CLOSED;
      if (!captured) closeAccount(next, order);
    });
    return;
  }
  offer({ do: 'endClose', order, captured: stage === CAPTURED }, (next) => {
    endRun(next, pools.close, run);
    if (stage === CAPTURED) depositPaid(next, order);
    else depositClosed(next, order);
  });
}

/** The provider takes no money for the recorded key any more. */
export function closeAccount(state: State, order: number): void {
  const payment = provider.payment + order * COPIES + get(state, rows.key + order);
  if (get(state, payment) === Payment.waiting) state[payment] = Payment.dead;
}
