/** A rebuild: sees that the store is not current, takes an epoch, reads, installs. */
import { get, type State } from '../../explore.ts';
import { add, endRun, idleRun, pools, rows, runOf } from '../layout.ts';
import { isCurrent, type Scene } from '../scene.ts';
import type { Offer } from '../step.ts';
import { installImage, readImage } from '../store-scripts.ts';

const NOTICED = 1;
const EPOCH_TAKEN = 2;
const READ = 3;

export function noticeLoss(scene: Scene, state: State, offer: Offer): void {
  const { lastEpoch, rebuilders } = scene.bounds;
  if (isCurrent(scene, state) || get(state, rows.epoch) >= lastEpoch) return;
  const run = idleRun(state, pools.rebuild, rebuilders);
  if (run < 0) return;
  offer({ do: 'noticeLoss' }, (next) => {
    next.set([NOTICED, get(next, rows.epoch)], run);
  });
}

export function rebuild(scene: Scene, state: State, index: number, offer: Offer): void {
  const run = runOf(pools.rebuild, index);
  const stage = get(state, run);
  const epoch = get(state, run + 1);
  if (stage === NOTICED) {
    offer({ do: 'takeEpoch', epoch }, (next) => {
      takeEpoch(scene, next, run);
    });
  }
  if (stage === EPOCH_TAKEN) {
    offer({ do: 'readImage', epoch }, (next) => {
      readImage(next, run);
      next[run] = READ;
    });
  }
  if (stage === READ) {
    offer({ do: 'installImage', epoch }, (next) => {
      installImage(scene, next, run);
      endRun(next, pools.rebuild, run);
    });
  }
}

/** REBUILD-2: compare and set; somebody else at it ends this run. */
function takeEpoch({ rules, bounds }: Scene, state: State, run: number): void {
  const durable = get(state, rows.epoch);
  const moved = rules.installByEpoch && durable !== get(state, run + 1);
  if (moved || durable >= bounds.lastEpoch) {
    endRun(state, pools.rebuild, run);
    return;
  }
  add(state, rows.epoch);
  state.set([EPOCH_TAKEN, durable + 1], run);
}
