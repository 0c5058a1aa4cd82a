import { describe, expect, it } from 'vitest';
import { SeatFlag } from '@ticket-flow/client';
import type { ChartGeometry, OrphanRule, Shape } from '@ticket-flow/client';
import { focalPoint } from '../../../server/src/seats/best-available/focal-point.ts';
import { createHall } from '../../../server/src/seats/best-available/hall.ts';
import { pickBest } from '../../../server/src/seats/best-available/pick-best.ts';
import type { BestPick } from '../../../server/src/seats/best-available/pick-best.ts';
import { smallChart } from '../../support/catalogue.ts';
import { createRandom } from '../../support/random.ts';

const TEN = 10;

/** Rows of ten as people see them: `.` free, `x` taken, `w` free and for a wheelchair, `c` companion. */
interface Scene {
  readonly rows: readonly string[];
  readonly count: number;
  readonly rule?: OrphanRule;
  readonly accessible?: boolean;
  readonly wanted?: (seat: number) => boolean;
}

function chartOf(rows: readonly string[], shapes: readonly Shape[] = []): ChartGeometry {
  const { geometry } = smallChart(rows.length);
  const flagOf = (mark: string): number =>
    mark === 'w' ? SeatFlag.Accessible : mark === 'c' ? SeatFlag.Companion : 0;
  const sections = geometry.sections.map((section) => ({
    ...section,
    rows: section.rows.map((row, r) => ({ ...row, flags: [...(rows[r] ?? '')].map(flagOf) })),
  }));
  return { ...geometry, sections, shapes };
}

function pick({ rows, count, rule = 'off', accessible = false, wanted }: Scene): BestPick {
  const marks = rows.join('');
  return pickBest(createHall(chartOf(rows)), {
    ...{ count, rule, accessible },
    isFree: (seat) => marks[seat] !== 'x',
    isWanted: wanted ?? (() => true),
  });
}

/** As row and number: A1 is the seat at the left of the first row. */
function labels(picked: BestPick): string {
  if (picked.code !== 'OK') return picked.code;
  const label = (seat: number): string =>
    `${String.fromCharCode(65 + Math.floor(seat / TEN))}${String((seat % TEN) + 1)}`;
  return picked.seats.map(label).join(' ');
}

describe('where people look', () => {
  const caption: Shape = { kind: 'text', x: 70, y: 900, text: '무대 STAGE', size: 20 };
  const wall: Shape = { kind: 'rectangle', x: 0, y: 0, width: 400, height: 400 };
  const stage: Shape = { kind: 'rectangle', x: 100, y: 200, width: 200, height: 50 };
  const rows = ['..........', '..........'];

  it.each([
    ['what a caption names', [wall, stage, caption], { x: 70, y: 900 }],
    ['the largest shape without a seat in it', [wall, stage], { x: 200, y: 225 }],
    ['the middle of the first row', [wall], { x: 185, y: 50 }],
  ])('BEST-2 is %s', (_what, shapes, point) => {
    expect(focalPoint(chartOf(rows, shapes))).toEqual(point);
  });

  it('BEST-2 the front is at the bottom where the first row is', () => {
    const { sections, ...rest } = chartOf(rows);
    const turned = sections.map((section) => ({ ...section, rows: section.rows.toReversed() }));
    expect(focalPoint({ ...rest, sections: turned })).toEqual({ x: 185, y: 80 });
  });
});

describe('the best seats side by side', () => {
  it.each([
    ['the middle of the front', ['..........', '..........'], 2, 'A5 A6'],
    ['the next row when it is nearer', ['.xxxxxxxx.', '..........'], 2, 'B5 B6'],
    ['one person has no neighbours to think of', ['..........', '..........'], 1, 'A5'],
    ['a whole row', ['.........x', '..........'], 10, 'B1 B2 B3 B4 B5 B6 B7 B8 B9 B10'],
    ['nobody left single, where it can be', ['x...xxxxxx', 'x..xxxxxxx'], 2, 'B2 B3'],
    ['one left single, where it cannot', ['x...xxxxxx', 'xxxxxxxxxx'], 2, 'A3 A4'],
  ])('BEST-1 BEST-2 %s', (_what, rows, count, seats) => {
    expect(labels(pick({ rows, count }))).toBe(seats);
  });

  it.each([
    ['strict', ['x...xxxxxx', 'x....xxxxx'], 3, 'A2 A3 A4'],
    ['strict', ['xx...xxxxx', 'xx..xxxxxx'], 2, 'B3 B4'],
    ['lenient', ['xx...xxxxx', 'xxxxxxxxxx'], 2, 'A4 A5'],
    ['lenient', ['x.....xxxx', 'xxxxxxxxxx'], 3, 'A4 A5 A6'],
    ['strict', ['x...xxxxxx', '...xxxxxxx'], 2, 'A4 B3'],
  ] as const)('HOLD-11 BEST-1 %s %j', (rule, rows, count, seats) => {
    expect(labels(pick({ rows, count, rule }))).toBe(seats);
  });

  it('BEST-1 says when any choice would leave single seats, and which', () => {
    const picked = pick({ rows: ['x...xxxxxx'], count: 2, rule: 'strict' });
    expect(picked).toEqual({ code: 'ORPHAN', seats: [1] });
  });

  it('BEST-1 says how many there are when there are not enough', () => {
    const picked = pick({ rows: ['x...xxxxxx', 'xxxxxx..xx'], count: 6 });
    expect(picked).toEqual({ code: 'NOT_ENOUGH', free: 5 });
    const wanted = (seat: number): boolean => seat >= TEN;
    expect(pick({ rows: ['..........', '...xxxxxxx'], count: 4, wanted })).toEqual({
      ...{ code: 'NOT_ENOUGH', free: 3 },
    });
  });

  it('BEST-1 only seats that are wanted are given, and the others still count as neighbours', () => {
    const wanted = (seat: number): boolean => seat < 6;
    expect(labels(pick({ rows: ['..........'], count: 4, rule: 'strict', wanted }))).toBe(
      'A3 A4 A5 A6',
    );
  });
});

