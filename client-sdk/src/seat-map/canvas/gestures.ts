import type { Point } from '../../protocol/index.ts';
import type { PointerKind } from './hit-test.ts';
import { placeIn } from './place-in.ts';

export interface GestureListener {
  pan(dx: number, dy: number): void;
  /** Let go while moving, in CSS pixels a millisecond. */
  fling(vx: number, vy: number): void;
  /** A pointer went down: whatever moves by itself stops. */
  grab(): void;
  zoom(at: Point, factor: number): void;
  tap(at: Point, kind: PointerKind, again: boolean): void;
  /** undefined when the pointer has left. */
  hover(at: Point | undefined): void;
  /** Whether a drag that begins like this gathers seats instead of moving the map. */
  gathers(event: PointerEvent): boolean;
  gather(from: Point, to: Point, done: boolean): void;
}

/** Movement that is still a tap, in CSS pixels. */
const SLOP = { mouse: 4, touch: 9 } as const;
const DOUBLE_TAP_MS = 320;
const DOUBLE_TAP_REACH = 28;
/** A pointer that rested that long before it was lifted throws nothing. */
const FLING_WITHIN_MS = 50;
const SLOWEST_FLING = 0.25;

/** Turns pointers and the wheel into pan, zoom, tap, hover and gather. Answers how to stop. */
export function listenToGestures(element: HTMLElement, listener: GestureListener): () => void {
  const events = new AbortController();
  const { signal } = events;
  const hand = createHand(element, listener);
  element.addEventListener('pointerdown', hand.down, { signal });
  element.addEventListener('pointermove', hand.move, { signal });
  element.addEventListener('pointerup', hand.up, { signal });
  element.addEventListener('pointercancel', hand.up, { signal });
  element.addEventListener(
    'pointerleave',
    (event) => {
      // A finger that is lifted leaves too; what it touched stays shown.
      if (event.pointerType === 'mouse') listener.hover(undefined);
    },
    { signal },
  );
  const wheel = (event: WheelEvent): void => {
    // Sideways only: that is the page's.
    if (event.deltaY === 0) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1;
    // A pinch on a trackpad arrives as a wheel with ctrl, in much smaller steps.
    const speed = event.ctrlKey ? 0.01 : 0.0018;
    listener.zoom(placeIn(element, event), Math.exp(-event.deltaY * lines * speed));
  };
  element.addEventListener('wheel', wheel, { signal, passive: false });
  return () => {
    events.abort();
  };
}

interface Hand {
  readonly down: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  readonly up: (event: PointerEvent) => void;
}

function createHand(element: HTMLElement, listener: GestureListener): Hand {
  const pointers = new Map<number, Point>();
  let start: Point | undefined;
  let pressed: { on: Point; under: Point } | undefined;
  let doing: 'nothing' | 'pan' | 'gather' = 'nothing';
  let speed = { x: 0, y: 0, at: 0 };
  let tapped: { at: Point; when: number } | undefined;

  const pinch = (moved: number, before: Point, at: Point): void => {
    const other = [...pointers].find(([id]) => id !== moved)?.[1];
    if (!other) return;
    const middle = middleOf(at, other);
    const was = middleOf(before, other);
    listener.pan(middle.x - was.x, middle.y - was.y);
    listener.zoom(middle, distance(at, other) / Math.max(1, distance(before, other)));
  };
  const drag = (event: PointerEvent, before: Point, at: Point): void => {
    const elapsed = Math.max(1, event.timeStamp - speed.at);
    const keep = 0.6;
    speed = {
      x: speed.x * keep + ((at.x - before.x) / elapsed) * (1 - keep),
      y: speed.y * keep + ((at.y - before.y) / elapsed) * (1 - keep),
      at: event.timeStamp,
    };
    listener.pan(at.x - before.x, at.y - before.y);
  };
  /** A map that has moved below the pointer meanwhile has another seat there. */
  const isSameSpot = (event: PointerEvent): boolean =>
    pressed !== undefined &&
    distance(pressed.on, { x: event.clientX, y: event.clientY }) <= SLOP[kindOf(event)] &&
    distance(pressed.under, cornerOf(element)) < 1;
  const tap = (event: PointerEvent): void => {
    const at = placeIn(element, event);
    const again =
      tapped !== undefined &&
      event.timeStamp - tapped.when < DOUBLE_TAP_MS &&
      distance(tapped.at, at) < DOUBLE_TAP_REACH;
    tapped = again ? undefined : { at, when: event.timeStamp };
    listener.tap(at, kindOf(event), again);
  };
  return {
    down: (event) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      const at = placeIn(element, event);
      pointers.set(event.pointerId, at);
      listener.grab();
      if (doing === 'gather') listener.gather(at, at, false);
      doing = pointers.size > 1 ? 'pan' : listener.gathers(event) ? 'gather' : 'nothing';
      start = at;
      pressed = { on: { x: event.clientX, y: event.clientY }, under: cornerOf(element) };
      speed = { x: 0, y: 0, at: event.timeStamp };
    },
    move: (event) => {
      const before = pointers.get(event.pointerId);
      const at = placeIn(element, event);
      if (!before || !start) {
        if (event.pointerType === 'mouse') listener.hover(at);
        return;
      }
      if (pointers.size === 2) pinch(event.pointerId, before, at);
      else if (pointers.size > 2) return;
      else if (doing === 'gather') listener.gather(start, at, false);
      else if (doing === 'pan' || distance(start, at) > SLOP[kindOf(event)]) {
        if (doing === 'nothing') listener.hover(undefined);
        doing = 'pan';
        // What lay under the slop is caught up with, so the map does not trail the pointer.
        drag(event, before, at);
      } else return;
      pointers.set(event.pointerId, at);
    },
    up: (event) => {
      if (!pointers.delete(event.pointerId)) return;
      const at = placeIn(element, event);
      const lifted = event.type === 'pointerup';
      const far = start !== undefined && distance(start, at) > SLOP[kindOf(event)];
      if (doing === 'gather' && start) listener.gather(start, at, lifted && far);
      const isTap = doing === 'nothing' || (doing === 'gather' && !far);
      if (lifted && isTap && isSameSpot(event)) tap(event);
      const thrown = event.timeStamp - speed.at < FLING_WITHIN_MS;
      if (doing === 'pan' && pointers.size === 0 && thrown) {
        if (Math.hypot(speed.x, speed.y) > SLOWEST_FLING) listener.fling(speed.x, speed.y);
      }
      if (pointers.size === 0) doing = 'nothing';
    },
  };
}

function cornerOf(element: HTMLElement): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: left, y: top };
}

function kindOf(event: PointerEvent): PointerKind {
  return event.pointerType === 'mouse' ? 'mouse' : 'touch';
}

function middleOf(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
