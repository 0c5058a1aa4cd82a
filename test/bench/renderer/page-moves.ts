import type { ChartGeometry, PerformanceDetail } from '@ticket-flow/client/protocol';
import { Picture } from '../../../client-sdk/src/seat-map/canvas/picture.ts';
import { readTheme } from '../../../client-sdk/src/seat-map/canvas/theme.ts';
import { layOut } from '../../../client-sdk/src/seat-map/model/layout.ts';
import { LookBook } from '../../../client-sdk/src/seat-map/model/looks.ts';
import type { Look } from '../../../client-sdk/src/seat-map/model/looks.ts';
import type { MapState } from '../../../client-sdk/src/seat-map/model/state.ts';
import { Store } from '../../../client-sdk/src/seat-map/model/store.ts';
import { en } from '../../../client-sdk/src/seat-map/words/en.ts';
import { createWords } from '../../../client-sdk/src/seat-map/words/words.ts';
import { drawBare, prepareBare } from './bare.ts';
import type { View } from './bare.ts';

/**
 * Runs in the page: moves a picture along a path, times its frames, then draws the same views with
 * nothing but a canvas. A frame's time ends when its pixels are there, for both.
 */
export interface Moved {
  readonly detail: string;
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  /** Between two frames of ours. */
  readonly gaps: readonly number[];
  /** Marks in the bare picture, on average. */
  readonly marks: number;
}

const SIZE = { width: 1280, height: 720 };
/** Radius of a seat on the screen, in CSS pixels. */
const LEVELS = { sections: 0, rows: 2.2, seats: 5, numbers: 11 } as const;
export type Level = keyof typeof LEVELS;

interface Page {
  readonly picture: Picture;
  readonly canvas: HTMLCanvasElement;
  readonly bare: ReturnType<typeof prepareBare>;
}

async function openPage(): Promise<Page> {
  const get = async <T>(path: string): Promise<T> => (await fetch(path)).json() as Promise<T>;
  const detail = await get<PerformanceDetail>('/api/performances/1');
  const chart = await get<ChartGeometry>(detail.geometryUrl);
  const layout = layOut(chart, detail);
  const book = new LookBook(layout);
  const lookOf = (seat: number): Look => {
    const roll = (seat * 7_919) % 100;
    return roll < 20 ? 2 : roll < 30 ? 1 : 0;
  };
  book.update(book.looks.keys(), lookOf, undefined);
  const words = createWords({ locale: 'en', table: en, performance: detail, layout });
  const store = new Store<MapState>({
    performance: detail,
    words,
    view: 'map',
    floor: undefined,
    filter: {},
    wanted: undefined,
    pointing: undefined,
    notice: undefined,
    holds: [],
    openArea: undefined,
    selecting: false,
    busy: false,
  });
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `width: ${String(SIZE.width)}px; height: ${String(SIZE.height)}px`;
  document.body.replaceChildren(canvas);
  const theme = readTheme(
    document.body,
    detail.grades.map(({ color }) => color),
  );
  const picture = new Picture({
    ...{ store, layout, book, canvas },
    theme: () => theme,
    reducedMotion: () => false,
  });
  picture.resize(SIZE);
  return { picture, canvas, bare: prepareBare({ layout, book, theme, size: SIZE }) };
}

/** Reading a pixel waits for all that was drawn. */
function flush(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** All callbacks of a frame together, up to when their pixels are there. */
function timeFrames(canvas: HTMLCanvasElement): { stop(): number[] } {
  const times = new Map<number, number>();
  const original = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    original((now) => {
      const before = performance.now();
      callback(now);
      flush(canvas);
      times.set(now, (times.get(now) ?? 0) + performance.now() - before);
    });
  return {
    stop: () => {
      window.requestAnimationFrame = original;
      return [...times.values()];
    },
  };
}

type Step = (page: Page, k: number) => void;

const PATHS: Readonly<Record<'pan' | 'zoom', Step>> = {
  // A hand that draws circles, 6 to 22 pixels a frame.
  pan: ({ picture }, k) => {
    const speed = 14 + 8 * Math.sin(k / 9);
    picture.camera.panBy(Math.cos(k / 20) * speed, Math.sin(k / 20) * speed);
  },
  // In and out again, a third of the way to the next level.
  zoom: ({ picture }, k) => {
    const inwards = Math.floor(k / 20) % 2 === 0;
    picture.camera.zoomAt({ x: 500, y: 300 }, inwards ? 1.02 : 1 / 1.02);
  },
};

async function move(path: 'pan' | 'zoom', level: Level, frames: number): Promise<Moved> {
  const page = await openPage();
  const { picture, canvas, bare } = page;
  goToLevel(page, level);
  for (let k = 0; k < 20; k += 1) await nextFrame();
  const views: View[] = [];
  const gaps: number[] = [];
  const timer = timeFrames(canvas);
  let before = await nextFrame();
  for (let k = 0; k < frames; k += 1) {
    PATHS[path](page, k);
    const now = await nextFrame();
    gaps.push(now - before);
    before = now;
    views.push(picture.camera.view);
  }
  const ours = timer.stop();
  picture.close();
  const own = document.createElement('canvas');
  own.style.cssText = canvas.style.cssText;
  own.width = canvas.width;
  own.height = canvas.height;
  document.body.replaceChildren(own);
  const ctx = own.getContext('2d', { alpha: false });
  if (!ctx) throw new Error('no canvas');
  const times: number[] = [];
  let marks = 0;
  for (const view of views) {
    await nextFrame();
    const from = performance.now();
    marks += drawBare(ctx, bare, view);
    flush(own);
    times.push(performance.now() - from);
  }
  return { detail: level, ours, bare: times, gaps, marks: Math.round(marks / views.length) };
}

function goToLevel({ picture, bare }: Page, level: Level): void {
  const radius = LEVELS[level];
  if (radius === 0) return;
  const { camera } = picture;
  const aim = radius / bare.seatRadius / camera.view.scale;
  camera.zoomAt({ x: 500, y: 200 }, aim);
}

Object.assign(window, { move });
