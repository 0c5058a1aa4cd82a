import { Look, LOOK_NAMES } from '../model/looks.ts';
import { make, put } from '../parts/dom.ts';
import { seatMark, showMark } from '../parts/marks.ts';

/** One seat in the list; the element stays the same for as long as its section is open. */
export interface SeatCell {
  readonly seat: number;
  readonly element: HTMLElement;
  readonly look: Look;
  /** Picked out to be taken with others. */
  readonly chosen: boolean;
  readonly show: (look: Look, chosen: boolean, name: string) => void;
}

export interface NewCell {
  readonly seat: number;
  readonly rank: number;
  readonly number: string;
  readonly look: Look;
  readonly name: string;
}

/** Thousands are made at once, so they are copies of one for each look and grade. */
export function createCellMaker(): (cell: NewCell) => SeatCell {
  const patterns = new Map<string, HTMLElement>();
  const patternOf = (look: Look, rank: number): HTMLElement => {
    const key = `${String(look)} ${String(rank)}`;
    const known = patterns.get(key);
    if (known) return known;
    const made = make('div', { role: 'gridcell', class: 'seat', tabindex: -1 }, [
      seatMark(look, rank),
      make('span'),
    ]);
    paint(made, look, false);
    patterns.set(key, made);
    return made;
  };
  return ({ seat, rank, number, look, name }) => {
    const element = patternOf(look, rank).cloneNode(true) as HTMLElement;
    element.setAttribute('aria-label', name);
    element.dataset['seat'] = String(seat);
    if (element.lastElementChild) element.lastElementChild.textContent = number;
    const shown = { look, chosen: false };
    return {
      seat,
      element,
      get look() {
        return shown.look;
      },
      get chosen() {
        return shown.chosen;
      },
      show: (now, chosen, label) => {
        Object.assign(shown, { look: now, chosen });
        showMark(element.firstElementChild as SVGSVGElement, now, rank);
        put(element, { 'aria-label': label });
        paint(element, now, chosen);
      },
    };
  };
}

function paint(element: Element, look: Look, chosen: boolean): void {
  put(element, {
    'data-look': LOOK_NAMES[look],
    'data-chosen': chosen,
    'aria-selected': String(look === Look.Mine || chosen),
    'aria-disabled': isOffered(look) ? undefined : 'true',
  });
}

/** Seats that this person may do something with. */
export function isOffered(look: Look): boolean {
  return look === Look.Free || look === Look.Mine || look === Look.Asking;
}
