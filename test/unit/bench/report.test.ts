import { describe, expect, test } from 'vitest';
import { compare } from '../../bench/harness/figure.ts';
import type { Machine } from '../../bench/harness/machine.ts';
import { drawChart } from '../../bench/report/chart.ts';
import { writePage } from '../../bench/report/page.ts';

const machine: Machine = {
  ...{ header: true, measured_at: '2026-01-02T03:04:05.000Z', cpu: 'a CPU', cores: 2 },
  ...{ memory_gb: 8, system: 'linux x64', node: 'v20', redis: '7', mariadb: '10', load_before: 0 },
};
const common = { bench: 'one', unit: 'holds/s', referenceName: 'bare & <plain>' };
const figures = [
  compare({
    ...{ ...common, case: '1 seat', ours: [9, 10, 12], reference: [10, 10, 10] },
    bar: { of: 'ratio', at_least: 0.85 },
  }),
  compare({
    ...{ ...common, case: '2 seats', ours: [1, 1, 1], reference: [2, 2, 2] },
    bar: { of: 'ratio', at_least: 0.85 },
  }),
];
const benches = [
  { name: 'one', title: 'Bench one', about: 'What it is.' },
  { name: 'two', title: 'Bench two', about: 'Nothing of it was measured.' },
];

describe('the results page', () => {
  const page = writePage(benches, machine, figures);

  test('BENCH-3 says of every bar whether it held, with the figure as it was', () => {
    expect(page).toContain(
      '| yes | one: 1 seat | bare & <plain> | at least 0.85× | 1× (0.9–1.2) |',
    );
    expect(page).toContain('| **no** | one: 2 seats |');
    expect(page).toContain('0.5× (0.5–0.5)');
  });

  test('BENCH-3 has what was measured, with what each reference is, and nothing else', () => {
    expect(page).toContain('## Bench one\n\nWhat it is.');
    expect(page).not.toContain('Bench two');
    expect(page).toContain('a CPU, 2 cores');
  });

  test('BENCH-3 draws every ratio from 1 on, and marks what falls short', () => {
    const svg = drawChart('Bench <one>', figures);
    expect(svg).toContain('Bench &lt;one&gt;');
    expect(svg.match(/<rect/g)).toHaveLength(2);
    expect(svg.match(/class="short"/g)).toHaveLength(1);
    expect(svg).not.toContain('NaN');
  });

  test('BENCH-3 draws also where nothing differs, and where it is nothing at all', () => {
    const same = compare({ ...common, case: 'same', ours: [0], reference: [0] });
    const none = compare({ ...common, case: 'none', ours: [0], reference: [5] });
    expect(drawChart('T', [same])).not.toMatch(/NaN|Infinity/);
    expect(drawChart('T', [none])).not.toMatch(/NaN|Infinity/);
  });
});
