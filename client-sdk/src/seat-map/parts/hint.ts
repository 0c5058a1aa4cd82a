import type { MapContext } from '../model/state.ts';
import { closing, make, write } from './dom.ts';
import type { Part } from './dom.ts';

/** With more seats than this they are too small at first for any pointer. */
const MANY_SEATS = 4_000;

/** What one can do on the map, until it has been touched. */
export function createHint({ store, layout }: MapContext): Part {
  const element = make('p', { class: 'hint', 'aria-hidden': 'true' });
  const needsZoom = layout.numbered > MANY_SEATS || matchMedia('(pointer: coarse)').matches;
  let isUsed = false;
  const update = (): void => {
    const { words, view, selecting } = store.state;
    element.hidden = view !== 'map' || (isUsed && !selecting);
    const plain = needsZoom ? 'map.hintZoom' : 'map.hintTap';
    write(element, words.say(selecting ? 'map.severalHint' : plain));
  };
  const use = (event: Event): void => {
    const stage = element.closest('.stage');
    if (isUsed || !stage || !event.composedPath().includes(stage)) return;
    isUsed = true;
    update();
  };
  document.addEventListener('pointerdown', use);
  document.addEventListener('wheel', use, { passive: true });
  return {
    element,
    close: closing(store.watch(['words', 'view', 'selecting'], update), () => {
      document.removeEventListener('pointerdown', use);
      document.removeEventListener('wheel', use);
    }),
  };
}
