/** Ends every thread of a state and runs the jobs to a standstill: every crash at once. */
import { get, type State } from '../explore.ts';
import {
  add,
  Bit,
  BLOCK,
  BUYERS,
  COPIES,
  endRun,
  endThreads,
  EventState,
  OrderState,
  Payment,
  pools,
  provider,
  rows,
  store,
} from './layout.ts';
import { isCurrent, type Scene, setBits } from './scene.ts';
import { dropHold, installImage, readImage, scriptFree, scriptSell } from './store-scripts.ts';
import { closeAccount } from './steps/deposit.ts';
import {
  awaitDeposit,
  capture,
  closeOrder,
  confirmFailed,
  depositClosed,
  depositPaid,
  endRefund,
  giveBack,
  isCaptured,
  payOrder,
} from './transactions.ts';

/** Enough rounds for the longest chain: paid, sold, refunded, freed, across a rebuild. */
const ROUNDS = 6;

export function settle(scene: Scene, from: State): State {
  const state = from.slice();
  endThreads(state);
  for (let round = 0; round < ROUNDS; round += 1) {
    rebuild(scene, state);
    for (let buyer = 0; buyer < BUYERS; buyer += 1) {
      if (get(state, store.hold + buyer)) dropHold(scene, state, buyer);
    }
    for (let order = 0; order < scene.bounds.orders.length; order += 1) {
      settleMoney(scene, state, order);
      settlePin(scene, state, order);
      settleEvents(scene, state, order);
    }
    settlePin(scene, state, BLOCK);
    settleEvents(scene, state, BLOCK);
  }
  return state;
}

function rebuild(scene: Scene, state: State): void {
  if (isCurrent(scene, state)) return;
  const run = pools.rebuild.at;
  add(state, rows.epoch);
  state[run + 1] = get(state, rows.epoch);
  readImage(state, run);
  installImage(scene, state, run);
  endRun(state, pools.rebuild, run);
}

function settleMoney(scene: Scene, state: State, order: number): void {
  if (get(state, rows.order + order) === OrderState.paying) finishPaying(scene, state, order);
  if (get(state, rows.order + order) === OrderState.pending) closeOrder(state, order);
  if (get(state, rows.order + order) === OrderState.awaitingDeposit) endDeposit(state, order);
  if (get(state, rows.order + order) !== OrderState.refunding) return;
  giveBack(state, order);
  endRefund(state, order);
}

function finishPaying(scene: Scene, state: State, order: number): void {
  if (!scene.rules.forwardConfirm) {
    if (isCaptured(state, order)) payOrder(state, order);
    else closeOrder(state, order);
    return;
  }
  const key = get(state, rows.key + order);
  const payment = provider.payment + order * COPIES + key;
  if (get(state, payment) === Payment.authorised) capture(scene, state, order, key);
  if (get(state, payment) === Payment.captured) payOrder(state, order);
  else if (get(state, payment) === Payment.waiting) awaitDeposit(scene, state, order, key);
  else confirmFailed(scene, state, order, key);
}

/** The deposit has come, or the account is closed and then the order. */
function endDeposit(state: State, order: number): void {
  if (isCaptured(state, order)) {
    depositPaid(state, order);
    return;
  }
  closeAccount(state, order);
  depositClosed(state, order);
}

function settlePin(scene: Scene, state: State, order: number): void {
  const record = get(state, store.record + order);
  const stage = get(state, rows.order + order);
  if (record === 0) return;
  if (!scene.rules.pinOutlivesSweep) {
    if (stage !== OrderState.paid) setBits(state, record, Bit.free);
    state[store.record + order] = 0;
    return;
  }
  const isUnknown = stage === OrderState.none || stage === OrderState.void;
  const hasEnded = stage === OrderState.closed || stage === OrderState.refunded;
  if (!isUnknown && !(scene.bounds.terminalPins && hasEnded)) return;
  if (isUnknown) state[rows.order + order] = OrderState.void;
  scriptFree(scene, state, order, record);
}

function settleEvents(scene: Scene, state: State, order: number): void {
  if (get(state, rows.sell + order) === EventState.open) {
    scriptSell(scene, state, order);
    state[rows.sell + order] = EventState.done;
  }
  if (get(state, rows.free + order) === EventState.open) {
    scriptFree(scene, state, order, get(state, rows.freeSeats + order));
    state[rows.free + order] = EventState.done;
  }
}
