import { flagWords, hintFor } from '../list/names.ts';
import { Look, LOOK_NAMES } from '../model/looks.ts';
import type { MapContext } from '../model/state.ts';
import { closing, make, oncePerFrame } from './dom.ts';
import type { Part } from './dom.ts';
import { gradeMark } from './marks.ts';

const GAP = 14;
const EDGE = 8;

/** What is under the pointer. For eyes only: the list tells the same to those who listen. */
export function createCard(context: MapContext): Part {
  const { store, book, layout } = context;
  const element = make('div', { class: 'card', 'aria-hidden': 'true', hidden: true });

  const lines = (): Node[] => {
    const { pointing } = store.state;
    if (!pointing) return [];
    const { pointed } = pointing;
    switch (pointed.kind) {
      case 'seat':
        return seatLines(context, pointed.seat);
      case 'area': {
        const free = book.freeInArea[pointed.area] ?? 0;
        return partLines(context, layout.areas[pointed.area], free);
      }
      case 'section': {
        const free = book.freeInSection[pointed.section] ?? 0;
        return partLines(context, layout.sections[pointed.section], free);
      }
    }
  };
  const update = (): void => {
    const { pointing, view } = store.state;
    element.hidden = !pointing || view !== 'map';
    if (element.hidden || !pointing) return;
    element.replaceChildren(...lines());
    place(element, pointing.at);
  };
  const frame = oncePerFrame(update);
  const stops = [
    store.watch(['pointing', 'view', 'words', 'holds'], frame.ask),
    book.subscribe(() => {
      if (!element.hidden) frame.ask();
    }),
  ];
  return { element, close: closing(frame.stop, ...stops) };
}

/** Above what is pointed at, or below where there is no room; never outside of the stage. */
function place(element: HTMLElement, { x, y }: { readonly x: number; readonly y: number }): void {
  const stage = element.offsetParent;
  if (!stage) return;
  const { offsetWidth: width, offsetHeight: height } = element;
  const left = Math.max(EDGE, Math.min(x - width / 2, stage.clientWidth - width - EDGE));
  const above = y - height - GAP;
  const lowest = Math.max(EDGE, stage.clientHeight - height - EDGE);
  const top = above > EDGE ? above : Math.min(y + GAP + EDGE, lowest);
  element.style.transform = `translate(${String(Math.round(left))}px, ${String(Math.round(top))}px)`;
}

function seatLines(context: MapContext, seat: number): Node[] {
  const { store, layout, book } = context;
  const { words, performance } = store.state;
  const rank = layout.gradeRank[seat] ?? -1;
  const look = book.get(seat);
  const grade = performance.grades[rank];
  const flags = flagWords(layout.seats[seat]?.flags ?? 0, store.state);
  const hint = look === Look.Free ? hintFor(context, seat) : undefined;
  const prices = performance.priceTypes.flatMap(({ code, name }) => {
    const amount = grade?.prices[code];
    if (amount === undefined || look === Look.Sold || look === Look.NotForSale) return [];
    return [make('span', { class: 'card-price' }, [name, make('b', {}, [words.money(amount)])])];
  });
  return [
    make('strong', {}, [words.seat(seat)]),
    ...gradeLine(context, rank),
    ...prices,
    ...(look === Look.Free ? [] : [soft(words.say(`look.${LOOK_NAMES[look]}`))]),
    ...(flags.length > 0 ? [soft(flags.join(' · '))] : []),
    ...(hint === undefined ? [] : [make('span', { class: 'card-hint' }, [hint])]),
  ];
}

function partLines(
  context: MapContext,
  part: { readonly name: string; readonly ranks: readonly number[] } | undefined,
  free: number,
): Node[] {
  if (!part) return [];
  const { words } = context.store.state;
  return [
    make('strong', {}, [words.caption(part.name)]),
    ...part.ranks.flatMap((rank) => gradeLine(context, rank)),
    soft(words.left(free)),
  ];
}

function gradeLine({ store }: MapContext, rank: number): Node[] {
  const grade = store.state.performance.grades[rank];
  return grade ? [make('span', { class: 'card-grade' }, [gradeMark(rank), grade.name])] : [];
}

function soft(text: string): Node {
  return make('span', { class: 'soft' }, [text]);
}
