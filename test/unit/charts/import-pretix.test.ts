import { SeatFlag, listSeats } from '@ticket-flow/client/protocol';
import { describe, expect, it } from 'vitest';
import { importChart } from '../../../server/src/charts/import/import-chart.ts';
import { lintChart } from '../../../server/src/charts/lint.ts';
import { plan, row, seat, zone } from './plans.ts';

function read(json: unknown) {
  const { chart, report } = importChart(json);
  const seats = listSeats(chart.geometry);
  return {
    chart,
    geometry: chart.geometry,
    labels: seats.map(({ label }) => label),
    seats,
    note: (code: string) => report.notes.find((note) => note.code === code),
    notes: report.notes.map(({ code }) => code),
    findings: lintChart(chart).findings,
  };
}

describe('positions', () => {
  it('CHART-4 adds up zone, row and seat, and fits everything to the canvas', () => {
    const rows = [row('A', -300, -200), row('B', -290, -170)];
    const { geometry, notes, findings } = read(
      plan([zone('Hall', rows, { position: { x: 100, y: 50 } })]),
    );
    const [a, b] = geometry.sections[0]?.rows ?? [];
    expect(a?.x).toEqual([30, 55, 80, 105]);
    expect(a?.y).toEqual([30, 30, 30, 30]);
    expect(b?.x[0]).toBe(40);
    expect(b?.y[0]).toBe(60);
    expect([geometry.width, geometry.height]).toEqual([145, 90]);
    expect([notes, findings]).toEqual([[], []]);
  });

  it('CHART-4 takes decimals, and numbers written as text', () => {
    const seats = [
      seat({ number: 7, x: '0.04', y: -3.25e-13 }),
      seat({ number: '8', x: 25.26, y: '1e0' }),
    ];
    const { geometry, labels } = read(
      plan([zone('Hall', [{ row_number: 3, seats, position: { x: '10', y: 5 } }])]),
    );
    expect(labels).toEqual(['Hall-3-7', 'Hall-3-8']);
    expect(geometry.sections[0]?.rows[0]).toMatchObject({ x: [30, 55.2], y: [30, 31] });
  });

  it('CHART-4 draws a plan in metres large enough for tenths', () => {
    const { geometry, note, findings } = read(plan([zone('Hall', [row('A', 0, 0, 5, 0.5)])]));
    expect(geometry.sections[0]?.rows[0]?.x).toEqual([30, 50, 70, 90, 110].map((x) => x + 30));
    expect(note('scaled')?.examples).toEqual(['40 times']);
    expect(findings).toEqual([]);
  });

  it('CHART-5 orders a row left to right, whatever the order of the file', () => {
    const backwards = [60, 0, 30].map((x, k) => seat({ number: String(k + 1), x: -x, y: -x }));
    const { labels } = read(plan([zone('Hall', [{ row_number: 'A', seats: backwards }])]));
    expect(labels).toEqual(['Hall-A-1', 'Hall-A-3', 'Hall-A-2']);
  });

  it('CHART-5 orders an upright row downwards', () => {
    const upright = [50, 25, 0].map((y, k) => seat({ number: String(k + 1), x: y / 50, y }));
    const { labels } = read(plan([zone('Hall', [{ row_number: 'A', seats: upright }])]));
    expect(labels).toEqual(['Hall-A-3', 'Hall-A-2', 'Hall-A-1']);
  });

  it('CHART-5 keeps neighbours together in a row bent into a horseshoe', () => {
    const bent = Array.from({ length: 12 }, (_, k) => {
      const angle = ((-130 + (260 * k) / 11) * Math.PI) / 180;
      return seat({
        number: String(k + 1),
        x: 100 * Math.sin(angle),
        y: 100 * Math.cos(angle),
      });
    });
    const { labels, geometry } = read(plan([zone('H', [{ row_number: 'A', seats: bent }])]));
    expect(labels).toEqual(bent.map(({ seat_number }) => `H-A-${String(seat_number)}`));
    expect(geometry.sections[0]?.rows[0]?.breaks).toBeUndefined();
  });

  it('CHART-5 breaks a row where a gap is more than 1.8 times the usual one', () => {
    const xs = [0, 25, 50, 94, 119, 165, 190];
    const seats = xs.map((x, k) => seat({ number: String(k + 1), x }));
    const { geometry } = read(plan([zone('Hall', [{ row_number: 'A', seats }])]));
    expect(geometry.sections[0]?.rows[0]?.breaks).toEqual([5]);
  });

  it('CHART-6 keeps the radius of the file where it fits, and 10 where it has none', () => {
    const small = row('A', 0, 0);
    small.seats.forEach((one) => Object.assign(one, { radius: 6 }));
    expect(read(plan([zone('Hall', [small])])).geometry.seatRadius).toBe(6);
    expect(read(plan([zone('Hall', [row('A', 0, 0)])])).geometry.seatRadius).toBe(10);
  });

  it('CHART-6 reduces the radius where seats would overlap', () => {
    const tight = plan([zone('Hall', [row('A', 0, 0, 4, 16), row('B', 0, 12, 4, 16)])]);
    const { geometry, note, findings } = read(tight);
    expect(geometry.seatRadius).toBe(5.4);
    expect(note('reduced-radius')?.examples).toEqual(['10 to 5.4']);
    expect(findings).toEqual([]);
  });

  it('CHART-6 does not shrink all seats for one that stands on another', () => {
    const odd = row('A', 0, 0, 6);
    odd.seats.push(seat({ number: '7', x: 126 }));
    const { geometry, findings } = read(plan([zone('Hall', [odd])]));
    expect(geometry.seatRadius).toBe(10);
    expect(findings).toMatchObject([{ code: 'overlapping-seats', seats: ['Hall-A-7'] }]);
  });
});

