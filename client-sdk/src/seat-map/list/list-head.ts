import type { MapContext } from '../model/state.ts';
import { button, closing, make, put, write } from '../parts/dom.ts';
import type { Part } from '../parts/dom.ts';
import { icon } from '../parts/marks.ts';
import type { GridFacts } from './seat-grid.ts';

export interface ListHead extends Part {
  onlyFree(): boolean;
  /** The section that is open, or none. */
  show(section: number | undefined): void;
  facts(facts: GridFacts): void;
  /** What to know about the seat that has the focus. */
  hint(text: string | undefined): void;
}

export interface ListHeadOptions {
  readonly back: () => void;
  /** The person wants other seats shown, or those that became free. */
  readonly changed: () => void;
  readonly together: () => void;
}

const NOTHING: GridFacts = { hidden: 0, fresh: 0, shown: 0, free: 0, chosen: 0 };

/** Above the list: where one is, the filter, and what can be done at once. */
export function createListHead(context: MapContext, options: ListHeadOptions): ListHead {
  const { store, layout } = context;
  let section: number | undefined;
  let facts = NOTHING;

  const back = button({ class: 'plain back' }, [icon('back')], options.back);
  const title = make('strong', { class: 'list-title' });
  const left = make('span', { class: 'list-left' });
  const box = make('input', { type: 'checkbox' });
  box.addEventListener('change', options.changed);
  const boxText = make('span');
  const hidden = make('span', { class: 'soft' });
  const fresh = button({ class: 'small' }, [], options.changed);
  const together = button({ class: 'small primary' }, [], options.together);
  const hint = make('span', { class: 'hint-text' });
  const line = make('div', { class: 'list-line' }, [together, hint, hidden, fresh]);
  const element = make('div', { class: 'list-head' }, [
    make('div', { class: 'list-bar' }, [
      back,
      title,
      left,
      make('label', { class: 'check' }, [box, boxText]),
    ]),
    line,
  ]);

  const update = (): void => {
    const { words } = store.state;
    const isOpen = section !== undefined;
    const only = layout.sections.length === 1 && layout.areas.length === 0;
    back.hidden = !isOpen || only;
    const name = layout.sections[section ?? -1]?.name;
    write(title, name === undefined ? words.say('list.sections') : words.caption(name));
    write(left, isOpen ? words.left(facts.free) : '');
    const count = (key: 'list.hidden' | 'list.fresh' | 'list.together', value: number): string =>
      words.say(key, { count: words.number(value) });
    write(hidden, count('list.hidden', facts.hidden));
    write(fresh, count('list.fresh', facts.fresh));
    write(together, count('list.together', facts.chosen));
    hidden.hidden = facts.hidden === 0;
    fresh.hidden = facts.fresh === 0;
    together.hidden = facts.chosen < 2;
    hint.hidden = hint.textContent === '';
    line.hidden = [hidden, fresh, together, hint].every((one) => one.hidden);
  };
  const stops = [
    store.watch(['words'], ({ words }) => {
      put(back, { 'aria-label': words.say('list.back'), title: words.say('list.back') });
      write(boxText, words.say('list.onlyFree'));
      update();
    }),
  ];
  return {
    element,
    onlyFree: () => box.checked,
    show: (opened) => {
      section = opened;
      if (opened === undefined) facts = NOTHING;
      write(hint, '');
      update();
    },
    facts: (told) => {
      facts = told;
      update();
    },
    hint: (text = '') => {
      write(hint, text);
      update();
    },
    close: closing(...stops),
  };
}
