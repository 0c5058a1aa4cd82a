import { Look, LOOK_NAMES } from '../model/looks.ts';
import type { MapContext } from '../model/state.ts';
import { closing, hasFocus, make, oncePerFrame, put } from '../parts/dom.ts';
import type { Part } from '../parts/dom.ts';
import { createChoice } from './choice.ts';
import { nextSeat } from './move.ts';
import { createNames } from './names.ts';
import type { Names } from './names.ts';
import { rowsOf } from './rows.ts';
import { createCellMaker, isOffered } from './seat-cell.ts';
import type { SeatCell } from './seat-cell.ts';
import { createRowView } from './seat-row.ts';
import type { RowView } from './seat-row.ts';

export interface SeatGrid extends Part {
  readonly section: number;
  /** Focuses a seat, the one that had the focus, or the first free one. */
  focus(seat?: number): void;
  /** Shows what fits the filters now; nothing comes or goes by itself in between. */
  apply(): void;
  /** Takes over everything, after the list was hidden. */
  refresh(): void;
  takeChosen(): void;
  dropChosen(): void;
}

/** What the bar above the seats tells. */
export interface GridFacts {
  readonly hidden: number;
  /** Hidden seats that fit by now. */
  readonly fresh: number;
  readonly shown: number;
  /** Of those that are shown. */
  readonly free: number;
  readonly chosen: number;
}

export interface SeatGridOptions {
  readonly onlyFree: () => boolean;
  readonly back: () => void;
  readonly facts: (facts: GridFacts) => void;
  readonly focused: (seat: number | undefined) => void;
  /** Tells a listener about the seat that has the focus. */
  readonly say: (text: string) => void;
}