describe('repeats', () => {
  it('CHART-7 keeps a unique seat_guid and adds a suffix to its repeats', () => {
    const guids = ['g', 'g', 'g~2', 'g', 'h', ''];
    const seats = guids.map((guid, k) => seat({ number: String(k + 1), x: 25 * k, guid }));
    const { chart, note } = read(plan([zone('Hall', [{ row_number: 'A', seats }])]));
    expect(chart.uids).toEqual(['g', 'g~3', 'g~2', 'g~4', 'h', 'Hall-A-6']);
    expect(note('repeated-uid')).toMatchObject({ count: 2, examples: ['g~3', 'g~4'] });
  });

  it('CHART-8 splits blocks that start their rows again into sections', () => {
    const rows = [
      ...['A', 'B', 'C'].map((name, k) => row(name, 0, 25 * k)),
      ...['A', 'B', 'C'].map((name, k) => row(name, 300, 25 * k)),
      ...['F', 'G'].map((name, k) => row(name, 600, 25 * k)),
    ];
    const { geometry, note, findings } = read(plan([zone('Hall', rows)]));
    const shape = geometry.sections.map(({ name, rows: r }) => [
      name,
      r.map((x) => x.name).join(''),
    ]);
    expect(shape).toEqual([
      ['Hall', 'ABC'],
      ['Hall (2)', 'ABC'],
      ['Hall (3)', 'FG'],
    ]);
    expect(note('split-section')?.examples).toEqual([
      'Hall (2): rows A to C',
      'Hall (3): rows F to G',
    ]);
    expect(findings).toEqual([]);
  });

  it('CHART-8 puts together the rows of blocks that a file lists in turns', () => {
    const rows = ['A', 'B', 'C'].flatMap((name, k) => [
      row(name, 0, 25 * k),
      row(name, 200, 25 * k),
    ]);
    const { geometry } = read(plan([zone('Hall', rows)]));
    expect(geometry.sections.map(({ rows: r }) => r.map(({ x }) => x[0]))).toEqual([
      [30, 30, 30],
      [230, 230, 230],
    ]);
  });

  it('CHART-8 leaves a zone whole whose repeated rows have numbers of their own', () => {
    const right = row('A', 200, 0);
    right.seats.forEach((one, k) => Object.assign(one, { seat_number: String(k + 5) }));
    const { geometry, notes } = read(plan([zone('Hall', [row('A', 0, 0), right])]));
    expect(geometry.sections.map(({ rows }) => rows.length)).toEqual([2]);
    expect(notes).toEqual([]);
  });

  it('CHART-8 gives zones of one name names of their own, past those the file uses', () => {
    const names = ['Box', 'Box', 'Box (2)', 'Box'];
    const { geometry, note } = read(
      plan(names.map((name, k) => zone(name, [row('A', 0, 50 * k)]))),
    );
    expect(geometry.sections.map(({ name }) => name)).toEqual([
      'Box',
      'Box (3)',
      'Box (2)',
      'Box (4)',
    ]);
    expect(note('renamed-section')?.count).toBe(2);
  });

  it('CHART-8 renumbers seats that repeat a number of their row', () => {
    const seats = ['1', '1', '1b', '1', '', ''].map((number, k) =>
      seat({ number, x: 25 * k, guid: `g${k}` }),
    );
    const { labels, note } = read(plan([zone('Hall', [{ row_number: 'A', seats }])]));
    expect(labels.map((label) => label.slice(7))).toEqual(['1', '1c', '1b', '1d', '2', '3']);
    expect(note('repeated-number')?.count).toBe(2);
    expect(note('numbered-seat')?.count).toBe(2);
  });

  it('CHART-8 keeps apart labels that meet only when they are put together', () => {
    const { labels, note } = read(
      plan([zone('B-1', [row('', 0, 0, 2)]), zone('B', [row('1', 0, 50, 2)])]),
    );
    expect(labels).toEqual(['B-1-1', 'B-1-2', 'B-1-1b', 'B-1-2b']);
    expect(note('repeated-label')?.count).toBe(2);
  });

  it('CHART-9 moves a section below that was drawn on top of another, with its shapes', () => {
    const areas = [
      { shape: 'rectangle', position: { x: 0, y: -20 }, rectangle: { width: 50, height: 10 } },
    ];
    const { geometry, note, findings } = read(
      plan([
        zone('Ground', [row('A', 0, 0), row('B', 0, 25)]),
        zone('First', [row('A', 1, 1), row('B', 1, 26)], { areas }),
      ]),
    );
    expect(note('moved-section')?.examples).toEqual(['First']);
    expect(geometry.sections[1]?.rows[0]?.y[0]).toBe(176);
    expect(geometry.shapes[0]).toMatchObject({ y: 155 });
    expect(findings).toEqual([]);
  });
});

