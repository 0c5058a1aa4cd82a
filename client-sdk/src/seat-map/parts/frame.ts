import { createAnnouncer } from '../list/announcer.ts';
import type { MapContext } from '../model/state.ts';
import type { MapPart } from '../options.ts';
import { createBest } from './best.ts';
import { closing, hasFocus, make } from './dom.ts';
import type { Part } from './dom.ts';
import { createFloors } from './floors.ts';
import { createHint } from './hint.ts';
import { createLater } from './later.ts';
import type { Later } from './later.ts';
import { createLegend, createLooks } from './legend.ts';
import { createNotice } from './notice.ts';
import { createSeveralButton, createViewButton, createZoom } from './toolbar.ts';
import type { ZoomActions } from './toolbar.ts';

export interface FrameOptions {
  /** The element with the picture; it takes the focus when the map is shown. */
  readonly map: HTMLElement;
  readonly show: Readonly<Record<MapPart, boolean>>;
  readonly zoom: ZoomActions;
  /** Seats are too small at first to be meant. */
  readonly needsZoom: boolean;
}

export interface Frame extends Part {
  readonly list: Later['list'];
}

/** Puts the parts together: a bar with the legend, and the stage with the map or the list. */
export function createFrame(context: MapContext, options: FrameOptions): Frame {
  const { store } = context;
  const { map, show } = options;
  const later = createLater(context);
  const hint = createHint(context, options);
  const legend = show.legend ? [createLegend(context), createLooks(context)] : [];
  const side = [
    createFloors(context),
    ...(show.state ? [createLatePill(context)] : []),
    ...(show.best ? [createBest(context)] : []),
  ];
  const tools = [
    createSeveralButton(context),
    ...(show.listButton ? [createViewButton(context)] : []),
  ];
  const over = [
    ...(show.zoom ? [createZoom(context, options.zoom)] : []),
    hint,
    later,
    createNotice(context),
    createAnnouncer(context),
  ];
  const [grades = [], looks = []] = legend.map((part) => [part.element]);
  const element = make('div', { class: 'room' }, [
    make('div', { class: 'bar' }, [...grades, make('div', { class: 'side' }, elementsOf(side))]),
    make('div', { class: 'stage' }, [
      map,
      make('div', { class: 'tools' }, elementsOf(tools)),
      ...elementsOf(over),
    ]),
    ...looks,
  ]);
  map.addEventListener('pointerdown', hint.used);
  element.addEventListener('keydown', (event) => {
    onKey(context, event);
  });
  const stops = [
    store.watch(['view'], ({ view }) => {
      const isMap = view === 'map';
      // Whoever is inside of what goes away is taken along; on the button one stays.
      const moves = isMap ? later.hasFocus() : hasFocus(map);
      map.hidden = !isMap;
      element.dataset['view'] = view;
      if (moves)
        queueMicrotask(() => {
          (isMap ? map : later.list).focus();
        });
    }),
  ];
  const parts = [...legend, ...side, ...tools, ...over];
  return {
    element,
    list: later.list,
    close: closing(...parts.map(({ close }) => close), ...stops),
  };
}

/** The state of the connection, which few pages leave to the map, comes with the later parts. */
function createLatePill(context: MapContext): Part {
  const element = make('span', { class: 'later' });
  let close = (): void => undefined;
  let closed = false;
  void import('./later-parts.ts').then(
    ({ createStatePill }) => {
      if (closed) return;
      const pill = createStatePill(context);
      element.replaceWith(pill.element);
      ({ close } = pill);
    },
    () => undefined,
  );
  return {
    element,
    close: () => {
      closed = true;
      close();
    },
  };
}

function elementsOf(parts: readonly Part[]): HTMLElement[] {
  return parts.map(({ element }) => element);
}

/** Keys that mean the same everywhere in the map. */
function onKey({ store }: MapContext, event: KeyboardEvent): void {
  const { target, ctrlKey, altKey, metaKey } = event;
  const types = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
  if (event.defaultPrevented || ctrlKey || altKey || metaKey || types) return;
  if (event.key === 'Escape' && store.state.notice) store.set({ notice: undefined });
  else if (event.code === 'KeyL') {
    store.set({ view: store.state.view === 'map' ? 'list' : 'map' });
  } else return;
  event.preventDefault();
}
