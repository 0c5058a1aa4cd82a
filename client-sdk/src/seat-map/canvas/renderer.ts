import type { Point } from '../../protocol/index.ts';
import { draw } from './draw.ts';
import type { Rect } from '../model/geometry.ts';
import { listenToGestures } from './gestures.ts';
import { hitTest, isTooSmall } from './hit-test.ts';
import type { PointerKind } from './hit-test.ts';
import type { MapLayout } from '../model/layout.ts';
import type { LookBook } from '../model/looks.ts';
import type { MapWords, Pointed } from './scene.ts';
import { Sprites } from './sprites.ts';
import type { MapTheme } from './theme.ts';
import {
  between,
  centredOn,
  fit,
  fitScale,
  keepInSight,
  pan,
  toScreen,
  zoomAt,
} from './viewport.ts';
import type { Size, View, ZoomLimits } from './viewport.ts';

export interface RendererOptions {
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly theme: MapTheme;
  readonly words: MapWords;
  /** A seat or an area was chosen; blocks and seats too small to be meant only zoom. */
  readonly onTap: (pointed: Pointed) => void;
  readonly onPoint: (pointed: Pointed | undefined, at: Point | undefined) => void;
}

const MOVE_MS = 260;
const LARGEST_SEAT = 22;
const COMFORTABLE_SEAT = 13;

/** The live picture on one canvas: paints in animation frames, and only when something changed. */
export class SeatMapRenderer {
  readonly #canvas: HTMLCanvasElement;
  readonly #options: RendererOptions;
  readonly #sprites = new Sprites();
  readonly #stops: (() => void)[] = [];
  readonly #reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  #theme: MapTheme;
  #words: MapWords;
  #view: View = { scale: 1, x: 0, y: 0 };
  #size: Size = { width: 0, height: 0 };
  #frame: number | undefined;
  #move: { from: View; to: View; startedAt: number } | undefined;
  #pointed: Pointed | undefined;
  #onlyGrade: number | undefined;
  #touched = false;

