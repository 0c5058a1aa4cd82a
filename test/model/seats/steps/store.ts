/** What befalls the store, and what holds do. */
import { get, type State } from '../../explore.ts';
import { add, hasSeat, loadReplica, rows, saveReplica, SEATS, server, store } from '../layout.ts';
import { wipeStore } from '../layout.ts';
import { bad, isCurrent, isUsable, type Scene } from '../scene.ts';
import type { Offer } from '../step.ts';
import { dropHold, renewedLife, scriptHold } from '../store-scripts.ts';

export function faults({ bounds }: Scene, state: State, offer: Offer): void {
  if (get(state, server.wipes) < bounds.wipes) {
    offer({ do: 'wipe' }, (next) => {
      wipeStore(next);
      add(next, server.wipes);
    });
  }
  if (get(state, server.failovers) >= bounds.failovers) return;
  if (!get(state, server.replicated)) {
    offer({ do: 'replicate' }, (next) => {
      saveReplica(next);
      next[server.replicated] = 1;
    });
  }
  offer({ do: 'failover' }, (next) => {
    loadReplica(next);
    add(next, server.incarnation);
    add(next, server.failovers);
  });
}

export function holds(scene: Scene, state: State, offer: Offer): void {
  const { bounds } = scene;
  for (const [buyer, wanted] of bounds.wants.entries()) {
    const mayHold = get(state, server.holdsMade + buyer) < bounds.holdsPerBuyer;
    if (mayHold && get(state, store.hold + buyer) === 0) {
      for (const seats of wanted) {
        if (!scriptHold(scene, state.slice(), buyer, seats)) continue;
        offer({ do: 'hold', buyer, seats }, (next) => {
          scriptHold(scene, next, buyer, seats);
          add(next, server.holdsMade + buyer);
          return isCurrent(scene, next) ? heldClaimed(scene, next, seats) : undefined;
        });
      }
    }
    expiry(scene, state, buyer, offer);
  }
}

function expiry(scene: Scene, state: State, buyer: number, offer: Offer): void {
  if (!isUsable(scene, state)) return;
  if (get(state, store.hold + buyer) && !get(state, store.holdExpired + buyer)) {
    if (scene.bounds.hold.left > 0) renewal(scene, state, buyer, offer);
    else {
      offer({ do: 'holdExpires', buyer }, (next) => {
        next[store.holdExpired + buyer] = 1;
      });
    }
  }
  if (get(state, store.holdExpired + buyer)) {
    offer({ do: 'sweep', buyer }, (next) => {
      dropHold(scene, next, buyer);
    });
  }
}

/** Of a live hold whose time is told in units: they pass, and a renewal gives some back. */
function renewal(scene: Scene, state: State, buyer: number, offer: Offer): void {
  const left = get(state, store.holdLeft + buyer);
  offer({ do: 'timePasses', buyer }, (next) => {
    next[store.holdLeft + buyer] = left - 1;
    next[store.holdCap + buyer] = Math.max(0, get(next, store.holdCap + buyer) - 1);
    next[store.holdExpired + buyer] = left === 1 ? 1 : 0;
  });
  const renewed = renewedLife(scene, state, buyer);
  if (renewed === left) return;
  offer({ do: 'renew', buyer }, (next) => {
    next[store.holdLeft + buyer] = renewed;
  });
}

/** S4a: a hold on a current image got a seat that has a claim. */
function heldClaimed(scene: Scene, state: State, seats: number): string | undefined {
  for (let seat = 0; seat < SEATS; seat += 1) {
    if (hasSeat(seats, seat) && get(state, rows.claim + seat)) {
      return bad(scene, 'S4a', `seat ${seat}`);
    }
  }
  return undefined;
}
