import type { ChartGeometry, PerformanceDetail } from '../protocol/index.ts';
import type { SeatChannel } from '../seat-channel.ts';
import { createMapView, ZOOM_STEP } from './canvas/map-view.ts';
import type { MapPart } from './canvas/map-view.ts';
import type { MapTheme } from './canvas/theme.ts';
import { wantedRanks } from './model/filter.ts';
import type { SeatFilter } from './model/filter.ts';
import { layOut } from './model/layout.ts';
import { Asking, followChannel } from './model/live-looks.ts';
import { LookBook } from './model/looks.ts';
import { createPicker } from './model/picker.ts';
import type { MapContext, MapState } from './model/state.ts';
import { Store } from './model/store.ts';
import type { MapPart as PartName, SeatMapOptions } from './options.ts';
import { createFrame } from './parts/frame.ts';
import type { Messages } from './words/messages.ts';
import { createWords } from './words/words.ts';

export interface RoomParts {
  readonly channel: SeatChannel;
  readonly performance: PerformanceDetail;
  readonly chart: ChartGeometry;
  readonly options: SeatMapOptions;
  readonly locale: string;
  readonly table: Messages;
  /** After each frame of the picture. */
  readonly painted: () => void;
  /** Colours have been read (again). */
  readonly themed: (theme: MapTheme) => void;
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
  /** What lies on a floor that is not shown cannot be brought into view. */
  const bringFloor = (floor: number | undefined): void => {
    if (store.state.floor !== undefined && store.state.floor !== floor) store.set({ floor });
  };
  const show: MapContext['show'] = {
    seat: (seat, animate = true) => {
      bringFloor(layout.floorOf[seat]);
      if (store.state.view === 'list') frame.list.focusSeat(seat);
      else map.picture.camera.zoomToSeat(seat, animate);
    },
    section: (section) => {
      const { bounds } = layout.sections[section] ?? layout;
      if (store.state.view === 'list') frame.list.focusSection(section);
      else map.picture.camera.zoomToRect(bounds);
    },
  };
  const picker = createPicker({
    ...{ store, layout, book, asking, channel },
    maxSeats: options.maxSeats,
    signIn: options.signIn,
    show: (seat) => {
      show.seat(seat);
    },
  });
  const stopFollowing = followChannel(channel, book, asking);
  const context: MapContext = { store, layout, book, channel, picker, show };
  const shown = shownParts(options);
  const map = createMapView(context, {
    minimap: shown.minimap,
    painted: parts.painted,
    themed: parts.themed,
  });
  const frame = createFrame(context, {
    map: map.element,
    show: shown,
    needsZoom: layout.numbered > MANY_SEATS || matchMedia('(pointer: coarse)').matches,
    zoom: {
      zoomIn: () => {
        map.zoomBy(ZOOM_STEP);
      },
      zoomOut: () => {
        map.zoomBy(1 / ZOOM_STEP);
      },
      fit: () => {
        map.fit();
      },
    },
  });
  const stops = [
    channel.on('holds', (holds) => {
      store.set({ holds });
    }),
    store.watch(['words'], ({ words }) => {
      frame.element.lang = words.locale;
    }),
    stopFollowing,
    frame.close,
    map.close,
    picker.close,
  ];
  return {
    element: frame.element,
    context,
    map,
    setFilter: (filter) => {
      store.set({ filter, wanted: wantedRanks(filter, store.state.performance) });
    },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}

/** With more seats than this, they are blocks at first. */
const MANY_SEATS = 4_000;

function shownParts({ show = {} }: SeatMapOptions): Readonly<Record<PartName, boolean>> {
  const all = { legend: true, minimap: true, zoom: true, best: true, listButton: true };
  return { ...all, state: false, ...show };
}

function firstState(
  { channel, performance, options, locale, table }: RoomParts,
  layout: MapContext['layout'],
): MapState {
  return {
    performance,
    words: createWords({ locale, table, performance, layout }),
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