  constructor(canvas: HTMLCanvasElement, options: RendererOptions) {
    this.#canvas = canvas;
    this.#options = options;
    this.#theme = options.theme;
    this.#words = options.words;
    const observer = new ResizeObserver(() => {
      this.#resize();
    });
    observer.observe(canvas);
    this.#resize();
    this.#stops.push(
      () => {
        observer.disconnect();
      },
      options.book.subscribe(() => {
        this.invalidate();
      }),
      listenToGestures(canvas, {
        pan: (dx, dy) => {
          this.panBy(dx, dy);
        },
        zoom: (at, factor) => {
          this.#zoom(at, factor);
        },
        tap: (at, kind) => {
          this.#tap(at, kind);
        },
        hover: (at) => {
          this.#hover(at);
        },
      }),
    );
  }

  close(): void {
    for (const stop of this.#stops) stop();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  /** Paints in the next frame; however often it is called before, once. */
  invalidate(): void {
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined;
      this.#paint(now);
    });
  }

  setTheme(theme: MapTheme): void {
    this.#theme = theme;
    this.invalidate();
  }

  setWords(words: MapWords): void {
    this.#words = words;
    this.invalidate();
  }

  showOnly(grade: number | undefined): void {
    this.#onlyGrade = grade;
    this.invalidate();
  }

  zoomBy(factor: number): void {
    this.#touched = true;
    const middle = { x: this.#size.width / 2, y: this.#size.height / 2 };
    const aim = zoomAt(this.#move?.to ?? this.#view, middle, factor, this.#limits());
    this.#goTo(this.#keep(aim));
  }

  fitAll(): void {
    this.#touched = false;
    this.#goTo(this.#home());
  }

  panBy(dx: number, dy: number): void {
    this.#touched = true;
    this.#jump(pan(this.#view, dx, dy));
  }

  /** Brings a seat to the middle, large enough to be chosen. */
  zoomToSeat(seat: number, animate = true): void {
    const { layout } = this.#options;
    const place = layout.seats[seat];
    if (!place) return;
    this.#touched = true;
    const comfortable = COMFORTABLE_SEAT / layout.seatRadius;
    const scale = Math.min(this.#limits().max, Math.max(this.#view.scale, comfortable));
    const view = centredOn(place, scale, this.#size);
    if (animate) this.#goTo(view);
    else this.#jump(view);
  }

  /** Where a seat is on the canvas in CSS pixels, or undefined when it is out of sight. */
  positionOf(seat: number): Point | undefined {
    const place = this.#options.layout.seats[seat];
    if (!place) return undefined;
    const at = toScreen(this.#view, place);
    const { width, height } = this.#size;
    return at.x < 0 || at.y < 0 || at.x > width || at.y > height ? undefined : at;
  }

  #paint(now: number): void {
    const ctx = this.#canvas.getContext('2d');
    if (!ctx || this.#size.width === 0) return;
    const moving = this.#step(now);
    const ratio = window.devicePixelRatio || 1;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const fading = draw(ctx, {
      layout: this.#options.layout,
      book: this.#options.book,
      view: this.#view,
      size: this.#size,
      theme: this.#theme,
      sprites: this.#sprites,
      words: this.#words,
      pointed: this.#pointed,
      onlyGrade: this.#onlyGrade,
      now: performance.now(),
      still: this.#reducedMotion.matches,
    });
    if (moving || fading) this.invalidate();
  }

  /** One step of a movement under way; answers whether more are to come. */
  #step(now: number): boolean {
    if (!this.#move) return false;
    const { from, to, startedAt } = this.#move;
    const part = Math.min(1, Math.max(0, (now - startedAt) / MOVE_MS));
    this.#view = part === 1 ? to : between(from, to, 1 - (1 - part) ** 3);
    if (part === 1) this.#move = undefined;
    return part < 1;
  }

  #goTo(view: View): void {
    if (this.#reducedMotion.matches) {
      this.#jump(view);
      return;
    }
    this.#move = { from: this.#view, to: view, startedAt: performance.now() };
    this.invalidate();
  }

  #jump(view: View): void {
    this.#move = undefined;
    this.#view = this.#keep(view);
    this.invalidate();
  }

  #keep(view: View): View {
    return keepInSight(view, this.#options.layout.bounds, this.#size);
  }

  #zoom(at: Point, factor: number): void {
    this.#touched = true;
    this.#jump(zoomAt(this.#view, at, factor, this.#limits()));
  }

  #tap(at: Point, kind: PointerKind): void {
    const { layout, onTap, onPoint } = this.#options;
    const hit = hitTest(layout, this.#view, at, kind);
    if (!hit) {
      onPoint(undefined, undefined);
      return;
    }
    if (hit.kind === 'section') {
      this.#zoomToRect(layout.sections[hit.section]?.bounds ?? layout.bounds);
    } else if (hit.kind === 'seat' && isTooSmall(layout, this.#view, kind)) {
      const factor = COMFORTABLE_SEAT / (layout.seatRadius * this.#view.scale);
      this.#touched = true;
      this.#goTo(this.#keep(zoomAt(this.#view, at, factor, this.#limits())));
    } else {
      if (kind === 'touch') this.#point(hit, at);
      onTap(hit);
    }
  }

  #zoomToRect(rect: Rect): void {
    const { layout } = this.#options;
    this.#touched = true;
    const closest = COMFORTABLE_SEAT / layout.seatRadius;
    this.#goTo(this.#keep(fit(rect, this.#size, closest, 32)));
  }

  #hover(at: Point | undefined): void {
    const { layout } = this.#options;
    const hit = at && hitTest(layout, this.#view, at, 'mouse');
    this.#canvas.style.cursor = hit ? 'pointer' : '';
    this.#point(hit, at);
  }

  #point(pointed: Pointed | undefined, at: Point | undefined): void {
    this.#pointed = pointed;
    this.#options.onPoint(pointed, pointed && at);
    this.invalidate();
  }

  #limits(): ZoomLimits {
    const { bounds, seatRadius } = this.#options.layout;
    const whole = fitScale(bounds, this.#size);
    return { min: whole * 0.7, max: Math.max(whole * 2, LARGEST_SEAT / seatRadius) };
  }

  #home(): View {
    const { bounds, seatRadius } = this.#options.layout;
    return fit(bounds, this.#size, COMFORTABLE_SEAT / seatRadius);
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (width === 0 || height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const before = this.#size;
    this.#size = { width, height };
    if (!this.#touched) this.#jump(this.#home());
    else this.#jump(pan(this.#view, (width - before.width) / 2, (height - before.height) / 2));
    // Resizing has wiped the canvas; waiting for the next frame would show it empty.
    this.#paint(performance.now());
  }
}
