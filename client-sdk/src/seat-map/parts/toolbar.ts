import type { MapContext } from '../model/state.ts';
import { button, closing, make, put, write } from './dom.ts';
import type { Part } from './dom.ts';
import { icon } from './marks.ts';

/** From the map to the list and back. */
export function createViewButton({ store }: Pick<MapContext, 'store'>): Part {
  const label = make('span');
  const element = button({ class: 'tool view', 'aria-keyshortcuts': 'L' }, [], () => {
    store.set({ view: store.state.view === 'map' ? 'list' : 'map' });
  });
  const close = store.watch(['view', 'words'], ({ view, words }) => {
    const isMap = view === 'map';
    write(label, words.say(isMap ? 'map.asList' : 'map.asMap'));
    // On a narrow map the text is not shown.
    put(element, { 'aria-label': label.textContent });
    element.replaceChildren(icon(isMap ? 'list' : 'map'), label);
  });
  return { element, close };
}

/** Dragging takes seats instead of moving the map; where there is a mouse. */
export function createSeveralButton({ store }: Pick<MapContext, 'store'>): Part {
  const label = make('span');
  const element = button({ class: 'tool several' }, [icon('several'), label], () => {
    store.set({ selecting: !store.state.selecting });
  });
  const close = store.watch(['selecting', 'view', 'words'], ({ selecting, view, words }) => {
    element.hidden = view !== 'map';
    write(label, words.say('map.several'));
    put(element, { 'aria-pressed': String(selecting), 'aria-label': label.textContent });
  });
  return { element, close };
}

export interface ZoomActions {
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly fit: () => void;
}

export function createZoom({ store }: Pick<MapContext, 'store'>, actions: ZoomActions): Part {
  const inwards = button({}, [icon('plus')], actions.zoomIn);
  const outwards = button({}, [icon('minus')], actions.zoomOut);
  const whole = button({}, [icon('whole')], actions.fit);
  const element = make('div', { class: 'zoom' }, [inwards, outwards, whole]);
  const close = closing(
    store.watch(['view'], ({ view }) => {
      element.hidden = view !== 'map';
    }),
    store.watch(['words'], ({ words }) => {
      for (const [one, key] of [
        [inwards, 'map.zoomIn'],
        [outwards, 'map.zoomOut'],
        [whole, 'map.fit'],
      ] as const) {
        put(one, { 'aria-label': words.say(key), title: words.say(key) });
      }
    }),
  );
  return { element, close };
}
