import type { Point } from '../../protocol/index.ts';
import type { MapContext } from '../model/state.ts';
import type { Pointed } from '../model/pointed.ts';
import { make, put } from '../parts/dom.ts';
import type { Part } from '../parts/dom.ts';
import { COMFORTABLE_SEAT } from './camera.ts';
import { gatherSeats } from './gather.ts';
import { listenToGestures } from './gestures.ts';
import { hitTest, isTooSmall } from './hit-test.ts';
import type { PointerKind } from './hit-test.ts';
import type { Minimap } from './minimap.ts';
import { Picture } from './picture.ts';
import { placeOnPage } from './place-in.ts';
import { detailOf } from './scene.ts';
import { readTheme } from './theme.ts';
import type { MapTheme } from './theme.ts';
import { toScreen } from './viewport.ts';

export interface MapPart extends Part {
  readonly picture: Picture;
  readonly zoomBy: (factor: number) => void;
  readonly fit: () => void;
  /** Where a seat is, in CSS pixels of the window; undefined when it is out of sight. */
  readonly positionOf: (seat: number) => Point | undefined;
}

export interface MapPartOptions {
  readonly minimap: boolean;
  readonly painted: () => void;
  readonly themed: (theme: MapTheme) => void;
}

const PAN_STEP = 80;
export const ZOOM_STEP = 1.6;
const DOUBLE_TAP_ZOOM = 2.2;
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [PAN_STEP, 0],
  ArrowRight: [-PAN_STEP, 0],
  ArrowUp: [0, PAN_STEP],
  ArrowDown: [0, -PAN_STEP],
};

/** The canvas with what belongs to it: gestures, keys, minimap. */
export function createMapView(context: MapContext, options: MapPartOptions): MapPart {
  const { store, layout, book, picker } = context;
  const canvas = make('canvas', { 'aria-hidden': 'true' });
  const box = make('div', { class: 'gather-box', 'aria-hidden': 'true', hidden: true });
  const element = make('div', { class: 'map', role: 'group', tabindex: '0' }, [canvas, box]);
  const motion = matchMedia('(prefers-reduced-motion: reduce)');
  let minimap: Minimap | undefined;
  const picture = new Picture({
    store,
    layout,
    book,
    canvas,
    theme: () => {
      queueMicrotask(() => minimap?.redraw());
      const colours = store.state.performance.grades.map(({ color }) => color);
      const theme = readTheme(element, colours);
      options.themed(theme);
      return theme;
    },
    reducedMotion: () => motion.matches,
    painted: ({ whole }) => {
      if (whole) {
        minimap?.update();
        follow();
      }
      if (wantsMinimap) {
        wantsMinimap = false;
        // Without an overview the map is whole as well.
        bringMinimap().catch(() => undefined);
      }
      options.painted();
    },
  });
  let isClosed = false;
  /** Not before the first picture, which needs no overview. */
  const bringMinimap = async (): Promise<void> => {
    const { createMinimap } = await import('../parts/later-parts.ts');
    if (isClosed) return;
    minimap = createMinimap({
      ...{ picture, layout, book },
      floor: () => store.state.floor,
      wanted: () => store.state.wanted,
    });
    element.append(minimap.element);
    minimap.update();
  };
  let wantsMinimap = options.minimap;
  const { camera } = picture;

  const hit = (at: Point, kind: PointerKind): Pointed | undefined =>
    hitTest({ layout, view: camera.view, floor: store.state.floor }, at, kind);
  const point = (pointed: Pointed | undefined, at: Point | undefined): void => {
    const before = store.state.pointing?.pointed;
    if (same(before, pointed)) return;
    // The card stands still by its seat while the pointer moves on it.
    const place = pointed?.kind === 'seat' ? screenOf(pointed.seat) : at;
    store.set({ pointing: pointed && place && { pointed, at: place } });
  };
  const screenOf = (seat: number): Point | undefined => {
    const place = layout.seats[seat];
    return place && toScreen(camera.view, place);
  };
  /** The card goes with its seat. */
  const follow = (): void => {
    const { pointing } = store.state;
    if (pointing?.pointed.kind !== 'seat') return;
    const at = screenOf(pointing.pointed.seat);
    const moved = at && (at.x !== pointing.at.x || at.y !== pointing.at.y);
    if (moved) store.set({ pointing: { ...pointing, at } });
  };
  const comeCloser = (at: Point): void => {
    camera.zoomBy(COMFORTABLE_SEAT / (layout.seatRadius * camera.view.scale), at);
  };
  let tapped: number | undefined;
  const tap = (at: Point, kind: PointerKind, again: boolean): void => {
    const pointed = hit(at, kind);
    const tooSmall = isTooSmall(layout, camera.view, kind);
    if (!pointed || (pointed.kind === 'seat' && tooSmall)) {
      point(undefined, undefined);
      if (pointed) comeCloser(at);
      else if (again) camera.zoomBy(DOUBLE_TAP_ZOOM, at);
    } else if (pointed.kind === 'section') {
      const { bounds } = layout.sections[pointed.section] ?? layout;
      point(undefined, undefined);
      camera.zoomToRect(bounds);
    } else {
      if (kind === 'touch') point(pointed, at);
      if (pointed.kind === 'seat') {
        // The second click of two would give back what the first one took.
        if (!again || pointed.seat !== tapped) picker.pick(pointed.seat);
        tapped = pointed.seat;
      }
      if (pointed.kind === 'area') store.set({ openArea: pointed.area, notice: undefined });
    }
  };
  const gather = (from: Point, to: Point, done: boolean): void => {
    const { floor, wanted } = store.state;
    const { view } = camera;
    const seats = gatherSeats(
      { layout, book, view, floor, wanted },
      from,
      to,
      Math.max(1, picker.remaining()),
    );
    const over = done || (from.x === to.x && from.y === to.y);
    picture.setGathered(over ? [] : seats);
    placeBox(box, over ? undefined : [from, to]);
    if (done && seats.length > 0) void picker.pickTogether(seats);
  };

  const stops = [
    listenToGestures(canvas, {
      grab: () => {
        camera.stop();
      },
      pan: (dx, dy) => {
        point(undefined, undefined);
        camera.panBy(dx, dy);
      },
      fling: (vx, vy) => {
        camera.fling(vx, vy);
      },
      zoom: (at, factor) => {
        point(undefined, undefined);
        camera.zoomAt(at, factor);
      },
      tap,
      hover: (at) => {
        const pointed = at && hit(at, 'mouse');
        canvas.style.cursor = store.state.selecting ? 'crosshair' : pointed ? 'pointer' : '';
        point(pointed, at);
      },
      gathers: (event) =>
        event.pointerType === 'mouse' &&
        (event.shiftKey || store.state.selecting) &&
        detailOf({ layout, view: camera.view }) !== 'sections',
      gather,
    }),
    store.watch(['words'], ({ words }) => {
      put(element, { 'aria-label': words.say('map.label') });
      element.setAttribute('aria-description', words.say('map.help'));
    }),
    store.watch(['floor', 'wanted'], () => {
      minimap?.redraw();
    }),
    observe(element, picture),
    observeRatio(element, picture),
    listenToKeys(element, picture),
  ];
  return {
    element,
    picture,
    zoomBy: (factor) => {
      camera.zoomBy(factor);
    },
    fit: () => {
      camera.fitAll();
    },
    positionOf: (seat) => {
      const { view, floor } = store.state;
      const at = screenOf(seat);
      const { width, height } = camera.size;
      if (view === 'list' || (floor !== undefined && layout.floorOf[seat] !== floor))
        return undefined;
      if (!at || at.x < 0 || at.y < 0 || at.x > width || at.y > height) return undefined;
      return placeOnPage(canvas, at);
    },
    close: () => {
      isClosed = true;
      for (const stop of stops) stop();
      minimap?.close();
      picture.close();
    },
  };
}

