import type { ChartGeometry, PerformanceDetail } from '../protocol/index.ts';
import type { SeatChannel } from '../seat-channel.ts';
import { createMapView, ZOOM_STEP } from './canvas/map-view.ts';
import type { MapPart } from './canvas/map-view.ts';
import { createAnnouncer } from './list/announcer.ts';
import { createListView } from './list/list-view.ts';
import { wantedRanks } from './model/filter.ts';
import type { SeatFilter } from './model/filter.ts';
import { layOut } from './model/layout.ts';
import { Asking, followChannel } from './model/live-looks.ts';
import { LookBook } from './model/looks.ts';
import { createPicker } from './model/picker.ts';
import type { MapContext, MapState } from './model/state.ts';
import { Store } from './model/store.ts';
import type { MapPart as PartName, SeatMapOptions } from './options.ts';
import { createAreaDialog } from './parts/area-dialog.ts';
import { createBest } from './parts/best.ts';
import { createCard } from './parts/card.ts';
import { make } from './parts/dom.ts';
import type { Part } from './parts/dom.ts';
import { createFloors } from './parts/floors.ts';
import { createLegend } from './parts/legend.ts';
import { createNotice } from './parts/notice.ts';
import { createStatePill } from './parts/state-pill.ts';
import { createToolbar } from './parts/toolbar.ts';
import { createWords } from './words/words.ts';

export interface RoomParts {
  readonly channel: SeatChannel;
  readonly performance: PerformanceDetail;
  readonly chart: ChartGeometry;
  readonly options: SeatMapOptions;
  readonly locale: string;
  readonly messages: SeatMapOptions['messages'];
  /** After each frame of the picture. */
  readonly painted: () => void;
}

/** One performance's seats on the page: everything that is there once it is loaded. */
export interface Room {
  readonly element: HTMLElement;
  readonly context: MapContext;
  readonly map: MapPart;
  setFilter(filter: SeatFilter): void;
  close(): void;
}

export function createRoom(parts: RoomParts): Room {
  const { channel, performance, chart, options } = parts;
  const layout = layOut(chart, performance);
  const book = new LookBook(layout);
  const asking = new Asking();
  const store = new Store<MapState>(firstState(parts, layout));
  let showSeat = (seat: number): void => void seat;
  const picker = createPicker({
    ...{ store, layout, book, asking, channel },
    maxSeats: options.maxSeats,
    signIn: options.signIn,
    show: (seat) => {
      showSeat(seat);
    },
  });
  const stopFollowing = followChannel(channel, book, asking);
  const show: MapContext['show'] = {
    seat: (seat) => {
      if (store.state.view === 'list') list.focusSeat(seat);
      else map.picture.camera.zoomToSeat(seat);
    },
    section: (section) => {
      const { bounds } = layout.sections[section] ?? layout;
      if (store.state.view === 'list') list.focusSection(section);
      else map.picture.camera.zoomToRect(bounds);
    },
  };
  showSeat = show.seat;
  const context: MapContext = { store, layout, book, channel, picker, show };
  const shows = (part: PartName): boolean => options.show?.[part] ?? part !== 'state';
  const map = createMapView(context, { minimap: shows('minimap'), painted: parts.painted });
  const list = createListView(context);
  const stage = make('div', { class: 'stage' });
  const toolbar = createToolbar(context, {
    shows,
    zoomIn: () => {
      map.zoomBy(ZOOM_STEP);
    },
    zoomOut: () => {
      map.zoomBy(1 / ZOOM_STEP);
    },
    fit: () => {
      map.fit();
    },
  });
  const onStage: Part[] = [map, list, toolbar, createCard(context), createNotice(context)];
  const bar: Part[] = [
    ...(shows('legend') ? [createLegend(context)] : []),
    createFloors(context),
    ...(shows('best') ? [createBest(context)] : []),
    ...(shows('state') ? [createStatePill(context)] : []),
  ];
  const rest: Part[] = [createAreaDialog(context), createAnnouncer(context)];
  stage.append(...onStage.map(({ element }) => element));
  const element = make('div', { class: 'room' }, [
    make(
      'div',
      { class: 'bar' },
      bar.map((part) => part.element),
    ),
    stage,
    ...rest.map((part) => part.element),
  ]);
  const stops = [
    channel.on('holds', (holds) => {
      store.set({ holds });
    }),
    store.watch(['view', 'words'], ({ view, words }) => {
      element.dataset['view'] = view;
      element.lang = words.locale;
      map.element.hidden = view === 'list';
    }),
    listenToListKey(element, store),
  ];
  return {
    element,
    context,
    map,
    setFilter: (filter) => {
      store.set({ filter, wanted: wantedRanks(filter, store.state.performance) });
    },
    close: () => {
      for (const stop of [...stops, stopFollowing]) stop();
      for (const part of [...onStage, ...bar, ...rest]) part.close();
      picker.close();
    },
  };
}

function firstState(
  { channel, performance, options, locale, messages }: RoomParts,
  layout: MapContext['layout'],
): MapState {
  return {
    performance,
    words: createWords({ locale, messages, performance, layout }),
    view: options.view ?? 'map',
    floor: layout.floorsCollide ? firstFloor(layout) : undefined,
    filter: {},
    wanted: undefined,
    pointing: undefined,
    notice: undefined,
    holds: channel.holds,
    openArea: undefined,
    selecting: false,
    busy: false,
  };
}

function firstFloor({ floors }: MapContext['layout']): number {
  return Math.max(
    0,
    floors.findIndex(({ bounds }) => bounds.left <= bounds.right),
  );
}

/** The list is one key away: L, unless something is being typed. */
function listenToListKey(element: HTMLElement, store: Store<MapState>): () => void {
  const events = new AbortController();
  const onKey = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    const typing =
      target instanceof Element &&
      target.closest('input, select, textarea, dialog, [role=listbox]');
    if (event.code !== 'KeyL' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    store.set({ view: store.state.view === 'list' ? 'map' : 'list' });
  };
  element.addEventListener('keydown', onKey, { signal: events.signal });
  return () => {
    events.abort();
  };
}
