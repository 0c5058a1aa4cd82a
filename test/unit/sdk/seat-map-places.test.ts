import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpatialGrid } from '../../../client-sdk/src/seat-map/model/grid.ts';
import {
  fit,
  pan,
  toChart,
  toScreen,
  zoomAt,
} from '../../../client-sdk/src/seat-map/canvas/viewport.ts';

const coordinate = fc.integer({ min: 0, max: 1_000 });
const point = fc.record({ x: coordinate, y: coordinate });

describe('the seat map’s viewport', () => {
  it('what is under the pointer stays under it while zooming', () => {
    fc.assert(
      fc.property(point, fc.double({ min: 0.2, max: 5, noNaN: true }), (at, factor) => {
        const view = { scale: 1.5, x: 20, y: -30 };
        const before = toChart(view, at);
        const after = toChart(zoomAt(view, at, factor, { min: 0.1, max: 50 }), at);
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
      }),
    );
  });

  it('zooming stops at its limits', () => {
    const view = { scale: 1, x: 0, y: 0 };
    expect(zoomAt(view, { x: 5, y: 5 }, 100, { min: 0.5, max: 4 }).scale).toBe(4);
    expect(zoomAt(view, { x: 5, y: 5 }, 0.01, { min: 0.5, max: 4 }).scale).toBe(0.5);
  });

  it('screen and chart are each other’s inverse, also after panning', () => {
    const view = pan(
      fit({ left: 0, top: 0, right: 800, bottom: 400 }, { width: 390, height: 500 }),
      7,
      -3,
    );
    fc.assert(
      fc.property(point, (at) => {
        const back = toChart(view, toScreen(view, at));
        expect(back.x).toBeCloseTo(at.x, 6);
        expect(back.y).toBeCloseTo(at.y, 6);
      }),
    );
  });

  it('fitting shows all of a rectangle', () => {
    const size = { width: 390, height: 500 };
    const bounds = { left: -50, top: 20, right: 1_000, bottom: 400 };
    const view = fit(bounds, size);
    for (const corner of [
      { x: bounds.left, y: bounds.top },
      { x: bounds.right, y: bounds.bottom },
    ]) {
      const { x, y } = toScreen(view, corner);
      expect(x >= 0 && x <= size.width && y >= 0 && y <= size.height).toBe(true);
    }
  });
});

describe('the grid that finds seats', () => {
  it('finds the nearest point exactly as looking at every point does', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), point, (points, at) => {
        const bounds = { left: 0, top: 0, right: 1_000, bottom: 1_000 };
        const xs = Float32Array.from(points, ({ x }) => x);
        const ys = Float32Array.from(points, ({ y }) => y);
        const grid = new SpatialGrid(xs, ys, bounds, 40);
        const distance = (k: number): number =>
          Math.hypot((xs[k] ?? 0) - at.x, (ys[k] ?? 0) - at.y);
        const found = grid.nearest(at.x, at.y, 120);
        const best = Math.min(...points.map((_, k) => distance(k)));
        if (best > 120) expect(found).toBeUndefined();
        else expect(found === undefined ? Infinity : distance(found)).toBeCloseTo(best, 4);
      }),
    );
  });
});
