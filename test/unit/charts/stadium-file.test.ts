import { existsSync, readFileSync } from 'node:fs';
import { listSeats } from '@ticket-flow/client/protocol';
import { describe, expect, it } from 'vitest';
import { importChart } from '../../../server/src/charts/import/import-chart.ts';
import { assertChart, lintChart } from '../../../server/src/charts/lint.ts';

/** A real plan, drawn by others; it is not part of this repository. */
const file = new URL('../../../../shared/charts/seatmap-canvas-stadium.json', import.meta.url);
const present = existsSync(file);
if (!present) console.log('skipped: no real seating plan beside the repository');

describe.skipIf(!present)('a real pretix plan', () => {
  const read = () => importChart(JSON.parse(readFileSync(file, 'utf8')));

  it('CHART-8 gives 738 seats of 318 names a label and a uid each', () => {
    const { chart } = read();
    const seats = listSeats(chart.geometry);
    expect(seats).toHaveLength(738);
    expect(new Set(seats.map(({ label }) => label)).size).toBe(738);
    expect(new Set(chart.uids).size).toBe(738);
    expect(seats.map(({ index }) => index)).toEqual(seats.map((_, k) => k));
  });

  it('CHART-8 splits its two zones into the fifteen blocks that were drawn', () => {
    const { chart, report } = read();
    expect(chart.geometry.sections).toHaveLength(15);
    expect(chart.geometry.sections.every(({ rows }) => rows.length === 6)).toBe(true);
    expect(report.notes.map(({ code, count }) => [code, count])).toEqual([
      ['moved-section', 1],
      ['split-section', 13],
      ['repeated-uid', 420],
    ]);
  });

  it('CHART-2 leaves nothing for the lint to find', () => {
    const { chart } = read();
    expect(() => assertChart(chart)).not.toThrow();
    expect(lintChart(chart).findings).toEqual([]);
  });

  it('CHART-7 gives the same uids every time', () => {
    expect(read()).toEqual(read());
  });
});
