import { expect, it } from 'vitest';
import { importChart } from '../../../server/src/charts/import/import-chart.ts';
import { lintChart } from '../../../server/src/charts/lint.ts';
import { formatReport } from '../../../server/src/charts/report.ts';
import { plan, row, seat, zone } from './plans.ts';

it('CHART-14 the report tells what a file holds and what was changed', () => {
  const rows = [row('A', 0, 0), row('A', 200, 0)];
  rows[0]?.seats.push(seat({ number: '5', x: 76, more: { status: 'free' } }));
  const { chart, report } = importChart(plan([zone('Hall', rows)]));
  const text = formatReport({ name: chart.geometry.name, lint: lintChart(chart), report });
  expect(text).toBe(`Small hall
  seats               9
  sections            2
  rows                2
  categories          1
  repeated ids        0
  repeated labels     0
  overlapping seats   1

read as pretix, with changes:
  fields the importer does not know were ignored (1): zones[].rows[].seats[].status
  sections were split off because their rows repeat (1): Hall (2): row A

findings:
  warning: seats stand on another seat (1): Hall-A-5

the chart can be used
`);
});

it('CHART-14 the report of a faulty chart says that it can not be used', () => {
  const { chart } = importChart(plan([zone('Hall', [row('A', 0, 0)])]));
  const lint = lintChart({ ...chart, uids: [] });
  const text = formatReport({ name: 'Faulty', lint });
  expect(text).toContain('fault: 0 uids are given for 4 seats (4)');
  expect(text).toContain("the chart can't be used");
});
