import type { MapContext } from '../model/state.ts';
import { Camera } from './camera.ts';
import { drawAreas, drawBlocks, drawUnderlay } from './draw-blocks.ts';
import { drawShapes } from './draw-shapes.ts';
import { Layers } from './layers.ts';
import { drawOverlay, fadingSeats } from './overlay.ts';
import type { Overlay } from './overlay.ts';
import { detailOf } from './scene.ts';
import type { Context, Scene } from './scene.ts';
import { Sprites } from './sprites.ts';
import type { MapTheme } from './theme.ts';
import type { TileLayer, TileScene } from './tiles.ts';
import type { Size, View } from './viewport.ts';

/** Marks that a frame may draw anew; what is left waits for the next one. */
const BUDGET = 2_500;
/** The first picture may take longer: nobody sees a stutter in it. */
const FIRST_BUDGET = 40_000;
/** Changes of seats are shown this often; the server sends them every 50 ms at most. */
const LIVE_FRAME_MS = 40;
/** With more seats changing at once than this, the whole is copied. */
const MANY_CHANGES = 250;

export interface PictureParts extends Pick<MapContext, 'store' | 'layout' | 'book'> {
  readonly canvas: HTMLCanvasElement;
  readonly theme: () => MapTheme;
  readonly reducedMotion: () => boolean;
  /** After each frame; `whole` unless only seats changed. */
  readonly painted?: (frame: { whole: boolean }) => void;
}

/**
 * The live picture on one canvas. It paints in animation frames, only when something changed, and
 * as little as that takes: a moved map copies tiles, a changed seat repaints its own few pixels.
 */
export class Picture {
  readonly camera: Camera;
  readonly #parts: PictureParts;
  readonly #ctx: Context | null;
  readonly #layers: Layers;
  readonly #stops: (() => void)[] = [];
  #theme: MapTheme;
  #ratio = 1;
  #frame: number | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;
  #paintedAt = 0;
  #isFirst = true;
  /** Everything must be painted, not only the seats that changed. */
  #all = true;
  #changed = new Set<number>();
  #gathered: readonly number[] = [];

