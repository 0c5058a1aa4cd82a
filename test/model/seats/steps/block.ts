/** Seats taken off sale and put back (BLOCK-1, BLOCK-2). */
import { get, type State } from '../../explore.ts';
import { BLOCK, Blocking, blocking, OrderState, rows, stateName, store } from '../layout.ts';
import { COPIES } from '../layout.ts';
import { claimsOf, isAnyClaimed, isUsable, type Scene } from '../scene.ts';
import type { Offer } from '../step.ts';
import { scriptBlock, scriptFree } from '../store-scripts.ts';
import { dropClaims, insertClaims } from '../transactions.ts';

export function block(scene: Scene, state: State, offer: Offer): void {
  if (scene.bounds.block === 0) return;
  for (let copy = 0; copy < COPIES; copy += 1) {
    const stage = get(state, blocking.stage + copy);
    if (stage === Blocking.idle) begin(scene, state, copy, offer);
    if (stage === Blocking.blocked) claim(scene, state, copy, offer);
  }
  unblock(scene, state, offer);
}

function begin(scene: Scene, state: State, copy: number, offer: Offer): void {
  const { block: seats } = scene.bounds;
  const start = (next: State): void => {
    next[rows.seats + BLOCK] = seats;
    next[blocking.stage + copy] = Blocking.blocked;
    next[blocking.epoch + copy] = get(next, store.epoch);
  };
  if (get(state, store.record + BLOCK)) {
    if (isUsable(scene, state)) offer({ do: 'blockAgain', copy }, start);
    return;
  }
  if (!scriptBlock(scene, state.slice(), seats)) return;
  offer({ do: 'block', copy }, (next) => {
    scriptBlock(scene, next, seats);
    start(next);
  });
}

function claim(scene: Scene, state: State, copy: number, offer: Offer): void {
  const end = (next: State): void => {
    next[blocking.stage + copy] = Blocking.ended;
    next[blocking.epoch + copy] = 0;
  };
  const why = refusal(scene, state, copy);
  if (why !== undefined) {
    offer({ do: 'commitBlockRefused', copy, why }, end);
    return;
  }
  offer({ do: 'commitBlock', copy }, (next) => {
    end(next);
    next[rows.order + BLOCK] = OrderState.blocked;
    return insertClaims(scene, next, BLOCK, get(next, rows.seats + BLOCK));
  });
}

function refusal(scene: Scene, state: State, copy: number): string | undefined {
  const stage = get(state, rows.order + BLOCK);
  if (stage !== OrderState.none) return `the block is ${stateName(stage)}`;
  const isOld = get(state, rows.epoch) !== get(state, blocking.epoch + copy);
  if (scene.rules.epochFence && isOld) return 'stale epoch';
  return isAnyClaimed(state, get(state, rows.seats + BLOCK)) ? 'a seat is claimed' : undefined;
}

function unblock(scene: Scene, state: State, offer: Offer): void {
  const { unblockByEvent } = scene.rules;
  if (get(state, rows.order + BLOCK) === OrderState.blocked) {
    offer({ do: 'unblock' }, (next) => {
      dropClaims(next, BLOCK, claimsOf(next, BLOCK), unblockByEvent);
      next[rows.order + BLOCK] = OrderState.closed;
      if (!unblockByEvent) next[blocking.stage] = Blocking.unblocked;
    });
  }
  if (get(state, blocking.stage) !== Blocking.unblocked) return;
  offer({ do: 'freeUnblocked' }, (next) => {
    next[blocking.stage] = Blocking.ended;
    if (!isUsable(scene, next)) return undefined;
    return scriptFree(scene, next, BLOCK, get(next, rows.seats + BLOCK));
  });
}
