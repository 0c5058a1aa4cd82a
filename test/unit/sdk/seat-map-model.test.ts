import type { ChartGeometry, ChartSection } from '@ticket-flow/client';
import { gradeRanks, listSeats } from '@ticket-flow/client';
import { describe, expect, it } from 'vitest';
import { gatherSeats } from '../../../client-sdk/src/seat-map/canvas/gather.ts';
import { wantedRanks } from '../../../client-sdk/src/seat-map/model/filter.ts';
import { layOut } from '../../../client-sdk/src/seat-map/model/layout.ts';
import { Look, LookBook } from '../../../client-sdk/src/seat-map/model/looks.ts';
import { nearestFree } from '../../../client-sdk/src/seat-map/model/nearest.ts';
import { Store } from '../../../client-sdk/src/seat-map/model/store.ts';
import { performanceOn } from '../../support/performance-on.ts';

interface SmallSection {
  readonly floor: number;
  readonly top: number;
  readonly first: number;
}

/** Two rows of six, the second row of the second category, an aisle in the middle. */
function smallSection({ floor, top, first }: SmallSection): ChartSection {
  const row = (k: number) => ({
    name: 'AB'[k] ?? '',
    first: first + 6 * k,
    numbers: ['1', '2', '3', '4', '5', '6'],
    x: [0, 10, 20, 40, 50, 60],
    y: Array.from({ length: 6 }, () => top + 10 * k),
    category: k,
    breaks: [3],
  });
  return { name: `${String(floor + 1)}F`, floor, rows: [row(0), row(1)] };
}

function chartOf(sections: readonly ChartSection[]): ChartGeometry {
  return {
    format: 1,
    name: 'Small hall',
    width: 100,
    height: 100,
    seatRadius: 4,
    seatCount: sections.length * 12 + 3,
    floors: ['1F', '2F'],
    categories: [
      { key: 'R', name: 'R', color: '#0072b2' },
      { key: 'S', name: 'S', color: '#009e73' },
    ],
    sections,
    areas: [
      {
        name: 'STANDING',
        floor: 0,
        category: 1,
        first: sections.length * 12,
        capacity: 3,
        shape: { kind: 'rectangle', x: 0, y: -60, width: 60, height: 20 },
      },
    ],
    shapes: [],
  };
}

const oneAboveTheOther = chartOf([
  smallSection({ floor: 0, top: 0, first: 0 }),
  smallSection({ floor: 1, top: 60, first: 12 }),
]);
const overEachOther = chartOf([
  smallSection({ floor: 0, top: 0, first: 0 }),
  smallSection({ floor: 1, top: 2, first: 12 }),
]);

function freeBook(chart: ChartGeometry) {
  const layout = layOut(chart, performanceOn(chart));
  const book = new LookBook(layout);
  book.update(book.looks.keys(), () => Look.Free, undefined);
  return { layout, book };
}

describe('the seat map’s model', () => {
  it('MAP-21 a seat has its category’s grade, unless it was given another one', () => {
    const seats = listSeats(oneAboveTheOther);
    const performance = { ...performanceOn(oneAboveTheOther), seatGrades: [[4, 2]] as const };
    const ranks = gradeRanks(oneAboveTheOther, performance);
    expect([...ranks]).toEqual(seats.map(({ index, category }) => (index === 4 ? 1 : category)));
    const unsold = gradeRanks(oneAboveTheOther, { grades: [], seatGrades: [] });
    expect(new Set(unsold)).toEqual(new Set([-1]));
  });

  it('MAP-21 what is free is counted by section, area and grade', () => {
    const { book } = freeBook(oneAboveTheOther);
    const told: number[][] = [];
    book.subscribe((changed) => told.push([...changed]));
    book.update([0, 1, 24], () => Look.Sold, undefined);
    book.update([0], () => Look.Sold, undefined);
    expect([...book.freeInSection]).toEqual([10, 12]);
    expect([...book.freeInArea]).toEqual([2]);
    expect([...book.freeInGrade]).toEqual([10, 14]);
    expect(told).toEqual([[0, 1, 24]]);
  });

  it('MAP-22 floors that lie over each other are shown one at a time', () => {
    expect(freeBook(oneAboveTheOther).layout.floorsCollide).toBe(false);
    expect(freeBook(overEachOther).layout.floorsCollide).toBe(true);
    expect(freeBook(oneAboveTheOther).layout.floors.map(({ bounds }) => bounds.bottom)).toEqual([
      18, 78,
    ]);
  });

  it('a filter by grade and by price lets through what fits both', () => {
    const performance = performanceOn(oneAboveTheOther);
    const of = (filter: Parameters<typeof wantedRanks>[0]) => {
      const ranks = wantedRanks(filter, performance);
      return ranks && [...ranks];
    };
    expect(of({})).toBeUndefined();
    expect(of({ gradeIds: [2] })).toEqual([1]);
    expect(of({ maxPrice: 140_000 })).toEqual([1]);
    expect(of({ gradeIds: [1], maxPrice: 140_000 })).toEqual([]);
    expect(of({ minPrice: 150_000 })).toEqual([0]);
  });

  it('MAP-23 a drag gathers free seats of its floor from where it began, no more than one may have', () => {
    const { layout, book } = freeBook(overEachOther);
    book.update([1], () => Look.Held, undefined);
    const view = { scale: 1, x: 0, y: 0 };
    const parts = { layout, book, view, floor: 0, wanted: undefined };
    const box = [
      { x: -5, y: -1 },
      { x: 65, y: 1 },
    ] as const;
    expect(gatherSeats(parts, ...box, 3)).toEqual([0, 2, 3]);
    expect(gatherSeats(parts, box[1], box[0], 2)).toEqual([5, 4]);
    expect(gatherSeats({ ...parts, floor: 1 }, ...box, 3)).toEqual([]);
    expect(gatherSeats({ ...parts, wanted: new Set([1]) }, ...box, 3)).toEqual([]);
    expect(gatherSeats(parts, ...box, 0)).toEqual([]);
  });

  it('the nearest free seat is of the same grade where one is near', () => {
    const { layout, book } = freeBook(oneAboveTheOther);
    book.update([0, 1], () => Look.Sold, undefined);
    expect(nearestFree(layout, book, 0, undefined)).toBe(2);
    book.update([0, 1, 2, 3, 4, 5], () => Look.Sold, undefined);
    expect(nearestFree(layout, book, 0, undefined)).toBe(6);
    expect(nearestFree(layout, book, 0, 1)).toBe(12);
    book.update(book.looks.keys(), () => Look.Sold, undefined);
    expect(nearestFree(layout, book, 0, undefined)).toBeUndefined();
  });

  it('a row’s name stands beyond both of its ends', () => {
    const { rowLabels } = freeBook(oneAboveTheOther).layout;
    const first = rowLabels.filter(({ text, floor }) => text === 'A' && floor === 0);
    expect(first.map(({ x }) => x < 0 || x > 60)).toEqual([true, true]);
    expect(first.map(({ y }) => y)).toEqual([0, 0]);
  });

  it('the store tells those who watch what changed, and nobody else', () => {
    const store = new Store({ floor: 0, view: 'map' });
    const seen: number[] = [];
    const stop = store.watch(['floor'], ({ floor }) => seen.push(floor));
    store.set({ view: 'list' });
    store.set({ floor: 1 });
    store.set({ floor: 1 });
    stop();
    store.set({ floor: 2 });
    expect(seen).toEqual([0, 1]);
  });
});
