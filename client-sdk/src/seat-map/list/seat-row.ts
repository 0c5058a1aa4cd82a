import { Look } from '../model/looks.ts';
import type { MapState } from '../model/state.ts';
import { make, put, write } from '../parts/dom.ts';
import type { SeatRow } from './rows.ts';
import type { SeatCell } from './seat-cell.ts';

/** A row of the list: its name, how many are free, its seats. */
export interface RowView {
  readonly element: HTMLElement;
  readonly cells: readonly SeatCell[];
  /** Counts what is free, and hides a row that shows no seat. */
  update(): void;
}

export function createRowView(
  { name }: SeatRow,
  cells: readonly SeatCell[],
  { words }: MapState,
): RowView {
  const free = make('span', { class: 'row-free' });
  const head = make('div', { role: 'rowheader', class: 'row-head' }, [
    make('span', { class: 'row-name' }, [name]),
    free,
  ]);
  const seats = cells.map(({ element }) => element);
  const element = make('div', { role: 'row', class: 'row' }, [head, ...seats]);
  return {
    element,
    cells,
    update: () => {
      const count = cells.filter((cell) => cell.look === Look.Free && !cell.element.hidden).length;
      const text = words.say('list.free', { count: words.number(count) });
      const row = name === '' ? [] : [words.say('list.row', { row: name })];
      write(free, words.left(count));
      // Else a row would be called by all of its seats.
      if (name !== '') put(element, { 'aria-label': words.say('list.row', { row: name }) });
      put(head, { 'aria-label': [...row, text].join(', '), 'data-empty': count === 0 });
      element.hidden = cells.every((cell) => cell.element.hidden);
    },
  };
}
