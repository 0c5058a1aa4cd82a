import type { MapContext } from '../model/state.ts';
import { closing, make, write } from './dom.ts';
import type { Part } from './dom.ts';

/** What one can do on the map, until it has been touched. */
export interface Hint extends Part {
  used(this: void): void;
}

export interface HintOptions {
  /** Seats are too small at first to be meant. */
  readonly needsZoom: boolean;
}

export function createHint({ store }: Pick<MapContext, 'store'>, options: HintOptions): Hint {
  const element = make('p', { class: 'hint', 'aria-hidden': 'true' });
  let isUsed = false;
  const update = (): void => {
    const { words, view, selecting } = store.state;
    element.hidden = view !== 'map' || (isUsed && !selecting);
    const plain = options.needsZoom ? 'map.hintZoom' : 'map.hintTap';
    write(element, words.say(selecting ? 'map.severalHint' : plain));
  };
  return {
    element,
    used: () => {
      if (isUsed) return;
      isUsed = true;
      update();
    },
    close: closing(store.watch(['words', 'view', 'selecting'], update)),
  };
}