describe('what is missing or too much', () => {
  it('CHART-10 invents names for nameless zones', () => {
    const names = ['', 'A', '  '];
    const { geometry, note } = read(
      plan(names.map((name, k) => zone(name, [row('1', 0, 50 * k)]))),
    );
    expect(geometry.sections.map(({ name }) => name)).toEqual(['B', 'A', 'C']);
    expect(note('named-section')?.count).toBe(2);
  });

  it('CHART-10 leaves rows nameless while their labels stay unique, and names them if not', () => {
    const alone = read(plan([zone('Box', [row('', 0, 0, 2)])]));
    expect([alone.labels, alone.notes]).toEqual([['Box-1', 'Box-2'], []]);
    const { labels, note } = read(
      plan([zone('Box', [row('', 0, 0, 1), row('1', 0, 30, 1), row('', 0, 60, 1)])]),
    );
    expect(labels).toEqual(['Box-2-1', 'Box-1-1', 'Box-3-1']);
    expect(note('named-row')?.count).toBe(2);
  });

  it('CHART-10 leaves out zones and rows without seats', () => {
    const { geometry, note } = read(
      plan([zone('Empty', []), zone('Hall', [row('A', 0, 0), row('B', 0, 25, 0)])]),
    );
    expect(geometry.sections.map(({ name, rows }) => [name, rows.length])).toEqual([['Hall', 1]]);
    expect(note('dropped-empty')?.count).toBe(2);
  });

  it('CHART-10 adds categories that are used but not listed, and keeps the first of a name', () => {
    const seats = [seat({ number: '1', category: 'VIP석' }), seat({ number: '2', x: 25 })];
    const categories = [
      { name: 'A', color: '#abc' },
      { name: 'A', color: '#000000' },
    ];
    const { geometry, note } = read(
      plan([zone('Hall', [{ row_number: 'A', seats }])], { categories }),
    );
    expect(geometry.categories).toEqual([
      { key: 'a', name: 'A', color: '#aabbcc' },
      { key: 'vip석', name: 'VIP석', color: '#e69f00' },
    ]);
    expect(geometry.sections[0]?.rows[0]?.category).toEqual([1, 0]);
    expect(note('unknown-category')?.examples).toEqual(['VIP석']);
    expect(note('repeated-category')?.examples).toEqual(['A']);
  });

  it('CHART-11 ignores fields it does not know and counts them, whatever they hold', () => {
    const odd = row('A', 0, 0, 3);
    odd.seats.forEach((one) => Object.assign(one, { status: 'sold' }));
    const { note, findings } = read(
      plan([zone('Hall', [odd], { uuid: 'z' })], { mode: 3, sections: [{ a: [] }], size: null }),
    );
    expect(note('ignored-field')).toMatchObject({
      count: 5,
      examples: ['zones[].rows[].seats[].status', 'mode', 'sections'],
    });
    expect(findings).toEqual([]);
  });

  it('CHART-11 keeps a wheelchair mark as a flag', () => {
    const seats = [true, false].map((wheelchair, k) =>
      seat({ number: String(k + 1), x: 25 * k, more: { wheelchair } }),
    );
    const { seats: both } = read(plan([zone('Hall', [{ row_number: 'A', seats }])]));
    expect(both.map(({ flags }) => flags)).toEqual([SeatFlag.Accessible, 0]);
  });
});
