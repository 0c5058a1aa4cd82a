import type { Point } from '../../protocol/index.ts';
import type { Rect } from '../model/geometry.ts';
import type { MapLayout } from '../model/layout.ts';
import { between, centredOn, fit, fitScale, keepInSight, pan, zoomAt } from './viewport.ts';
import type { Size, View, ZoomLimits } from './viewport.ts';

const MOVE_MS = 260;
/** After the last step of a wheel or a pinch, the picture is drawn sharp again. */
const ZOOM_RESTS_MS = 110;
const LARGEST_SEAT = 22;
export const COMFORTABLE_SEAT = 13;
/** Part of its speed that a thrown map keeps each millisecond. */
const FRICTION = 0.996;
const SLOWEST = 0.02;
const LOWER_EDGE = 44;

export interface CameraParts {
  readonly layout: MapLayout;
  /** What `fit` shows: the whole chart or one floor of it. */
  readonly bounds: () => Rect;
  readonly reducedMotion: () => boolean;
  readonly moved: () => void;
}

/** Where the map is looked at from, and how it gets there. */
export class Camera {
  readonly #parts: CameraParts;
  #view: View = { scale: 1, x: 0, y: 0 };
  #size: Size = { width: 0, height: 0 };
  #move: { from: View; to: View; startedAt: number } | undefined;
  #fling: { vx: number; vy: number; at: number } | undefined;
  #zoomedAt = -Infinity;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #touched = false;

  constructor(parts: CameraParts) {
    this.#parts = parts;
  }

  get view(): View {
    return this.#view;
  }

  get size(): Size {
    return this.#size;
  }

  /** Whether the scale is changing: a sharp picture of this one would be for nothing. */
  isZooming(now: number): boolean {
    const { from, to } = this.#move ?? {};
    return (from && to && from.scale !== to.scale) || now - this.#zoomedAt < ZOOM_RESTS_MS;
  }

  /** One step of a movement under way; answers whether more are to come. */
  step(now: number): boolean {
    if (this.#fling) return this.#glide(now);
    if (!this.#move) return false;
    const { from, to, startedAt } = this.#move;
    const part = Math.min(1, Math.max(0, (now - startedAt) / MOVE_MS));
    this.#view = part === 1 ? to : between(from, to, 1 - (1 - part) ** 3);
    if (part === 1) this.#move = undefined;
    return part < 1;
  }

  panBy(dx: number, dy: number): void {
    this.#touched = true;
    this.#jump(pan(this.#view, dx, dy));
  }

  /** The map was let go at this speed, in CSS pixels a millisecond. */
  fling(vx: number, vy: number): void {
    if (this.#parts.reducedMotion()) return;
    this.#fling = { vx, vy, at: performance.now() };
    this.#parts.moved();
  }

  stop(): void {
    this.#move = undefined;
    this.#fling = undefined;
  }

  zoomAt(at: Point, factor: number): void {
    this.#touched = true;
    this.#zoomedAt = performance.now();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(this.#parts.moved, ZOOM_RESTS_MS + 10);
    this.#jump(zoomAt(this.#view, at, factor, this.#limits()));
  }

  zoomBy(factor: number, at: Point = this.#middle()): void {
    this.#touched = true;
    this.goTo(zoomAt(this.#move?.to ?? this.#view, at, factor, this.#limits()));
  }

  fitAll(): void {
    this.#touched = false;
    this.goTo(this.#home());
  }

  zoomToRect(rect: Rect): void {
    this.#touched = true;
    const closest = COMFORTABLE_SEAT / this.#parts.layout.seatRadius;
    this.goTo(fit(rect, this.#size, closest, 32));
  }

  /** Brings a seat to the middle, large enough to be chosen. */
  zoomToSeat(seat: number, animate = true): void {
    const place = this.#parts.layout.seats[seat];
    if (!place) return;
    this.#touched = true;
    const comfortable = COMFORTABLE_SEAT / this.#parts.layout.seatRadius;
    const scale = Math.min(this.#limits().max, Math.max(this.#view.scale, comfortable));
    const view = centredOn(place, scale, this.#size);
    if (animate) this.goTo(view);
    else this.#jump(view);
  }

  centreOn(point: Point): void {
    this.#touched = true;
    this.#jump(centredOn(point, this.#view.scale, this.#size));
  }

  goTo(aim: View): void {
    const to = this.#keep(aim);
    if (this.#parts.reducedMotion() || this.#size.width === 0) {
      this.#jump(to);
      return;
    }
    this.#fling = undefined;
    this.#move = { from: this.#view, to, startedAt: performance.now() };
    this.#parts.moved();
  }

  resize(size: Size): void {
    const before = this.#size;
    this.#size = size;
    if (!this.#touched) this.#jump(this.#home());
    else {
      const dx = (size.width - before.width) / 2;
      this.#jump(pan(this.#view, dx, (size.height - before.height) / 2));
    }
  }

  /** Another floor is shown: looked at from afar again. */
  reset(): void {
    this.#touched = false;
    this.#jump(this.#home());
  }

  close(): void {
    clearTimeout(this.#rest);
  }

  #glide(now: number): boolean {
    if (!this.#fling) return false;
    const { vx, vy, at } = this.#fling;
    const elapsed = Math.min(64, Math.max(0, now - at));
    const kept = FRICTION ** elapsed;
    this.#view = this.#keep(pan(this.#view, vx * elapsed, vy * elapsed));
    this.#fling = { vx: vx * kept, vy: vy * kept, at: now };
    if (Math.hypot(vx, vy) < SLOWEST) this.#fling = undefined;
    return this.#fling !== undefined;
  }

  #jump(view: View): void {
    this.#move = undefined;
    this.#fling = undefined;
    this.#view = this.#keep(view);
    this.#parts.moved();
  }

  #keep(view: View): View {
    return keepInSight(view, this.#parts.bounds(), this.#size);
  }

  #middle(): Point {
    return { x: this.#size.width / 2, y: this.#size.height / 2 };
  }

  #limits(): ZoomLimits {
    const whole = fitScale(this.#parts.bounds(), this.#size);
    const { seatRadius } = this.#parts.layout;
    return { min: whole * 0.7, max: Math.max(whole * 2, LARGEST_SEAT / seatRadius) };
  }

  #home(): View {
    const { seatRadius } = this.#parts.layout;
    const { width, height } = this.#size;
    // What is told at the lower edge must not lie on the last rows.
    const free = { width, height: Math.max(height / 2, height - LOWER_EDGE) };
    return fit(this.#parts.bounds(), free, COMFORTABLE_SEAT / seatRadius);
  }
}
