import type { Chart } from '@ticket-flow/db';
import { SeatFlag, listSeats } from '@ticket-flow/client/protocol';
import { describe, expect, it } from 'vitest';
import { musicalTheatre, playHouse, stadium } from '../../../db/src/seeds/charts/index.ts';
import { lintChart } from '../../../server/src/charts/lint.ts';

const charts = [
  {
    name: 'play house',
    make: playHouse,
    counts: { seats: 315, sections: 1, rows: 14, categories: 3, areas: 0, places: 0 },
  },
  {
    name: 'musical theatre',
    make: musicalTheatre,
    counts: { seats: 1174, sections: 2, rows: 28, categories: 4, areas: 0, places: 0 },
  },
  {
    name: 'stadium',
    make: stadium,
    counts: { seats: 19900, sections: 59, rows: 1130, categories: 5, areas: 1, places: 400 },
  },
];

function labelled(chart: Chart, flag: number): number {
  return listSeats(chart.geometry).filter((seat) => (seat.flags & flag) !== 0).length;
}

describe.each(charts)('$name', ({ make, counts }) => {
  const chart = make();

  it('CHART-1 has the seats it should, and nothing to complain of', () => {
    expect(lintChart(chart)).toEqual({ counts, findings: [] });
  });

  it('CHART-1 is the same chart every time', () => {
    expect(make()).toEqual(chart);
  });

  it('CHART-1 keeps tenths of a unit, and rows left to right', () => {
    for (const row of chart.geometry.sections.flatMap((section) => section.rows)) {
      for (const value of [...row.x, ...row.y]) expect(value).toBe(Math.round(value * 10) / 10);
      const across = (row.x.at(-1) ?? 0) - (row.x[0] ?? 0);
      const down = (row.y.at(-1) ?? 0) - (row.y[0] ?? 0);
      expect(Math.abs(across) > 1 ? across : down).toBeGreaterThan(0);
    }
  });

  it('CHART-1 spaces the seats of a block evenly', () => {
    for (const row of chart.geometry.sections.flatMap((section) => section.rows)) {
      const gaps = row.x.map((x, k) =>
        Math.hypot(x - (row.x[k - 1] ?? NaN), (row.y[k] ?? NaN) - (row.y[k - 1] ?? NaN)),
      );
      const inBlock = gaps.slice(1).filter((_, k) => !row.breaks?.includes(k + 1));
      expect(Math.max(...inBlock)).toBeLessThan(1.15 * Math.min(...inBlock));
    }
  });
});

describe('labels and uids', () => {
  it('CHART-1 reads floor, row, number', () => {
    const chart = musicalTheatre();
    const seats = listSeats(chart.geometry);
    const found = seats.find((seat) => seat.label === '1F-B-12');
    expect(found).toMatchObject({ section: '1F', row: 'B', number: '12' });
    expect(chart.uids[found?.index ?? -1]).toBe('musical-theatre/1F/B/12');
    expect(playHouse().uids[0]).toBe('play-house/1F/A/1');
  });

  it('CHART-1 places of a standing area follow the last seat', () => {
    const { geometry, uids } = stadium();
    const [area] = geometry.areas;
    expect(area).toMatchObject({ name: 'Standing', capacity: 400, first: 19900 });
    expect(uids.at(-1)).toBe('stadium/Standing/400');
  });

  it('CHART-1 the balcony is drawn below the stalls, whole', () => {
    const [stalls, balcony] = musicalTheatre().geometry.sections;
    const gap = (balcony?.rows[0]?.y ?? []).map((y, k) => {
      const x = balcony?.rows[0]?.x[k] ?? 0;
      const above = (stalls?.rows.at(-1)?.x ?? []).map((sx, s) =>
        Math.abs(sx - x) < 15 ? y - (stalls?.rows.at(-1)?.y[s] ?? 0) : Infinity,
      );
      return Math.min(...above);
    });
    expect(Math.min(...gap)).toBeGreaterThan(40);
  });

  it.each(charts)('CHART-1 $name has wheelchair places, each beside a companion', ({ make }) => {
    const chart = make();
    expect(labelled(chart, SeatFlag.Accessible)).toBeGreaterThanOrEqual(4);
    expect(labelled(chart, SeatFlag.Companion)).toBe(labelled(chart, SeatFlag.Accessible));
  });
});
