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
import type { Answer, Offer } from '../step.ts';
import {
  awaitDeposit,
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
  const isUnclosed = stage === OrderState.awaitingDeposit && !scene.rules.closeFirst;
  if (stage === OrderState.pending || isUnclosed) {
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
/** Stages of a thread that has its answer. */
const STAGE_OF: Record<Answer, number> = { done: 2, failed: 3, waiting: 4 };
const ANSWERS: readonly Answer[] = ['done', 'failed', 'waiting'];

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
  const answer = ANSWERS.find((one) => STAGE_OF[one] === stage) ?? 'failed';
  offer({ do: 'settleAnswer', order, key, answer }, (next) => {
    endRun(next, pools.confirm, run);
    if (answer === 'done') return confirmDone(scene, next, order, key);
    if (answer === 'waiting') awaitDeposit(scene, next, order, key);
    else confirmFailed(scene, next, order, key);
    return undefined;
  });
}

function callProvider(scene: Scene, state: State, run: number, offer: Offer): void {
  const order = get(state, run + 1);
  const key = get(state, run + 2);
  const field = provider.payment + order * COPIES + key;
  const payment = get(state, field);
  if (payment !== Payment.authorised) {
    const answer = answerTo(payment);
    offer({ do: 'answerAgain', order, key, answer }, (next) => {
      next[run] = STAGE_OF[answer];
    });
    return;
  }
  offer({ do: 'capture', order, key }, (next) => {
    next[run] = STAGE_OF.done;
    return capture(scene, next, order, key);
  });
  if (scene.bounds.deposits) {
    offer({ do: 'openAccount', order, key }, (next) => {
      next[field] = Payment.waiting;
      next[run] = STAGE_OF.waiting;
    });
  }
  if (!scene.bounds.declines) return;
  offer({ do: 'decline', order, key }, (next) => {
    next[field] = Payment.dead;
    next[run] = STAGE_OF.failed;
  });
}

/** The answer to a call that is not the first. */
function answerTo(payment: number): Answer {
  if (payment === Payment.captured) return 'done';
  return payment === Payment.waiting ? 'waiting' : 'failed';
}
