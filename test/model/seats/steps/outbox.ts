/** Events of committed transactions, carried into the store at least once (FREE-3, FREE-4). */
import { get, type State } from '../../explore.ts';
import { endRun, EventState, idleRun, pools, rows, runOf, store } from '../layout.ts';
import { isUsable, type Scene } from '../scene.ts';
import type { EventKind, Offer } from '../step.ts';
import { scriptFree, scriptSell } from '../store-scripts.ts';

const KINDS: readonly EventKind[] = ['sell', 'free'];
const STATE_OF = { sell: rows.sell, free: rows.free };
const EPOCH_OF = { sell: rows.sellEpoch, free: rows.freeEpoch };

export function pickEvent({ bounds }: Scene, state: State, order: number, offer: Offer): void {
  const run = idleRun(state, pools.outbox, bounds.outboxers);
  if (run < 0) return;
  for (const [index, kind] of KINDS.entries()) {
    if (get(state, STATE_OF[kind] + order) !== EventState.open) continue;
    offer({ do: 'pickEvent', order, kind }, (next) => {
      next.set([1, order, index], run);
    });
  }
}

export function deliverEvent(scene: Scene, state: State, index: number, offer: Offer): void {
  const run = runOf(pools.outbox, index);
  const stage = get(state, run);
  if (stage === 0) return;
  const order = get(state, run + 1);
  const kind = KINDS[get(state, run + 2)] ?? 'sell';
  if (stage === 1) {
    offer({ do: 'deliverEvent', order, kind }, (next) => deliver(scene, next, run, order, kind));
    return;
  }
  offer({ do: 'markEvent', order, kind }, (next) => {
    endRun(next, pools.outbox, run);
    next[STATE_OF[kind] + order] = EventState.done;
    next[EPOCH_OF[kind] + order] = 0;
  });
}

function deliver(
  scene: Scene,
  state: State,
  run: number,
  order: number,
  kind: EventKind,
): string | undefined {
  const { stampedEvents } = scene.rules;
  const isOld = get(state, store.epoch) < get(state, EPOCH_OF[kind] + order);
  if (!isUsable(scene, state) || (stampedEvents && isOld)) {
    if (stampedEvents) endRun(state, pools.outbox, run);
    // Without FREE-3: marked, because "a rebuild will read it from the database anyway".
    else state[run] = 2;
    return undefined;
  }
  state[run] = 2;
  if (kind === 'free') return scriptFree(scene, state, order, get(state, rows.freeSeats + order));
  scriptSell(scene, state, order);
  return undefined;
}
