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

/** Runs in the page: one picture lives through changes, another is painted fresh afterwards. */
export interface Compared {
  /** Pixels of the two that differ by more than the softness of an edge. */
  readonly different: number;
  readonly pixels: number;
  /** Frames that repainted only what had changed. */
  readonly partial: number;
}

export interface Given {
  readonly chart: ChartGeometry;
  readonly performance: PerformanceDetail;
  /** Radius of a seat on the screen. */
  readonly radius: number;
  readonly rounds: number;
  readonly move: 'none' | 'pan' | 'zoom';
}

const SIZE = { width: 700, height: 500 };
/** Edges of a mark fall between pixels, and a little differently from another origin. */
const ROUNDING = 80;
/** Longer than any fade or movement. */
const SETTLED_MS = 450;

function makePicture(given: Given, looks: Uint8Array | undefined) {
  const { chart, performance } = given;
  const layout = layOut(chart, performance);
  const book = new LookBook(layout);
  const first = (seat: number): Look => (looks?.[seat] ?? (seat * 7) % 3) as Look;
  book.update(book.looks.keys(), first, undefined);
  const words = createWords({ locale: 'en', table: en, performance, layout });
  const store = new Store<MapState>({
    ...{ performance, words, view: 'map', floor: undefined, filter: {}, wanted: undefined },
    ...{ pointing: undefined, notice: undefined, holds: [], openArea: undefined },
    ...{ selecting: false, busy: false },
  });
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  const colours = performance.grades.map(({ color }) => color);
  let partial = 0;
  const picture = new Picture({
    ...{ store, layout, book, canvas },
    theme: () => readTheme(document.body, colours),
    reducedMotion: () => false,
    painted: ({ whole }) => {
      if (!whole) partial += 1;
    },
  });
  picture.resize(SIZE);
  return { picture, book, canvas, layout, partial: () => partial };
}

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
const rest = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, SETTLED_MS));

function pixelsOf(canvas: HTMLCanvasElement): Uint8ClampedArray {
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('no canvas');
  return ctx.getImageData(0, 0, canvas.width, canvas.height).data;
}

async function compare(given: Given): Promise<Compared> {
  const { picture, book, canvas, layout, partial } = makePicture(given, undefined);
  const { camera } = picture;
  camera.zoomAt({ x: 350, y: 250 }, given.radius / layout.seatRadius / camera.view.scale);
  await rest();
  let state = 1;
  const random = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (let round = 0; round < given.rounds; round += 1) {
    const seats = Array.from({ length: 1 + random(12) }, () => random(layout.numbered));
    book.update(seats, () => random(6) as Look, performance.now());
    if (given.move === 'pan') camera.panBy(random(41) - 20, random(41) - 20);
    if (given.move === 'zoom') camera.zoomAt({ x: 300, y: 200 }, random(2) ? 1.03 : 1 / 1.03);
    await frame();
  }
  await rest();
  const lived = pixelsOf(canvas);
  const fresh = makePicture(given, book.looks);
  const { view } = camera;
  fresh.picture.camera.goTo(view);
  await rest();
  const reached = JSON.stringify(fresh.picture.camera.view);
  if (reached !== JSON.stringify(view)) throw new Error(`${reached} is another view`);
  const expected = pixelsOf(fresh.canvas);
  let different = 0;
  for (let k = 0; k < lived.length; k += 4) {
    const off = [0, 1, 2].some(
      (c) => Math.abs((lived[k + c] ?? 0) - (expected[k + c] ?? 0)) > ROUNDING,
    );
    if (off) different += 1;
  }
  picture.close();
  fresh.picture.close();
  return {
    different,
    pixels: lived.length / 4,
    partial: partial(),
  };
}

Object.assign(window, { compare });
