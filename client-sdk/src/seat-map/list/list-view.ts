import type { MapContext } from '../model/state.ts';
import { closing, hasFocus, make, put, write } from '../parts/dom.ts';
import type { Part } from '../parts/dom.ts';
import { createListHead } from './list-head.ts';
import { hintFor } from './names.ts';
import { createSeatGrid } from './seat-grid.ts';
import type { SeatGrid } from './seat-grid.ts';
import { createSectionList } from './section-list.ts';
import type { Stand } from './section-option.ts';

export interface ListView extends Part {
  /** Focuses where the person was. */
  focus(): void;
  /** Opens the seat's section and focuses it there; a place of an area focuses the area. */
  focusSeat(seat: number): void;
  focusSection(section: number): void;
}

/** The same seats without a picture: section, row, seat; for keyboards and listeners first. */
export function createListView(context: MapContext): ListView {
  const { store, layout } = context;
  let grid: SeatGrid | undefined;
  const said = make('p', { role: 'status', class: 'unseen' });

  const head = createListHead(context, {
    back: () => {
      back(true);
    },
    changed: () => {
      if (grid) grid.apply();
      else sections.refresh();
    },
    together: () => {
      grid?.takeChosen();
      grid?.focus();
    },
  });
  const sections = createSectionList(context, {
    onlyFree: () => head.onlyFree(),
    open: (stand) => {
      if (stand.kind === 'area') store.set({ openArea: stand.index });
      else open(stand.index).focus();
    },
  });
  const help = make('p', { class: 'list-help' });
  const none = make('p', { class: 'none', hidden: true });
  const body = make('div', { class: 'list-body' }, [sections.element]);
  const element = make('div', { role: 'region', class: 'list' }, [head.element, body, help, said]);

  const point = (seat: number | undefined): void => {
    const pointed = seat === undefined ? undefined : ({ kind: 'seat', seat } as const);
    store.set({ pointing: pointed && { pointed, at: { x: 0, y: 0 } } });
    head.hint(seat === undefined ? undefined : hintFor(context, seat));
  };

  function open(section: number): SeatGrid {
    if (grid?.section === section) return grid;
    grid?.close();
    grid = createSeatGrid(context, section, {
      onlyFree: () => head.onlyFree(),
      say: (text) => {
        said.textContent = text;
      },
      focused: point,
      back: () => {
        back(true);
      },
      facts: (facts) => {
        none.hidden = facts.shown > 0;
        head.facts(facts);
      },
    });
    head.show(section);
    body.replaceChildren(none, grid.element);
    body.scrollTop = 0;
    return grid;
  }

  function back(focus: boolean): void {
    if (!grid) return;
    const { section } = grid;
    grid.close();
    grid = undefined;
    head.show(undefined);
    body.replaceChildren(sections.element);
    sections.refresh();
    if (focus) sections.focus(standOf(section));
  }

  const standOf = (section: number): Stand => ({
    kind: 'section',
    index: section,
    floor: layout.sections[section]?.floor ?? 0,
  });

  /** A floor that hides what is to be shown gives way. */
  const allow = (floor: number | undefined): void => {
    if (store.state.floor !== undefined && store.state.floor !== floor) store.set({ floor });
  };

  const focus = (): void => {
    if (grid) grid.focus();
    else sections.focus();
  };

  const stops = [
    store.watch(['words'], ({ words }) => {
      put(element, { 'aria-label': words.say('list.label') });
      write(help, words.say('list.help'));
      write(none, words.say('list.none'));
    }),
    store.watch(['view'], ({ view }) => {
      element.hidden = view !== 'list';
      if (view === 'list') (grid ?? sections).refresh();
      else if (grid) point(undefined);
    }),
    store.watch(['floor'], ({ floor }) => {
      if (!grid || floor === undefined) return;
      if (layout.sections[grid.section]?.floor !== floor) back(hasFocus(element));
    }),
  ];
  if (layout.sections.length === 1 && layout.areas.length === 0) open(0);
  return {
    element,
    focus,
    focusSection: (section) => {
      allow(layout.sections[section]?.floor);
      open(section).focus();
    },
    focusSeat: (seat) => {
      const section = layout.sectionOf[seat] ?? -1;
      const index = layout.areaOf[seat] ?? -1;
      if (section >= 0) {
        allow(layout.sections[section]?.floor);
        open(section).focus(seat);
        return;
      }
      const floor = layout.areas[index]?.floor ?? 0;
      allow(floor);
      back(false);
      sections.focus({ kind: 'area', index, floor });
    },
    close: () => {
      grid?.close();
      closing(sections.close, head.close, ...stops)();
    },
  };
}
