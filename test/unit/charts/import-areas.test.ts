import type { Shape } from '@ticket-flow/client/protocol';
import { describe, expect, it } from 'vitest';
import { importChart } from '../../../server/src/charts/import/import-chart.ts';
import { plan, row, zone } from './plans.ts';

/**
 * The zone lies at 100, 100 and its seats start there, so that the seats' margin of 30 makes
 * chart coordinates the area's own plus 30 while nothing sticks out to the left or above.
 */
function shapes(...areas: readonly object[]): readonly Shape[] {
  const hall = zone('Hall', [row('A', 0, 0)], { position: { x: 100, y: 100 }, areas });
  return importChart(plan([hall])).chart.geometry.shapes;
}

const at = { position: { x: 10, y: 20 } };

describe('areas', () => {
  it('CHART-12 reads a rectangle with its colours', () => {
    const rectangle = { width: 40, height: 20 };
    const colors = { color: '#CBEEB3', border_color: '#FFF' };
    expect(shapes({ shape: 'rectangle', ...at, ...colors, rectangle })).toEqual([
      { kind: 'rectangle', x: 40, y: 50, ...rectangle, color: '#cbeeb3', borderColor: '#ffffff' },
    ]);
  });

  it('CHART-12 reads a polygon, an ellipse and a circle', () => {
    const points = [
      { x: 0, y: 0 },
      { x: '30', y: 0 },
      { x: 0, y: 12.34 },
    ];
    expect(
      shapes(
        { shape: 'polygon', ...at, polygon: { points } },
        { shape: 'ellipse', ...at, ellipse: { radius: { x: 9, y: 5 } } },
        { shape: 'circle', ...at, circle: { radius: 7 } },
      ),
    ).toEqual([
      {
        kind: 'polygon',
        points: [
          { x: 40, y: 50 },
          { x: 70, y: 50 },
          { x: 40, y: 62.3 },
        ],
      },
      { kind: 'ellipse', x: 40, y: 50, radiusX: 9, radiusY: 5 },
      { kind: 'ellipse', x: 40, y: 50, radiusX: 7, radiusY: 7 },
    ]);
  });

  it('CHART-12 reads a text, and the caption of another shape', () => {
    const text = { text: 'STAGE', color: '#333333', position: { x: 20, y: 10 } };
    const rectangle = { width: 40, height: 20 };
    expect(
      shapes({ shape: 'text', ...at, text }, { shape: 'rectangle', ...at, rectangle, text }),
    ).toEqual([
      { kind: 'text', x: 60, y: 60, text: 'STAGE', size: 16, color: '#333333' },
      expect.objectContaining({ kind: 'rectangle' }),
      { kind: 'text', x: 60, y: 60, text: 'STAGE', size: 16, color: '#333333' },
    ]);
  });

  it('CHART-12 turns a shape about its position, as the source does', () => {
    const rectangle = { width: 40, height: 20 };
    const [turned] = shapes({
      shape: 'rectangle',
      position: { x: 60, y: 20 },
      rectangle,
      rotation: 90,
    });
    // A quarter turn about its corner at 90, 50 puts the middle at 80, 70.
    expect(turned).toEqual({ kind: 'rectangle', x: 60, y: 60, ...rectangle, rotation: 90 });
  });

  it('CHART-12 keeps a turned shape on the canvas', () => {
    const long = { shape: 'rectangle', rectangle: { width: 400, height: 10 }, rotation: -90 };
    const hall = zone('Hall', [row('A', 0, 0)], { areas: [long] });
    const { geometry } = importChart(plan([hall])).chart;
    expect(geometry.height).toBe(460);
    expect(geometry.sections[0]?.rows[0]?.y[0]).toBe(430);
  });

  it('CHART-12 leaves colours it cannot read to the reader', () => {
    const colors = { color: 'url(#x)', border_color: '' };
    expect(shapes({ shape: 'circle', ...at, ...colors, circle: { radius: 7 } })).toEqual([
      { kind: 'ellipse', x: 40, y: 50, radiusX: 7, radiusY: 7 },
    ]);
  });

  it('CHART-12 leaves out a shape it does not know and says so', () => {
    const hall = zone('Hall', [row('A', 0, 0)], { areas: [{ shape: 'roundTable' }] });
    const { chart, report } = importChart(plan([hall]));
    expect(chart.geometry.shapes).toEqual([]);
    expect(report.notes).toMatchObject([
      { code: 'skipped-shape', examples: ['zones[0].areas[0]: roundTable'] },
    ]);
  });
});
