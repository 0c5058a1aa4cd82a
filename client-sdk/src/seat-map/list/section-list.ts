import { closing, hasFocus, make, oncePerFrame, put } from '../parts/dom.ts';
import type { Part } from '../parts/dom.ts';
import type { MapContext } from '../model/state.ts';
import { createSectionOption } from './section-option.ts';
import type { SectionOption, Stand } from './section-option.ts';
import { createTypeAhead } from './type-ahead.ts';

export interface SectionList extends Part {
  /** Focuses a section or an area, the one that was focused last, or the first. */
  readonly focus: (stand?: Stand) => void;
  /** Looks at everything again, after it was hidden or the person asked for less. */
  readonly refresh: () => void;
}

export interface SectionListOptions {
  readonly open: (stand: Stand) => void;
  readonly onlyFree: () => boolean;
}

/** Sections and general-admission areas, by floor. */
export function createSectionList(context: MapContext, options: SectionListOptions): SectionList {
  const { store, layout, book } = context;
  const element = make('div', { role: 'listbox', class: 'sections' });
  const none = make('p', { class: 'none', hidden: true });
  const typing = createTypeAhead(Date.now);
  let all: SectionOption[] = [];
  let current: SectionOption | undefined;
  const touched = new Set<SectionOption>();

  const visible = (): SectionOption[] => all.filter((option) => !option.element.hidden);

  const setCurrent = (option: SectionOption | undefined): void => {
    if (current) put(current.element, { tabindex: -1, 'aria-selected': 'false' });
    current = option;
    if (option) put(option.element, { tabindex: 0, 'aria-selected': 'true' });
  };

  const fitsFloor = ({ stand: { floor } }: SectionOption): boolean =>
    store.state.floor === undefined || store.state.floor === floor;

  const decide = (option: SectionOption, settled: boolean): void => {
    const asked = fitsFloor(option) && option.fits();
    const wanted = asked && (!options.onlyFree() || option.free() > 0);
    // What became full while it was shown stays: nothing moves away under a finger.
    const stays = asked && !settled && !option.element.hidden;
    option.element.hidden = !(wanted || stays || (option === current && hasFocus(option.element)));
  };

  const apply = (settled: boolean): void => {
    for (const option of all) {
      option.update();
      decide(option, settled);
    }
    afterwards();
  };

  const afterwards = (): void => {
    for (const group of element.children) {
      if (group instanceof HTMLElement) {
        group.hidden = !all.some((o) => group.contains(o.element) && !o.element.hidden);
      }
    }
    none.hidden = visible().length > 0;
    if (!current || current.element.hidden) setCurrent(visible()[0]);
  };

  const build = (): void => {
    const { words } = store.state;
    const kept = current?.stand;
    const focused = hasFocus(element);
    put(element, { 'aria-label': words.say('list.sections') });
    none.textContent = words.say('list.noSections');
    all = [...layout.sections, ...layout.areas].map((_, k) =>
      createSectionOption(context, standAt(context, k)),
    );
    element.replaceChildren(...groups(context, all));
    setCurrent(kept && all.find((option) => isSame(option.stand, kept)));
    apply(true);
    if (focused) current?.element.focus();
  };

  const frame = oncePerFrame(() => {
    for (const option of touched) {
      option.update();
      decide(option, false);
    }
    touched.clear();
    afterwards();
  });

  const optionOf = (target: EventTarget | null): SectionOption | undefined =>
    all.find(({ element: one }) => target instanceof Node && one.contains(target));

  const moveTo = (option: SectionOption | undefined): void => {
    if (!option) return;
    setCurrent(option);
    option.element.focus();
  };

  element.addEventListener('click', ({ target }) => {
    const option = optionOf(target);
    if (!option) return;
    setCurrent(option);
    options.open(option.stand);
  });
  element.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = visible();
    const at = current ? shown.indexOf(current) : -1;
    const to = indexAfter(event.key, at, shown.length);
    if (event.key === 'Enter' || event.key === ' ') {
      if (current) options.open(current.stand);
    } else if (to !== undefined) moveTo(shown[to]);
    else if (event.key.length === 1) {
      const names = shown.map(({ name }) => name());
      moveTo(shown[typing.find(names, at, event.key) ?? -1]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const stops = [
    store.watch(['words', 'performance'], build),
    store.watch(['floor', 'wanted'], () => {
      apply(true);
    }),
    book.subscribe((changed) => {
      if (store.state.view !== 'list' || element.closest('[hidden]')) return;
      for (const seat of changed) {
        const k = layout.sectionOf[seat] ?? -1;
        const area = layout.areaOf[seat] ?? -1;
        const option = all[k >= 0 ? k : layout.sections.length + area];
        if (option) touched.add(option);
      }
      frame.ask();
    }),
  ];
  return {
    element: make('div', { class: 'sections-pane' }, [element, none]),
    focus: (stand) => {
      moveTo((stand && all.find((option) => isSame(option.stand, stand))) ?? current);
    },
    refresh: () => {
      apply(true);
    },
    close: closing(frame.stop, ...stops),
  };
}

function indexAfter(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function standAt({ layout }: MapContext, k: number): Stand {
  const count = layout.sections.length;
  const kind = k < count ? 'section' : 'area';
  const index = k < count ? k : k - count;
  const floor = (kind === 'section' ? layout.sections : layout.areas)[index]?.floor ?? 0;
  return { kind, index, floor };
}

function isSame(a: Stand, b: Stand): boolean {
  return a.kind === b.kind && a.index === b.index;
}

/** With several floors, options stand under the name of theirs. */
function groups({ layout, store }: MapContext, all: readonly SectionOption[]): Node[] {
  const used = layout.floors.map((floor, k) => ({
    floor,
    options: all.filter(({ stand }) => stand.floor === k).map(({ element }) => element),
  }));
  const filled = used.filter(({ options }) => options.length > 0);
  const isPlain = filled.every(({ options }) => options.length === 1);
  if (filled.length < 2 || isPlain) return filled.flatMap(({ options }) => options);
  return filled.map(({ floor, options }) => {
    const name = store.state.words.caption(floor.name);
    const head = make('div', { class: 'floor-name', 'aria-hidden': 'true' }, [name]);
    return make('div', { role: 'group', 'aria-label': name }, [head, ...options]);
  });
}
