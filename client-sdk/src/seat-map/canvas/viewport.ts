import type { Point } from '../../protocol/index.ts';
import type { Rect } from '../model/geometry.ts';

/** Where the chart lies on the screen: `screen = chart * scale + (x, y)`, in CSS pixels. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface ZoomLimits {
  readonly min: number;
  readonly max: number;
}

const PADDING = 24;

export function fitScale(bounds: Rect, size: Size, padding = PADDING): number {
  const width = Math.max(1, bounds.right - bounds.left);
  const height = Math.max(1, bounds.bottom - bounds.top);
  const across = Math.max(1, size.width - 2 * padding) / width;
  return Math.min(across, Math.max(1, size.height - 2 * padding) / height);
}

/** The whole rectangle in the middle of the screen, but not closer than `maxScale`. */
export function fit(bounds: Rect, size: Size, maxScale = Infinity, padding = PADDING): View {
  const scale = Math.min(maxScale, fitScale(bounds, size, padding));
  return centredOn(
    { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 },
    scale,
    size,
  );
}

export function centredOn({ x, y }: Point, scale: number, size: Size): View {
  return { scale, x: size.width / 2 - x * scale, y: size.height / 2 - y * scale };
}

export function toScreen({ scale, x, y }: View, point: Point): Point {
  return { x: point.x * scale + x, y: point.y * scale + y };
}

export function toChart({ scale, x, y }: View, point: Point): Point {
  return { x: (point.x - x) / scale, y: (point.y - y) / scale };
}

/** Zooms so that what is under `at` stays under it. */
export function zoomAt(view: View, at: Point, factor: number, limits: ZoomLimits): View {
  const scale = Math.min(limits.max, Math.max(limits.min, view.scale * factor));
  const under = toChart(view, at);
  return { scale, x: at.x - under.x * scale, y: at.y - under.y * scale };
}

export function pan(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** Keeps some of the chart on the screen: nobody should get lost in the void. */
export function keepInSight(view: View, bounds: Rect, size: Size): View {
  const margin = 0.35;
  const clampAxis = (offset: number, from: number, to: number, length: number): number => {
    const low = length * margin - to * view.scale;
    const high = length * (1 - margin) - from * view.scale;
    return Math.min(Math.max(offset, Math.min(low, high)), Math.max(low, high));
  };
  return {
    scale: view.scale,
    x: clampAxis(view.x, bounds.left, bounds.right, size.width),
    y: clampAxis(view.y, bounds.top, bounds.bottom, size.height),
  };
}

/** The part of the chart that is on the screen. */
export function visible(view: View, size: Size, margin = 0): Rect {
  const topLeft = toChart(view, { x: 0, y: 0 });
  const bottomRight = toChart(view, { x: size.width, y: size.height });
  return {
    left: topLeft.x - margin,
    top: topLeft.y - margin,
    right: bottomRight.x + margin,
    bottom: bottomRight.y + margin,
  };
}

export function between(from: View, to: View, part: number): View {
  // Sizes are felt as ratios, so the scale moves evenly in its logarithm.
  const scale = from.scale * (to.scale / from.scale) ** part;
  const weight = to.scale === from.scale ? part : (scale - from.scale) / (to.scale - from.scale);
  return {
    scale,
    x: from.x + (to.x - from.x) * weight,
    y: from.y + (to.y - from.y) * weight,
  };
}