  constructor(parts: PictureParts) {
    this.#parts = parts;
    this.#ctx = parts.canvas.getContext('2d', { alpha: false });
    this.#theme = parts.theme();
    this.camera = new Camera({
      layout: parts.layout,
      bounds: () => this.#bounds(),
      reducedMotion: parts.reducedMotion,
      moved: () => {
        this.invalidate();
      },
    });
    this.#layers = new Layers(this.#tileScene());
    this.#listen();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.camera.close();
    clearTimeout(this.#later);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  /** Paints all of it in the next frame; however often it is called before, once. */
  invalidate(): void {
    this.#all = true;
    this.#request();
  }

  /** Colours or fonts may be others now. */
  retheme(): void {
    this.#theme = this.#parts.theme();
    this.#renew();
  }

  setGathered(seats: readonly number[]): void {
    this.#gathered = seats;
    this.invalidate();
  }

  get theme(): MapTheme {
    return this.#theme;
  }

  resize(size: Size): void {
    if (size.width === 0 || size.height === 0) return;
    const { canvas } = this.#parts;
    // Only now the element is on the page, and its colours can be read.
    if (this.camera.size.width === 0) this.retheme();
    const ratio = window.devicePixelRatio || 1;
    if (ratio !== this.#ratio) {
      this.#ratio = ratio;
      this.#layers.renew(this.#tileScene());
      this.#layers.forget();
    }
    canvas.width = Math.round(size.width * ratio);
    canvas.height = Math.round(size.height * ratio);
    this.camera.resize(size);
    // Resizing has wiped the canvas; waiting for the next frame would show it empty.
    this.#paint(performance.now());
  }

  #listen(): void {
    const { store, book, layout } = this.#parts;
    this.#stops.push(
      book.subscribe((seats) => {
        this.#layers.damage(seats);
        for (const seat of seats) {
          this.#changed.add(seat);
          if (seat >= layout.numbered) this.#all = true;
        }
        this.#requestLive();
      }),
      store.watch(['words', 'floor', 'wanted'], () => {
        this.#renew();
      }),
      store.watch(['pointing', 'view'], () => {
        this.invalidate();
      }),
    );
    let { floor } = store.state;
    this.#stops.push(
      store.watch(['floor'], (state) => {
        if (state.floor !== floor) this.camera.reset();
        floor = state.floor;
      }),
    );
  }

  #renew(): void {
    this.#layers.renew(this.#tileScene());
    this.invalidate();
  }

  #tileScene(): TileScene {
    const { store, layout, book } = this.#parts;
    const { words, floor, wanted } = store.state;
    return { layout, book, words, floor, wanted, theme: this.#theme, ratio: this.#ratio };
  }

  #bounds() {
    const { layout, store } = this.#parts;
    const { floor } = store.state;
    return floor === undefined ? layout.bounds : (layout.floors[floor]?.bounds ?? layout.bounds);
  }

  #request(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined;
      this.#paint(now);
    });
  }

  /** Seats change many times a second; nobody sees more than some 25 pictures of that. */
  #requestLive(): void {
    if (this.#frame !== undefined || this.#later !== undefined) return;
    const wait = this.#paintedAt + LIVE_FRAME_MS - performance.now();
    if (wait <= 0) this.#request();
    else {
      this.#later = setTimeout(() => {
        this.#request();
      }, wait);
    }
  }

  #paint(now: number): void {
    const ctx = this.#ctx;
    const { size } = this.camera;
    // What changes behind the list is painted when the map is shown again.
    if (!ctx || size.width === 0 || this.#parts.store.state.view === 'list') return;
    const moving = this.camera.step(now);
    const overlay = this.#overlay();
    const { book } = this.#parts;
    const touched = [...new Set([...this.#changed, ...book.fades.keys()])];
    this.#changed.clear();
    const fading = fadingSeats({ book }, overlay);
    const whole = this.#all || moving || touched.length > MANY_CHANGES;
    this.#all = false;
    const more = this.#draw(ctx, now, overlay, whole ? undefined : touched);
    this.#paintedAt = performance.now();
    this.#isFirst = false;
    this.#parts.painted?.({ whole });
    if (moving || more) this.invalidate();
    else if (fading.length > 0) {
      this.#requestLive();
    }
  }

  #overlay(): Overlay {
    const { store, reducedMotion } = this.#parts;
    return {
      pointed: store.state.pointing?.pointed,
      gathered: this.#gathered,
      now: performance.now(),
      still: reducedMotion(),
    };
  }

  /** Answers whether more is to be drawn in the next frame. */
  #draw(ctx: Context, now: number, overlay: Overlay, touched: number[] | undefined): boolean {
    const { view, size } = this.camera;
    const ratio = this.#ratio;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (detailOf({ layout: this.#parts.layout, view }) === 'sections') {
      this.#drawSections(ctx, overlay);
      return false;
    }
    const layer = this.#layers.choose(view, this.camera.isZooming(now));
    const left = layer.work(view, size, this.#isFirst ? FIRST_BUDGET : BUDGET);
    const complete = left >= 0 && layer.covers(view, size);
    const sharp = layer.scale === view.scale;
    const exact = layer.snapped(view);
    const scene = this.#scene(exact, layer.sprites);
    if (touched && complete && sharp) this.#copyTouched(ctx, layer, touched, overlay);
    else this.#drawWhole(ctx, scene, layer, complete, overlay);
    if (sharp) drawOverlay(ctx, scene, overlay);
    if (complete && sharp) this.#layers.settled();
    layer.trim(view, size);
    return left < 0;
  }

  #scene(view: View, sprites: Sprites): Scene {
    return { ...this.#tileScene(), view, size: this.camera.size, sprites };
  }

  #drawSections(ctx: Context, { pointed }: Overlay): void {
    const { view, size } = this.camera;
    // From afar no seat has a mark.
    const scene = this.#scene(view, new Sprites(1, 1, this.#theme));
    ctx.globalAlpha = 1;
    ctx.fillStyle = this.#theme.background;
    ctx.fillRect(0, 0, size.width, size.height);
    drawShapes(ctx, scene);
    drawAreas(ctx, scene, pointed);
    drawBlocks(ctx, scene, pointed);
    this.#parts.book.fades.clear();
    this.#layers.forget();
  }

  #drawWhole(
    ctx: Context,
    scene: Scene,
    layer: TileLayer,
    complete: boolean,
    { pointed }: Overlay,
  ): void {
    const { view, size } = this.camera;
    ctx.globalAlpha = 1;
    if (!complete) {
      ctx.fillStyle = this.#theme.background;
      ctx.fillRect(0, 0, size.width, size.height);
      drawShapes(ctx, scene);
      drawUnderlay(ctx, scene);
      this.#layers.copyBackdrop(ctx, view, size);
    }
    layer.copy(ctx, view, size);
    drawAreas(ctx, scene, pointed);
  }

  #copyTouched(
    ctx: Context,
    layer: TileLayer,
    touched: readonly number[],
    { pointed }: Overlay,
  ): void {
    const { view } = this.camera;
    const { numbered } = this.#parts.layout;
    ctx.globalAlpha = 1;
    for (const seat of touched) {
      if (seat < numbered) layer.copyRound(ctx, view, seat);
    }
    if (pointed?.kind === 'seat') layer.copyRound(ctx, view, pointed.seat);
  }
}
