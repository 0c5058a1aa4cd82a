/**
 * The seat and money protocol as an explicit-state model.
 *
 * Every step is one atomic effect of the real system: one script, one transaction, one call of the
 * provider. Threads (a request, or one run of a background job) go from step to step and may pause
 * for ever between any two, which covers a frozen node that resumes later. A crash is a thread that
 * never goes on: every reachable state is also settled and the outcome checked. Clocks are not
 * modelled: a hold may expire, a deadline pass, a provider's session end at any moment.
 */
import type { Emit, Model, State } from '../explore.ts';
import { checkState } from './check.ts';
import { BLOCK, canonical, emptyState, rows, RUNS, saveReplica, store } from './layout.ts';
import { ALL_PROPERTIES, type Property } from './properties.ts';
import { PROTOCOL, type Rules } from './rules.ts';
import type { Scene } from './scene.ts';
import type { Bounds } from './scenes.ts';
import { describeStep, type Offer, type SeatStep } from './step.ts';
import { block } from './steps/block.ts';
import { checkPin, createOrder, freePin } from './steps/create-order.ts';
import { closeDeposit, depositMoves, settleDeposit, watchDeposit } from './steps/deposit.ts';
import { deliverEvent, pickEvent } from './steps/outbox.ts';
import { beginConfirm, buyerPays, confirm, endQuery, giveUp } from './steps/payment.ts';
import { noticeLoss, rebuild } from './steps/rebuild.ts';
import { refund, takeRefund } from './steps/refund.ts';
import { faults, holds } from './steps/store.ts';

export type SeatModel = Model<SeatStep>;

export interface SeatModelOptions {
  readonly bounds: Bounds;
  /** @default every rule of the protocol */
  readonly rules?: Rules;
  /** @default all properties */
  readonly watched?: Iterable<Property>;
}

export function createSeatModel(options: SeatModelOptions): SeatModel {
  const { bounds, rules = PROTOCOL, watched = ALL_PROPERTIES } = options;
  const scene: Scene = { bounds, rules, watched: new Set(watched) };
  return {
    initial: initialState,
    successors: (state, emit) => {
      successors(scene, state, emit);
    },
    check: (state) => checkState(scene, state),
    describe: describeStep,
  };
}

function initialState(): State {
  const state = emptyState();
  state[store.present] = 1;
  state[store.epoch] = 1;
  state[rows.epoch] = 1;
  saveReplica(state);
  return state;
}

function successors(scene: Scene, state: State, emit: Emit<SeatStep>): void {
  const offer: Offer = (step, act) => {
    const next = state.slice();
    const broken = act(next);
    emit(step, canonical(next), broken ?? undefined);
  };
  faults(scene, state, offer);
  holds(scene, state, offer);
  for (let order = 0; order < scene.bounds.orders.length; order += 1) {
    createOrder(scene, state, order, offer);
    buyerPays(scene, state, order, offer);
    beginConfirm(scene, state, order, offer);
    giveUp(scene, state, order, offer);
    depositMoves(scene, state, order, offer);
    watchDeposit(scene, state, order, offer);
    takeRefund(scene, state, order, offer);
    pickEvent(scene, state, order, offer);
    checkPin(scene, state, order, offer);
  }
  block(scene, state, offer);
  pickEvent(scene, state, BLOCK, offer);
  checkPin(scene, state, BLOCK, offer);
  for (let index = 0; index < RUNS; index += 1) {
    confirm(scene, state, index, offer);
    endQuery(state, index, offer);
    deliverEvent(scene, state, index, offer);
    freePin(scene, state, index, offer);
    refund(state, index, offer);
    settleDeposit(state, index, offer);
    closeDeposit(state, index, offer);
    rebuild(scene, state, index, offer);
  }
  noticeLoss(scene, state, offer);
}
