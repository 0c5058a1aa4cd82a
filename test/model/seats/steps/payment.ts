/** The buyer at the provider, confirming, and giving up. */
import { get, type State } from '../../explore.ts';
import {
  COPIES,
  endRun,
  idleRun,
  OrderState,
  Payment,
  pools,
  provider,
  rows,
  runOf,
} from '../layout.ts';
import type { Scene } from '../scene.ts';
import type { Offer, SeatStep } from '../step.ts';
import {
  capture,
  closeOrder,
  confirmDone,
  confirmFailed,
  isCaptured,
  payOrder,
} from '../transactions.ts';

export function buyerPays({ bounds }: Scene, state: State, order: number, offer: Offer): void {
  const stage = get(state, rows.order + order);
  for (let key = 0; key < bounds.keys; key += 1) {
    const field = provider.payment + order * COPIES + key;
    const mayStart = stage === OrderState.pending || (stage === OrderState.paying && key > 0);
    if (get(state, field) === Payment.none && mayStart) {
      offer({ do: 'authorise', order, key }, (next) => {
        next[field] = Payment.authorised;
      });
    }
    if (get(state, field) === Payment.authorised) {
      offer({ do: 'sessionEnds', order, key }, (next) => {
        next[field] = Payment.dead;
      });
    }
  }
}

/** POST /payments/confirm, or a reconciler: who may start to work on a key (PAY-1, PAY-2). */
export function beginConfirm(scene: Scene, state: State, order: number, offer: Offer): void {
  const { rules, bounds } = scene;
  const run = idleRun(state, pools.confirm, bounds.confirmers);
  if (run < 0) return;
  const stage = get(state, rows.order + order);
  for (let key = 0; key < bounds.keys; key += 1) {
    const begin = (next: State): void => next.set([1, order, key], run);
    const isAuthorised = get(state, provider.payment + order * COPIES + key) === Payment.authorised;
    const isRecorded = get(state, rows.key + order) === key;
    if (stage === OrderState.pending && isAuthorised) {
      offer({ do: 'beginConfirm', order, key }, (next) => {
        next[rows.order + order] = OrderState.paying;
        next[rows.key + order] = key;
        begin(next);
      });
    }
    if (stage !== OrderState.paying) continue;
    if (isRecorded) offer({ do: 'resumeConfirm', order, key }, begin);
    else if (!rules.recordedKeyOnly && isAuthorised) {
      offer({ do: 'confirmOwnKey', order, key }, begin);
    }
  }
}

/** Deadline or the buyer's cancel: only from `pending` (PAY-6). */
export function giveUp(scene: Scene, state: State, order: number, offer: Offer): void {
  const stage = get(state, rows.order + order);
  if (stage === OrderState.pending) {
    offer({ do: 'expireOrder', order }, (next) => {
      closeOrder(next, order);
    });
  }
  const run = idleRun(state, pools.query, 1);
  if (scene.rules.forwardConfirm || stage !== OrderState.paying || run < 0) return;
  const captured = isCaptured(state, order);
  offer({ do: 'query', order, captured }, (next) => {
    next.set([1, order, captured ? 1 : 0], run);
  });
}

/** Without PAY-4: what was true when asked decides. */
export function endQuery(state: State, index: number, offer: Offer): void {
  const run = runOf(pools.query, index);
  if (!get(state, run)) return;
  const order = get(state, run + 1);
  const captured = get(state, run + 2) === 1;
  offer({ do: 'endQuery', order, captured }, (next) => {
    endRun(next, pools.query, run);
    if (get(next, rows.order + order) !== OrderState.paying) return;
    if (captured) payOrder(next, order);
    else closeOrder(next, order);
  });
}

const ASKING = 1;
const DONE = 2;
const FAILED = 3;

/** The call of the provider, and the transaction after its answer (PAY-3, PAY-5). */
export function confirm(scene: Scene, state: State, index: number, offer: Offer): void {
  const run = runOf(pools.confirm, index);
  const stage = get(state, run);
  if (stage === 0) return;
  const order = get(state, run + 1);
  const key = get(state, run + 2);
  if (stage === ASKING) {
    callProvider(scene, state, run, offer);
    return;
  }
  const step: SeatStep = { do: stage === DONE ? 'settleDone' : 'settleFailed', order, key };
  offer(step, (next) => {
    endRun(next, pools.confirm, run);
    if (stage === DONE) return confirmDone(scene, next, order, key);
    confirmFailed(scene, next, order, key);
    return undefined;
  });
}

function callProvider(scene: Scene, state: State, run: number, offer: Offer): void {
  const order = get(state, run + 1);
  const key = get(state, run + 2);
  const field = provider.payment + order * COPIES + key;
  const payment = get(state, field);
  if (payment !== Payment.authorised) {
    const done = payment === Payment.captured;
    offer({ do: 'answerAgain', order, key, done }, (next) => {
      next[run] = done ? DONE : FAILED;
    });
    return;
  }
  offer({ do: 'capture', order, key }, (next) => {
    next[run] = DONE;
    return capture(scene, next, order, key);
  });
  if (!scene.bounds.declines) return;
  offer({ do: 'decline', order, key }, (next) => {
    next[field] = Payment.dead;
    next[run] = FAILED;
  });
}
