import { Look, LOOK_NAMES } from '../model/looks.ts';
import { make, put } from '../parts/dom.ts';
import { seatMark, showMark } from '../parts/marks.ts';

/** One seat in the list; the element stays the same for as long as its section is open. */
export interface SeatCell {
  readonly seat: number;
  readonly element: HTMLElement;
  readonly look: Look;
  show(look: Look, name: string, chosen: boolean): void;
}

/** Thousands are made at once, so they are copies of one. */
export function createCellMaker(): (seat: number, rank: number, number: string) => SeatCell {
  const pattern = make('div', { role: 'gridcell', class: 'seat', tabindex: -1 }, [
    seatMark(Look.NotForSale, -1),
    make('span'),
  ]);
  return (seat, rank, number) => {
    const element = pattern.cloneNode(true) as HTMLElement;
    const mark = element.firstElementChild as SVGSVGElement;
    if (element.lastElementChild) element.lastElementChild.textContent = number;
    element.dataset['seat'] = String(seat);
    let shown: Look = Look.NotForSale;
    return {
      seat,
      element,
      get look() {
        return shown;
      },
      show: (look, name, chosen) => {
        shown = look;
        showMark(mark, look, rank);
        put(element, {
          'data-look': LOOK_NAMES[look],
          'data-chosen': chosen,
          'aria-label': name,
          'aria-selected': String(look === Look.Mine || chosen),
          'aria-disabled': isOffered(look) ? undefined : 'true',
        });
      },
    };
  };
}

/** Seats that this person may do something with. */
export function isOffered(look: Look): boolean {
  return look === Look.Free || look === Look.Mine || look === Look.Asking;
}
