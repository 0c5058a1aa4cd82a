import { priceOf } from '../model/filter.ts';
import { Look } from '../model/looks.ts';
import type { MapContext } from '../model/state.ts';
import { make, put, write } from '../parts/dom.ts';
import { gradeMark, icon } from '../parts/marks.ts';

/** More grades than these are told by name only. */
const MOST_MARKS = 6;

/** A section or a general-admission area. */
export interface Stand {
  readonly kind: 'section' | 'area';
  readonly index: number;
  readonly floor: number;
}

export interface SectionOption {
  readonly element: HTMLElement;
  readonly stand: Stand;
  readonly name: () => string;
  /** Free seats of the grades that are asked for. */
  readonly free: () => number;
  /** Whether it has seats of the grades that are asked for. */
  readonly fits: () => boolean;
  /** Takes over what is free now. */
  readonly update: () => void;
}

export function createSectionOption(context: MapContext, stand: Stand): SectionOption {
  const { layout, book, store } = context;
  const { words, performance } = store.state;
  const isArea = stand.kind === 'area';
  const part = (isArea ? layout.areas : layout.sections)[stand.index];
  const { name = '', first = 0, end = 0 } = part ?? {};
  const ranks = [...(part?.ranks ?? [])].sort((a, b) => a - b);
  const title = words.caption(name);
  const prices = ranks.flatMap((rank) => priceOf(performance, performance.grades[rank]) ?? []);
  const price = words.priceFrom(prices);
  const grades = ranks.flatMap((rank) => performance.grades[rank]?.name ?? []);
  const left = make('span', { class: 'option-left' });
  const element = make('div', { role: 'option', class: 'option', tabindex: -1 }, [
    make('span', { class: 'option-name' }, [title]),
    // Spaces keep the text apart for those who speak it: what is seen must be part of the name.
    ' ',
    left,
    ' ',
    make('span', { class: 'option-price' }, [price]),
    make('span', { class: 'option-marks' }, ranks.slice(0, MOST_MARKS).map(gradeMark)),
    icon('next'),
  ]);
  put(element, { 'aria-selected': 'false' });

  const free = (): number => {
    const { wanted } = store.state;
    if (!wanted) return (isArea ? book.freeInArea : book.freeInSection)[stand.index] ?? 0;
    let count = 0;
    for (let seat = first; seat < end; seat += 1) {
      if (book.get(seat) === Look.Free && wanted.has(layout.gradeRank[seat] ?? -1)) count += 1;
    }
    return count;
  };
  return {
    element,
    stand,
    free,
    name: () => title,
    fits: () => {
      const { wanted } = store.state;
      return !wanted || ranks.some((rank) => wanted.has(rank));
    },
    update: () => {
      const count = free();
      const text = words.left(count);
      write(left, text);
      const parts = [title, text, price, ...grades];
      put(element, {
        'data-empty': count === 0,
        'aria-label': parts.filter((part) => part !== '').join(', '),
      });
    },
  };
}
