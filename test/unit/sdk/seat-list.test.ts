import { describe, expect, it } from 'vitest';
import { createChoice } from '../../../client-sdk/src/seat-map/list/choice.ts';
import { nextSeat } from '../../../client-sdk/src/seat-map/list/move.ts';
import { freeBetween } from '../../../client-sdk/src/seat-map/list/range.ts';
import { rowsOf } from '../../../client-sdk/src/seat-map/list/rows.ts';
import { createTypeAhead } from '../../../client-sdk/src/seat-map/list/type-ahead.ts';
import type { ChartSeat } from '@ticket-flow/client/protocol';

/** Seats named "row x y", in the order of the chart. */
function hall(...texts: string[]) {
  const seats = texts.map((text, index): ChartSeat => {
    const [row = '', x, y] = text.split(' ');
    const place = { x: Number(x), y: Number(y) };
    const name = row === '-' ? '' : row;
    const number = String(index + 1);
    return { index, label: text, section: 'S', row: name, number, category: 0, flags: 0, ...place };
  });
  return { seats, sections: [{ first: 0, end: seats.length }] } as unknown as Parameters<
    typeof rowsOf
  >[0];
}

const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey });

describe('rows of a section', () => {
  it('MAP-1 are those of the chart, parts of a row together', () => {
    const layout = hall('A 0 0', 'A 1 0', 'B 0 1', 'A 5 0');
    expect(rowsOf(layout, 0)).toEqual([
      { name: 'A', seats: [0, 1, 3] },
      { name: 'B', seats: [2] },
    ]);
  });

  it('MAP-1 are told by their direction where they have no names', () => {
    const layout = hall('- 0 0', '- 1 0', '- 4 0', '- 0 1', '- 1 1', '- 2 1', '- 1 2', '- 2 2');
    expect(rowsOf(layout, 0).map(({ seats }) => seats)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7],
    ]);
  });
});

describe('keys', () => {
  const rows = [
    [0, 1, 2],
    [3, 4],
    [5, 6, 7],
  ];
  const places = [0, 1, 2, 1, 2, 0, 1, 2].map((x, seat) => ({
    x,
    y: seat < 3 ? 0 : seat < 5 ? 1 : 2,
  }));
  const go = (from: number, name: string, ctrlKey = false) =>
    nextSeat(rows, from, key(name, ctrlKey), (seat) => places[seat] ?? { x: 0, y: 0 });

  it('MAP-5 go along the row and stop at its ends', () => {
    expect([
      go(0, 'ArrowRight'),
      go(2, 'ArrowRight'),
      go(1, 'ArrowLeft'),
      go(3, 'ArrowLeft'),
    ]).toEqual([1, 2, 0, 3]);
    expect([go(1, 'Home'), go(1, 'End'), go(4, 'Home', true), go(4, 'End', true)]).toEqual([
      0, 2, 0, 7,
    ]);
  });

  it('MAP-5 go across to the nearest seat on the plan', () => {
    expect([go(0, 'ArrowDown'), go(2, 'ArrowDown'), go(4, 'ArrowDown'), go(3, 'ArrowUp')]).toEqual([
      3, 4, 7, 1,
    ]);
    expect([go(1, 'ArrowUp'), go(6, 'ArrowDown'), go(1, 'PageDown')]).toEqual([1, 6, 6]);
  });

  it('MAP-5 that mean something else move nothing', () => {
    expect(go(1, 'Tab')).toBeUndefined();
  });
});

describe('seats picked out', () => {
  const taken = new Set([2]);
  const isFree = (seat: number) => !taken.has(seat);

  it('MAP-5 are the free ones between both ends, as many as may be held', () => {
    const row = [0, 1, 2, 3, 4];
    expect(freeBetween(row, 0, 4, { most: 9, isFree })).toEqual([0, 1, 3, 4]);
    expect(freeBetween(row, 4, 0, { most: 2, isFree })).toEqual([4, 3]);
    expect(freeBetween(row, 0, 9, { most: 9, isFree })).toEqual([]);
    expect(freeBetween(row, 0, 4, { most: -1, isFree })).toEqual([]);
  });

  it('MAP-5 grow and shrink from where they began, and lose what is taken', () => {
    const told: (readonly number[])[] = [];
    const gone = new Set<number>();
    const choice = createChoice({
      rowOf: () => [5, 6, 7, 8],
      isFree: (seat) => !gone.has(seat),
      most: () => 4,
      changed: (seats) => void told.push(seats),
    });
    choice.extend(5, 6);
    choice.extend(6, 7);
    expect(choice.seats()).toEqual([5, 6, 7]);
    choice.extend(7, 6);
    expect(choice.seats()).toEqual([5, 6]);
    gone.add(6);
    choice.prune();
    expect(choice.seats()).toEqual([5]);
    choice.clear();
    expect(choice.seats()).toEqual([]);
    expect(told.at(-1)).toEqual([5]);
    choice.extend(8, 7);
    expect(choice.seats()).toEqual([8, 7]);
  });
});

describe('type-ahead', () => {
  const names = ['Balcony', 'Stalls', 'Boxes', 'Standing'];

  it('MAP-1 finds by first letters, and steps through with the same one', () => {
    let now = 0;
    const typing = createTypeAhead(() => now);
    expect(typing.find(names, 0, 's')).toBe(1);
    expect(typing.find(names, 1, 't')).toBe(1);
    expect(typing.find(names, 1, 'a')).toBe(1);
    expect(typing.find(names, 1, 'n')).toBe(3);
    now += 5_000;
    expect(typing.find(names, 3, 'B')).toBe(0);
    expect(typing.find(names, 0, 'b')).toBe(2);
    expect(typing.find(names, 2, 'b')).toBe(0);
    now += 5_000;
    expect(typing.find(names, 0, 'x')).toBeUndefined();
  });
});
