import { markPath } from '../canvas/marks.ts';
import { Look, LOOK_NAMES } from '../model/looks.ts';
import { put } from './dom.ts';

const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 7;

const SPECK = 'M0 0h.01';
const PATHS: Readonly<Record<Look, string>> = {
  [Look.Free]: '',
  [Look.Held]: 'M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0',
  [Look.Sold]: 'M-4-4L4 4M4-4L-4 4',
  [Look.NotForSale]: SPECK,
  [Look.Mine]: 'M-4.4.4L-1.2 3.8L4.8-3.6',
  [Look.Asking]: markPath(0, 6),
};

/** Of icons: lines on a field of 24. */
export const ICONS = {
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  whole: 'M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01',
  map: 'M9 4L3 6.5v13L9 17l6 3 6-2.5v-13L15 7zM9 4v13M15 7v13',
  star: 'M12 4l2.4 5.2 5.6.7-4.1 3.9 1.1 5.7-5-2.8-5 2.8 1.1-5.7L4 9.9l5.6-.7z',
  several: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 12h6M12 9v6',
} as const;

export function icon(name: keyof typeof ICONS): SVGSVGElement {
  return drawing('0 0 24 24', 'icon', ICONS[name]);
}

/** A seat's mark as on the map; the style sheets paint it by `data-look` and `data-rank`. */
export function seatMark(look: Look, rank: number): SVGSVGElement {
  const mark = drawing('-10 -10 20 20', 'mark', '');
  showMark(mark, look, rank);
  return mark;
}

export function showMark(mark: SVGSVGElement, look: Look, rank: number): void {
  const outlined = look === Look.Free || look === Look.Held;
  const path = (outlined ? markPath(rank, RADIUS) : '') + PATHS[look];
  put(mark, { 'data-look': LOOK_NAMES[look], 'data-rank': rank });
  if (mark.firstElementChild) put(mark.firstElementChild, { d: path });
}

/** A grade's colour and outline. */
export function gradeMark(rank: number): SVGSVGElement {
  return seatMark(Look.Free, rank);
}

function drawing(viewBox: string, name: string, d: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  put(svg, { viewBox, class: name, 'aria-hidden': 'true' });
  put(path, { d });
  svg.append(path);
  return svg;
}