/** The seats of one section by row. */
export function createSeatGrid(
  context: MapContext,
  section: number,
  options: SeatGridOptions,
): SeatGrid {
  const { store, layout, book, picker } = context;
  const first = layout.sections[section]?.first ?? 0;
  const element = make('div', { role: 'grid', class: 'grid', 'aria-multiselectable': 'true' });
  let rows: RowView[] = [];
  let cells: SeatCell[] = [];
  let rowOf = new Map<number, RowView>();
  let names: Names;
  let current: number | undefined;
  const dirty = new Set<number>();

  const cellOf = (seat: number | undefined): SeatCell | undefined =>
    seat === undefined ? undefined : cells[seat - first];
  const isShown = (seat: number): boolean => cellOf(seat)?.element.hidden === false;
  const place = (seat: number) => ({ x: layout.xs[seat] ?? 0, y: layout.ys[seat] ?? 0 });
  const shownRows = (): number[][] =>
    rows
      .map((row) => row.cells.map(({ seat }) => seat).filter(isShown))
      .filter((r) => r.length > 0);

  const choice = createChoice({
    rowOf: (seat) =>
      rowOf
        .get(seat)
        ?.cells.map((cell) => cell.seat)
        .filter(isShown) ?? [],
    isFree: (seat) => book.get(seat) === Look.Free && isShown(seat),
    most: () => picker.remaining(),
    changed: (seats) => {
      seats.forEach(patch);
      tellFacts();
    },
  });

  function patch(seat: number): void {
    const cell = cellOf(seat);
    if (!cell) return;
    const look = book.get(seat);
    if (isLost(cell.look, look) && seat === current && hasFocus(cell.element)) {
      options.say(store.state.words.say('said.gone', { seat: store.state.words.seat(seat) }));
    }
    const chosen = choice.has(seat);
    if (cell.look === look && cell.chosen === chosen) return;
    cell.show(look, chosen, names.seat(seat, chosen ? 'chosen' : LOOK_NAMES[look]));
  }

  const fits = (seat: number): boolean => {
    const look = book.get(seat);
    if (look === Look.Mine) return true;
    const { wanted } = store.state;
    const isWanted = !wanted || wanted.has(layout.gradeRank[seat] ?? -1);
    return isWanted && (!options.onlyFree() || isOffered(look));
  };

  const tellFacts = (): void => {
    const away = cells.filter((cell) => cell.element.hidden);
    const free = cells.filter((cell) => cell.look === Look.Free && !cell.element.hidden);
    options.facts({
      hidden: away.length,
      fresh: away.filter(({ seat }) => fits(seat)).length,
      shown: cells.length - away.length,
      free: free.length,
      chosen: choice.seats().length,
    });
  };

  const setCurrent = (seat: number | undefined): void => {
    const before = cellOf(current)?.element;
    if (before) put(before, { tabindex: -1 });
    current = seat;
    const now = cellOf(seat)?.element;
    if (now) put(now, { tabindex: 0 });
  };

  const apply = (): void => {
    for (const cell of cells) {
      const stays = cell.seat === current && hasFocus(cell.element);
      cell.element.hidden = !stays && !fits(cell.seat);
    }
    for (const row of rows) row.update();
    choice.prune();
    if (current === undefined || !isShown(current)) setCurrent(firstToFocus());
    tellFacts();
  };

  const firstToFocus = (): number | undefined => {
    const shown = cells.filter(({ element: cell }) => !cell.hidden);
    return (shown.find(({ look }) => look === Look.Free) ?? shown[0])?.seat;
  };

  const refresh = (): void => {
    for (const { seat } of cells) patch(seat);
    apply();
  };

  const build = (): void => {
    const { state } = store;
    const focused = hasFocus(element);
    const makeCell = createCellMaker();
    names = createNames(layout, state);
    cells = [];
    rowOf = new Map();
    rows = rowsOf(layout, section).map((row) => {
      const own = row.seats.map((seat) => {
        const look = book.get(seat);
        const name = names.seat(seat, LOOK_NAMES[look]);
        const { number = '' } = layout.seats[seat] ?? {};
        return makeCell({ seat, look, name, number, rank: layout.gradeRank[seat] ?? -1 });
      });
      for (const cell of own) cells[cell.seat - first] = cell;
      const view = createRowView(row, own, state);
      for (const cell of own) rowOf.set(cell.seat, view);
      return view;
    });
    put(element, { 'aria-label': state.words.caption(layout.sections[section]?.name ?? '') });
    element.replaceChildren(...rows.map((row) => row.element));
    refresh();
    setCurrent(current);
    if (focused) cellOf(current)?.element.focus();
  };

  const frame = oncePerFrame(() => {
    const seats = [...dirty];
    dirty.clear();
    seats.forEach(patch);
    choice.prune();
    for (const row of new Set(seats.map((seat) => rowOf.get(seat)))) row?.update();
    tellFacts();
  });

  const moveTo = (seat: number | undefined): void => {
    const cell = cellOf(seat);
    if (!cell) return;
    cell.element.hidden = false;
    rowOf.get(cell.seat)?.update();
    setCurrent(seat);
    cell.element.focus();
  };

  const takeChosen = (): void => {
    const seats = choice.seats();
    choice.clear();
    if (seats.length > 0) void picker.pickTogether(seats);
  };

  const act = (seat: number): void => {
    if (choice.seats().length > 1 && choice.has(seat)) takeChosen();
    else {
      choice.clear();
      picker.pick(seat);
    }
  };

  const escape = (): void => {
    if (choice.seats().length > 0) choice.clear();
    else options.back();
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey || current === undefined) return;
    const to = nextSeat(shownRows(), current, event, place);
    if (to !== undefined) {
      if (event.shiftKey) choice.extend(current, to);
      else choice.clear();
      moveTo(to);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (!event.repeat) act(current);
    } else if (event.key === 'Escape' && !store.state.notice) escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const seatAt = ({ target }: Event): number | undefined => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.seat') : null;
    return cell ? Number(cell.dataset['seat']) : undefined;
  };
  element.addEventListener('keydown', onKey);
  element.addEventListener('click', (event) => {
    const seat = seatAt(event);
    if (seat === undefined) return;
    if (event.shiftKey && current !== undefined) choice.extend(current, seat);
    moveTo(seat);
    if (!event.shiftKey) act(seat);
  });
  element.addEventListener('focusin', (event) => {
    const seat = seatAt(event);
    setCurrent(seat);
    options.focused(seat);
  });
  element.addEventListener('focusout', () => {
    options.focused(undefined);
  });

  const stops = [
    store.watch(['words', 'performance'], build),
    store.watch(['wanted'], apply),
    book.subscribe((changed) => {
      if (store.state.view !== 'list') return;
      for (const seat of changed) if (cells[seat - first]) dirty.add(seat);
      if (dirty.size > 0) frame.ask();
    }),
  ];
  return {
    element,
    section,
    focus: (seat) => {
      moveTo(seat ?? current);
    },
    apply,
    refresh,
    takeChosen,
    dropChosen: () => {
      choice.clear();
    },
    close: closing(frame.stop, ...stops),
  };
}

/** Somebody else was first, as far as this person can tell. */
function isLost(before: Look, now: Look): boolean {
  return before === Look.Free && !isOffered(now);
}
