import type { Point } from '../../protocol/index.ts';
import type { MapLayout, PartLayout } from '../model/layout.ts';
import type { LookBook } from '../model/looks.ts';
import { tracePolygon } from './draw-shapes.ts';
import { placeIn } from './place-in.ts';
import { STEPPED_BACK } from './scene.ts';
import { fit, toChart, visible } from './viewport.ts';
import type { View } from './viewport.ts';
import type { Picture } from './picture.ts';

const WIDTH = 132;
const HEIGHT = 92;
const PADDING = 6;
/** How full the sections are need not be new to the second here. */
const REFRESH_MS = 1_000;

export interface MinimapParts {
  readonly picture: Picture;
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly floor: () => number | undefined;
  readonly wanted: () => ReadonlySet<number> | undefined;
}

export interface Minimap {
  readonly element: HTMLElement;
  /** The picture has moved. */
  update(): void;
  /** Colours, floor or filter are others. */
  redraw(): void;
  close(): void;
}

/**
 * The whole chart in a corner with a frame round what is seen; there while not all of it is. For
 * pointers only: the keyboard has the list.
 */
export function createMinimap(parts: MinimapParts): Minimap {
  const { picture, layout, book } = parts;
  const element = document.createElement('div');
  element.className = 'minimap';
  element.ariaHidden = 'true';
  const canvas = document.createElement('canvas');
  const frame = document.createElement('div');
  frame.className = 'minimap-frame';
  element.append(canvas, frame);
  const bounds = () => layout.floors[parts.floor() ?? -1]?.bounds ?? layout.bounds;
  const view = (): View => fit(bounds(), { width: WIDTH, height: HEIGHT }, Infinity, PADDING);
  let drawnAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = (): void => {
    timer = undefined;
    drawnAt = performance.now();
    const ratio = window.devicePixelRatio || 1;
    canvas.width = WIDTH * ratio;
    canvas.height = HEIGHT * ratio;
    const ctx = canvas.getContext('2d');
    if (!ctx) return;
    ctx.scale(ratio, ratio);
    drawParts(ctx, parts, view(), picture);
  };
  const drawSoon = (): void => {
    if (element.hidden) return;
    timer ??= setTimeout(draw, Math.max(0, drawnAt + REFRESH_MS - performance.now()));
  };
  const update = (): void => {
    const { camera } = picture;
    const seen = visible(camera.view, camera.size);
    const all = bounds();
    const inside =
      seen.left <= all.left &&
      seen.top <= all.top &&
      seen.right >= all.right &&
      seen.bottom >= all.bottom;
    const appears = element.hidden && !inside;
    element.hidden = inside || camera.size.width < 2 * WIDTH;
    if (element.hidden) return;
    if (appears) draw();
    const { scale, x, y } = view();
    const left = clamp(seen.left * scale + x, WIDTH);
    const top = clamp(seen.top * scale + y, HEIGHT);
    const { style } = frame;
    style.transform = `translate(${String(left)}px, ${String(top)}px)`;
    style.width = `${String(clamp(seen.right * scale + x, WIDTH) - left)}px`;
    style.height = `${String(clamp(seen.bottom * scale + y, HEIGHT) - top)}px`;
  };
  const stopBook = book.subscribe(drawSoon);
  const stopPointer = listen(element, (at) => {
    picture.camera.centreOn(toChart(view(), at));
  });
  element.hidden = true;
  return {
    element,
    update,
    redraw: () => {
      if (!element.hidden) draw();
    },
    close: () => {
      clearTimeout(timer);
      stopBook();
      stopPointer();
    },
  };
}

function drawParts(
  ctx: CanvasRenderingContext2D,
  { layout, book, floor, wanted }: MinimapParts,
  view: View,
  { theme }: Picture,
): void {
  const shown = floor();
  const ranks = wanted();
  const paint = (part: PartLayout, free: number): void => {
    if (shown !== undefined && part.floor !== shown) return;
    tracePolygon(ctx, part.outline, view);
    const back = ranks !== undefined && !part.ranks.some((rank) => ranks.has(rank));
    ctx.globalAlpha = back
      ? STEPPED_BACK
      : 0.25 + (0.6 * free) / Math.max(1, part.end - part.first);
    ctx.fillStyle = theme.grades[part.rank]?.fill ?? theme.faint;
    ctx.fill();
  };
  layout.sections.forEach((section, k) => {
    paint(section, book.freeInSection[k] ?? 0);
  });
  layout.areas.forEach((area, k) => {
    paint(area, book.freeInArea[k] ?? 0);
  });
}

function listen(element: HTMLElement, to: (at: Point) => void): () => void {
  const events = new AbortController();
  const { signal } = events;
  const go = (event: PointerEvent): void => {
    to(placeIn(element, event));
  };
  element.addEventListener(
    'pointerdown',
    (event) => {
      element.setPointerCapture(event.pointerId);
      go(event);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (event.buttons !== 0) go(event);
    },
    { signal },
  );
  return () => {
    events.abort();
  };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