function same(a: Pointed | undefined, b: Pointed | undefined): boolean {
  if (a?.kind !== b?.kind) return false;
  if (a?.kind === 'seat' && b?.kind === 'seat') return a.seat === b.seat;
  if (a?.kind === 'area' && b?.kind === 'area') return a.area === b.area;
  return a?.kind === 'section' && b?.kind === 'section' ? a.section === b.section : a === b;
}

function placeBox(box: HTMLElement, corners: readonly [Point, Point] | undefined): void {
  box.hidden = corners === undefined;
  if (!corners) return;
  const [a, b] = corners;
  const { style } = box;
  style.transform = `translate(${String(Math.min(a.x, b.x))}px, ${String(Math.min(a.y, b.y))}px)`;
  style.width = `${String(Math.abs(a.x - b.x))}px`;
  style.height = `${String(Math.abs(a.y - b.y))}px`;
}

function observe(element: HTMLElement, picture: Picture): () => void {
  const measure = (): void => {
    picture.resize({ width: element.clientWidth, height: element.clientHeight });
  };
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  measure();
  return () => {
    observer.disconnect();
  };
}

/** Another screen, or another zoom of the page, has pixels of another size. */
function observeRatio(element: HTMLElement, picture: Picture): () => void {
  const events = new AbortController();
  const watch = (): void => {
    const query = matchMedia(`(resolution: ${String(window.devicePixelRatio)}dppx)`);
    query.addEventListener(
      'change',
      () => {
        picture.resize({ width: element.clientWidth, height: element.clientHeight });
        watch();
      },
      { once: true, signal: events.signal },
    );
  };
  watch();
  return () => {
    events.abort();
  };
}

function listenToKeys(element: HTMLElement, { camera }: Picture): () => void {
  const events = new AbortController();
  element.addEventListener(
    'keydown',
    (event) => {
      const move = MOVES[event.key];
      if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
      if (move) camera.panBy(...move);
      else if (event.key === '+' || event.key === '=') camera.zoomBy(ZOOM_STEP);
      else if (event.key === '-') camera.zoomBy(1 / ZOOM_STEP);
      else if (event.key === '0') camera.fitAll();
      else return;
      event.preventDefault();
    },
    { signal: events.signal },
  );
  return () => {
    events.abort();
  };
}
