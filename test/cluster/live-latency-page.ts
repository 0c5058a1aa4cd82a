import type { SeatLook } from '@ticket-flow/client';
import type { SeatMap } from '@ticket-flow/client/seat-map';

/** What runs beside the site in each of the two browsers. */
export interface LatencyPage {
  /** Milliseconds UTC by this browser's clock. */
  now(): number;
  /** Once the first picture has been painted. */
  isReady(): Promise<boolean>;
  /** Seats with a number that anybody could take now. */
  freeSeats(): number[];
  /** Brings a seat into view, waits until its picture stands still, and watches it from then on. */
  watch(seat: number, look: SeatLook): Promise<void>;
  /** When the watched seat had its new picture on the canvas; undefined if that did not come. */
  seen(): Promise<number | undefined>;
  /** Asks for a seat; answers just when, and whether it was given. */
  hold(seat: number): Promise<{ readonly askedAt: number; readonly held: boolean }>;
  giveBack(seat: number): Promise<void>;
  tickMs(): number;
}

const PATCH = 9;
/** So many frames with the same picture: nothing is being drawn any more. */
const STILL_FRAMES = 4;
const PATIENCE_MS = 5_000;

interface Page {
  readonly __seatMap?: SeatMap;
  latency?: LatencyPage;
}
const page = window as unknown as Page;

function theMap(): SeatMap {
  const { __seatMap: map } = page;
  if (!map) throw new Error('there is no map on this page');
  return map;
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}

function theCanvas(): HTMLCanvasElement {
  const host = document.querySelector('.ticket-flow-seat-map');
  const canvas = host?.shadowRoot?.querySelector('canvas');
  if (!canvas) throw new Error('the map has no picture');
  return canvas;
}

/** What is on the canvas where the seat is. */
function pictureOf(seat: number): string {
  const canvas = theCanvas();
  const at = theMap().positionOf(seat);
  if (!at) throw new Error(`seat ${String(seat)} is out of sight`);
  const { left, top, width } = canvas.getBoundingClientRect();
  const ratio = canvas.width / width;
  const corner = (middle: number): number => Math.round(middle * ratio - PATCH / 2);
  const [x, y] = [corner(at.x - left), corner(at.y - top)];
  return canvas.getContext('2d')?.getImageData(x, y, PATCH, PATCH).data.join() ?? '';
}

async function stillPicture(seat: number): Promise<string> {
  let picture = pictureOf(seat);
  for (let still = 0; still < STILL_FRAMES; still += 1) {
    await nextFrame();
    const shown = pictureOf(seat);
    if (shown !== picture) still = 0;
    picture = shown;
  }
  return picture;
}

/** Resolves with the frame in which the seat looks so and its picture is another one. */
function changed(seat: number, look: SeatLook, before: string): Promise<number | undefined> {
  const map = theMap();
  const deadline = now() + PATIENCE_MS;
  return new Promise((resolve) => {
    let isLooking = false;
    const settle = (at: number | undefined): void => {
      clearTimeout(timer);
      stop();
      resolve(at);
    };
    const paint = (): void => {
      if (pictureOf(seat) !== before) settle(now());
      else if (now() < deadline) requestAnimationFrame(paint);
    };
    const stop = map.channel.on('change', () => {
      if (isLooking || map.seat(seat)?.look !== look) return;
      isLooking = true;
      requestAnimationFrame(paint);
    });
    const timer = setTimeout(settle, PATIENCE_MS, undefined);
  });
}

let watching: Promise<number | undefined> = Promise.resolve(undefined);

page.latency = {
  now,
  isReady: async () => {
    await page.__seatMap?.ready();
    return page.__seatMap !== undefined;
  },
  freeSeats: () => {
    const map = theMap();
    const count = map.performance?.seatCount ?? 0;
    return Array.from({ length: count }, (_, seat) => seat).filter((seat) => {
      const { look, area } = map.seat(seat) ?? {};
      return look === 'free' && area === undefined;
    });
  },
  watch: async (seat, look) => {
    theMap().zoomTo(seat, { animate: false });
    watching = changed(seat, look, await stillPicture(seat));
  },
  seen: () => watching,
  hold: async (seat) => {
    const askedAt = now();
    return { askedAt, held: await theMap().hold([seat]) };
  },
  giveBack: (seat) => theMap().giveBack(seat),
  tickMs: () => theMap().channel.tickMs,
};
