import type { ChartGeometry, ChartRow } from '@ticket-flow/client/protocol';
import type { Chart } from '@ticket-flow/db';
import { describe, expect, it } from 'vitest';
import { ChartFaultError, assertChart, lintChart } from '../../../server/src/charts/lint.ts';

const row = (name: string, first: number, y: number, more: Partial<ChartRow> = {}): ChartRow => ({
  name,
  first,
  numbers: ['1', '2', '3'],
  x: [20, 40, 60],
  y: [y, y, y],
  category: 0,
  ...more,
});

function chartOf(rows: readonly ChartRow[], more: Partial<ChartGeometry> = {}): Chart {
  const seatCount = rows.reduce((sum, { numbers }) => sum + numbers.length, 0);
  return {
    geometry: {
      format: 1,
      name: 'test',
      width: 100,
      height: 100,
      seatRadius: 8,
      seatCount,
      floors: ['1F'],
      categories: [{ key: 'a', name: 'A', color: '#000000' }],
      sections: [{ name: 'S', floor: 0, rows }],
      areas: [],
      shapes: [],
      ...more,
    },
    uids: Array.from({ length: seatCount }, (_, k) => `u${k}`),
  };
}

const sound = chartOf([row('A', 0, 20), row('B', 3, 40)]);
const area = { name: 'G', floor: 0, category: 0, first: 6 } as const;
const square = { kind: 'rectangle', x: 0, y: 0, width: 9, height: 9 } as const;

const faults: readonly (readonly [string, Chart, object])[] = [
  [
    'repeated-label',
    chartOf([row('A', 0, 20), row('A', 3, 40)]),
    { count: 3, seats: ['S-A-1', 'S-A-2', 'S-A-3'] },
  ],
  [
    'repeated-uid',
    { ...sound, uids: ['u', 'u', 'v', 'w', 'x', 'y'] },
    { count: 1, seats: ['S-A-2'] },
  ],
  ['uid-count', { ...sound, uids: ['u'] }, { count: 5 }],
  ['seat-count', chartOf([row('A', 0, 20)], { seatCount: 4 }), { count: 1 }],
  ['index-order', chartOf([row('A', 0, 20), row('B', 4, 40)]), { count: 1 }],
  ['category-range', chartOf([row('A', 0, 20, { category: [0, 1, 0] })]), { seats: ['S-A-2'] }],
  ['floor-range', chartOf([row('A', 0, 20)], { floors: [] }), { count: 1 }],
  ['row-shape', chartOf([row('A', 0, 20, { x: [20, 40] })]), { count: 1 }],
  ['row-shape', chartOf([row('A', 0, 20, { breaks: [0] })]), { count: 1 }],
  ['row-shape', chartOf([row('A', 0, 20, { y: [20, NaN, 20] })]), { count: 1 }],
  ['no-seats', chartOf([]), { count: 0 }],
  [
    'area-capacity',
    chartOf([row('A', 0, 20)], { areas: [{ ...area, first: 3, capacity: 0, shape: square }] }),
    { count: 1 },
  ],
  [
    'too-many-seats',
    chartOf([row('A', 0, 20)], {
      areas: [{ ...area, first: 3, capacity: 100_000, shape: square }],
    }),
    { count: 100_003 },
  ],
];

const warnings: readonly (readonly [string, Chart, object])[] = [
  [
    'overlapping-seats',
    chartOf([row('A', 0, 20), row('B', 3, 30)]),
    { count: 3, seats: ['S-B-1', 'S-B-2', 'S-B-3'] },
  ],
  ['outside-canvas', chartOf([row('A', 0, 101)]), { count: 3 }],
  [
    'empty-row',
    chartOf([row('A', 0, 20), row('B', 3, 40, { numbers: [], x: [], y: [] })]),
    { count: 1 },
  ],
  [
    'empty-section',
    chartOf([row('A', 0, 20)], {
      sections: [
        { name: 'S', floor: 0, rows: [row('A', 0, 20)] },
        { name: 'T', floor: 0, rows: [] },
      ],
    }),
    { count: 1 },
  ],
];

describe('lintChart', () => {
  it('CHART-2 counts what a sound chart holds and finds nothing', () => {
    const counts = { seats: 6, sections: 1, rows: 2, categories: 1, areas: 0, places: 0 };
    expect(lintChart(sound)).toEqual({ counts, findings: [] });
  });

  it.each(faults)(
    'CHART-2 names the fault %s, and CHART-3 refuses the chart',
    (code, chart, more) => {
      const found = lintChart(chart).findings.find((finding) => finding.code === code);
      expect(found).toMatchObject({ severity: 'fault', ...more });
      expect(() => assertChart(chart)).toThrow(ChartFaultError);
    },
  );

  it.each(warnings)('CHART-2 warns of %s, and CHART-3 accepts the chart', (code, chart, more) => {
    const { findings } = lintChart(chart);
    expect(findings).toEqual([expect.objectContaining({ code, severity: 'warning', ...more })]);
    expect(() => assertChart(chart)).not.toThrow();
  });

  it('CHART-2 lists 20 seats at most and counts all', () => {
    const many = Array.from({ length: 9 }, (_, k) => row('A', 3 * k, 20));
    const found = lintChart(chartOf(many)).findings.find(({ code }) => code === 'repeated-label');
    expect(found?.count).toBe(24);
    expect(found?.seats).toHaveLength(20);
  });

  it('CHART-2 reads 100,000 seats in one pile without comparing each with each', () => {
    const seats = 100_000;
    const zeros = Array.from({ length: seats }, () => 50);
    const numbers = zeros.map((_, k) => String(k));
    const { findings } = lintChart(chartOf([row('A', 0, 0, { numbers, x: zeros, y: zeros })]));
    expect(findings).toEqual([expect.objectContaining({ count: seats - 1 })]);
  });

  it('CHART-3 says in one error everything that is wrong', () => {
    const broken = { ...chartOf([row('A', 0, 20), row('A', 3, 40)]), uids: [] };
    expect(() => assertChart(broken)).toThrow(/0 uids are given for 6 seats.*repeat a label \(3\)/);
  });
});
