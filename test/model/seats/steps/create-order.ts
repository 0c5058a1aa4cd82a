/** POST /orders: pin, then one transaction; and the check of pins without an order. */
import { get, type State } from '../../explore.ts';
import {
  Bit,
  COPIES,
  Creating,
  creating,
  endRun,
  idleRun,
  OrderState,
  pools,
  rows,
  runOf,
  stateName,
  store,
} from '../layout.ts';
import { isAnyClaimed, isUsable, type Scene, setBits } from '../scene.ts';
import type { Offer } from '../step.ts';
import { scriptFree, scriptPin } from '../store-scripts.ts';
import { insertClaims } from '../transactions.ts';

export function createOrder(scene: Scene, state: State, order: number, offer: Offer): void {
  for (let copy = 0; copy < scene.bounds.orderThreads; copy += 1) {
    const thread = order * COPIES + copy;
    const stage = get(state, creating.stage + thread);
    if (stage === Creating.idle) pin(scene, state, order, copy, offer);
    if (stage === Creating.pinned) claim(scene, state, order, copy, offer);
    if (stage === Creating.answerLost) {
      offer({ do: 'freeUnheard', order, copy }, (next) => {
        next[creating.stage + thread] = Creating.ended;
        if (!isUsable(scene, state)) return undefined;
        return scriptFree(scene, next, order, get(next, rows.seats + order));
      });
    }
  }
}

function pin(scene: Scene, state: State, order: number, copy: number, offer: Offer): void {
  if (!isUsable(scene, state)) return;
  const thread = order * COPIES + copy;
  const buyer = scene.bounds.orders[order] ?? 0;
  const begin = (next: State): void => {
    next[creating.stage + thread] = Creating.pinned;
    next[creating.epoch + thread] = get(next, store.epoch);
  };
  const isLive = get(state, store.hold + buyer) && !get(state, store.holdExpired + buyer);
  if (isLive && get(state, rows.seats + order) === 0) {
    offer({ do: 'pin', order, copy }, (next) => {
      scriptPin(scene, next, order, buyer);
      begin(next);
    });
  } else if (copy > 0 && get(state, store.record + order)) {
    // The pin of the first try is found: go on with it.
    offer({ do: 'pinAgain', order, copy }, begin);
  }
}

function claim(scene: Scene, state: State, order: number, copy: number, offer: Offer): void {
  const thread = order * COPIES + copy;
  const why = refusal(scene, state, order, thread);
  if (why !== undefined) {
    offer({ do: 'commitRefused', order, copy, why }, (next) => {
      next[creating.stage + thread] = Creating.ended;
      next[creating.epoch + thread] = 0;
    });
    return;
  }
  const commit = (stage: number) => (next: State) => {
    next[creating.stage + thread] = stage;
    next[creating.epoch + thread] = 0;
    next[rows.order + order] = OrderState.pending;
    return insertClaims(scene, next, order, get(next, rows.seats + order));
  };
  offer({ do: 'commit', order, copy }, commit(Creating.ended));
  if (!scene.rules.noFreeOnUnknown) {
    offer({ do: 'commitUnheard', order, copy }, commit(Creating.answerLost));
  }
}

/** Why the claim transaction rolls back (CLAIM-2, CLAIM-3, CLAIM-5). */
function refusal(scene: Scene, state: State, order: number, thread: number): string | undefined {
  const stage = get(state, rows.order + order);
  if (stage !== OrderState.none) return `the order is ${stateName(stage)}`;
  const isOld = get(state, rows.epoch) !== get(state, creating.epoch + thread);
  if (scene.rules.epochFence && isOld) return 'stale epoch';
  return isAnyClaimed(state, get(state, rows.seats + order)) ? 'a seat is claimed' : undefined;
}

/** PIN-3: a tombstone, and only then the record may go. */
export function checkPin(scene: Scene, state: State, order: number, offer: Offer): void {
  const { rules, bounds } = scene;
  const stage = get(state, rows.order + order);
  if (!isUsable(scene, state) || !get(state, store.record + order)) return;
  if (!rules.pinOutlivesSweep) {
    if (stage === OrderState.paid || stage === OrderState.refunding) return;
    offer({ do: 'sweepPin', order }, (next) => {
      setBits(next, get(next, store.record + order), Bit.free);
      next[store.record + order] = 0;
    });
    return;
  }
  const run = idleRun(state, pools.pinCheck, bounds.pinCheckers);
  const isUnknown = stage === OrderState.none || stage === OrderState.void;
  const hasEnded = stage === OrderState.closed || stage === OrderState.refunded;
  if (run < 0 || !(isUnknown || (bounds.terminalPins && hasEnded))) return;
  offer({ do: 'checkPin', order }, (next) => {
    if (rules.tombstone && isUnknown) next[rows.order + order] = OrderState.void;
    next.set([1, order, bounds.stampedPins ? get(next, rows.epoch) : 0], run);
  });
}

export function freePin(scene: Scene, state: State, index: number, offer: Offer): void {
  const run = runOf(pools.pinCheck, index);
  if (!get(state, run)) return;
  const order = get(state, run + 1);
  const epoch = get(state, run + 2);
  offer({ do: 'freePin', order, epoch }, (next) => {
    endRun(next, pools.pinCheck, run);
    if (!isUsable(scene, next) || get(next, store.epoch) < epoch) return undefined;
    return scriptFree(scene, next, order, get(next, store.record + order));
  });
}
