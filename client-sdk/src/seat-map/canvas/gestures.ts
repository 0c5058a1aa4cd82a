import type { Point } from '../../protocol/index.ts';
import type { PointerKind } from './hit-test.ts';

export interface GestureListener {
  pan(dx: number, dy: number): void;
  zoom(at: Point, factor: number): void;
  tap(at: Point, kind: PointerKind): void;
  /** undefined when the pointer has left. */
  hover(at: Point | undefined): void;
}

/** Movement that is still a tap, in CSS pixels. */
const SLOP = { mouse: 4, touch: 9 } as const;

/** Turns pointers and the wheel into pan, zoom, tap and hover. Answers how to stop. */
export function listenToGestures(element: HTMLElement, listener: GestureListener): () => void {
  const pointers = new Map<number, Point>();
  let start: Point | undefined;
  let dragging = false;

  const place = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const kindOf = (event: PointerEvent): PointerKind =>
    event.pointerType === 'mouse' ? 'mouse' : 'touch';

  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place(event));
    dragging = pointers.size > 1;
    start = place(event);
  };
  const move = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    const at = place(event);
    if (!before || !start) {
      if (event.pointerType === 'mouse') listener.hover(at);
      return;
    }
    if (pointers.size === 2) pinch(event.pointerId, before, at);
    else if (dragging || distance(start, at) > SLOP[kindOf(event)]) {
      // What lay under the slop is caught up with, so the map does not trail the pointer.
      if (!dragging) listener.hover(undefined);
      dragging = true;
      listener.pan(at.x - before.x, at.y - before.y);
    } else return;
    pointers.set(event.pointerId, at);
  };
  const pinch = (moved: number, before: Point, at: Point): void => {
    const other = [...pointers].find(([id]) => id !== moved)?.[1];
    if (!other) return;
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    const wasMiddle = { x: (before.x + other.x) / 2, y: (before.y + other.y) / 2 };
    listener.pan(middle.x - wasMiddle.x, middle.y - wasMiddle.y);
    listener.zoom(middle, distance(at, other) / Math.max(1, distance(before, other)));
  };
  const up = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    if (!dragging && event.type === 'pointerup') listener.tap(place(event), kindOf(event));
    if (pointers.size === 0) dragging = false;
  };
  const leave = (): void => {
    listener.hover(undefined);
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1;
    // A pinch on a trackpad arrives as a wheel with ctrl, in much smaller steps.
    const speed = event.ctrlKey ? 0.01 : 0.0018;
    listener.zoom(place(event), Math.exp(-event.deltaY * lines * speed));
  };

  const events = new AbortController();
  const { signal } = events;
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', up, { signal });
  element.addEventListener('pointerleave', leave, { signal });
  element.addEventListener('wheel', wheel, { signal, passive: false });
  return () => {
    events.abort();
  };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