describe('a group that cannot sit side by side', () => {
  it.each([
    ['in two rows, two and two', ['xxx...xxxx', 'xxx..xxxxx'], 4, 'A4 A5 B4 B5'],
    ['near each other', ['..xxxxxx..', 'xxxxxxxx..', '..xxxxxxxx'], 4, 'A9 A10 B9 B10'],
    ['three as two and one, where there is no other way', ['xx..xx.xxx'], 3, 'A3 A4 A7'],
    ['alone, where there is no other way', ['x.x.x.x.x.'], 3, 'A4 A6 A8'],
    ['three and one rather than two and two alone', ['x...x.x.x.'], 4, 'A2 A3 A4 A6'],
  ])('BEST-3 %s', (_what, rows, count, seats) => {
    expect(labels(pick({ rows, count }))).toBe(seats);
  });
});

describe('seats for wheelchairs', () => {
  it.each([
    ['are not given while there are others', ['xxwccwxxxx', '..........'], 2, false, 'B5 B6'],
    ['are given when nothing else is left', ['xxwccwxxxx'], 2, false, 'A5 A6'],
    ['others are split before they are given', ['xx.wcw.xxx'], 2, false, 'A3 A7'],
    ['are given to whom asks, with a companion', ['..........', '...cw.....'], 2, true, 'B4 B5'],
    ['no more of them than needed', ['...wwc....'], 2, true, 'A5 A6'],
    ['with the others near', ['.xxxwxx..x', 'xxxxxx..xx'], 3, true, 'A5 B7 B8'],
    ['nothing else is given to whom asks', ['..........'], 2, true, 'NOT_ENOUGH'],
  ] as const)('BEST-4 %s', (_what, rows, count, accessible, seats) => {
    expect(labels(pick({ rows, count, accessible }))).toBe(seats);
  });
});

describe('any hall', () => {
  it('BEST-1 what is found is free, wanted, as many as asked, and allowed by the rule', () => {
    const random = createRandom(7);
    let found = 0;
    for (let round = 0; round < 400; round += 1) {
      const rule = random.pick(['off', 'lenient', 'strict'] as const);
      const rows = Array.from({ length: 6 }, () =>
        Array.from({ length: TEN }, () => random.pick([...'....xxw'])).join(''),
      );
      const count = 1 + random.int(0, 5);
      const picked = pick({ rows, count, rule });
      if (picked.code !== 'OK') continue;
      found += 1;
      expect(new Set(picked.seats).size).toBe(count);
      expect(picked.seats.filter((seat) => rows.join('')[seat] === 'x')).toEqual([]);
      expect(leftSingle(rows, picked.seats, rule)).toEqual([]);
    }
    expect(found).toBeGreaterThan(300);
  });
});

/** HOLD-11 again, told differently. */
function leftSingle(rows: readonly string[], seats: readonly number[], rule: OrphanRule): string[] {
  if (rule === 'off') return [];
  return rows.flatMap((row, r) => {
    const blocks = [...row.matchAll(/[^x]+/g)].map(({ index, 0: text }) =>
      [...text].map((_, k) => (seats.includes(r * TEN + index + k) ? 'x' : '.')).join(''),
    );
    return blocks.filter((block) => {
      if (!block.includes('x')) return false;
      if (rule === 'lenient' && block.replaceAll('x', '').length === 1) return false;
      return block.split(/x+/).includes('.');
    });
  });
}
