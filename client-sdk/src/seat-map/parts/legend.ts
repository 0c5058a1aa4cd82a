import { priceOf, wantedRanks } from '../model/filter.ts';
import type { SeatFilter } from '../model/filter.ts';
import { Look, LOOK_NAMES } from '../model/looks.ts';
import type { MapContext } from '../model/state.ts';
import { button, closing, make, oncePerFrame, put, write } from './dom.ts';
import type { Part } from './dom.ts';
import { gradeMark, seatMark } from './marks.ts';

const LOOKS = [Look.Free, Look.Mine, Look.Held, Look.Sold, Look.NotForSale] as const;
/** With fewer different prices the grades say all that there is to choose. */
const PRICES_TO_CHOOSE = 3;

/** Grades with price and what is left, live. Those that are pressed are asked for. */
export function createLegend(context: MapContext): Part {
  const { store, book } = context;
  const element = make('div', { role: 'group', class: 'legend' });
  let chips: { element: HTMLElement; left: HTMLElement; id: number }[] = [];
  const all = button({ class: 'chip all', hidden: true }, [], () => {
    filterBy(context, {});
  });
  const price = createPriceFilter(context);

  const count = (): void => {
    chips.forEach((chip, rank) => {
      const left = book.freeInGrade[rank] ?? 0;
      write(chip.left, store.state.words.left(left));
      put(chip.element, { 'data-empty': left === 0 });
    });
  };
  const frame = oncePerFrame(count);
  const stops = [
    store.watch(['words', 'performance'], ({ words, performance }) => {
      put(element, { 'aria-label': words.say('legend.label') });
      write(all, words.say('legend.all'));
      chips = performance.grades.map((grade, rank) => {
        const left = make('span', { class: 'chip-left' });
        const amount = priceOf(performance, grade);
        const chip = button(
          { class: 'chip' },
          [
            gradeMark(rank),
            make('span', { class: 'chip-name' }, [grade.name]),
            make('span', { class: 'chip-price' }, [
              amount === undefined ? '' : words.money(amount),
            ]),
            left,
          ],
          () => {
            toggleGrade(context, grade.id);
          },
        );
        return { element: chip, left, id: grade.id };
      });
      element.replaceChildren(all, ...chips.map((chip) => chip.element), price.element);
      count();
    }),
    store.watch(['filter', 'words', 'performance'], ({ filter }) => {
      all.hidden = filter.gradeIds === undefined && filter.maxPrice === undefined;
      for (const chip of chips) {
        put(chip.element, { 'aria-pressed': String(filter.gradeIds?.includes(chip.id) ?? false) });
      }
    }),
    book.subscribe(frame.ask),
  ];
  return { element, close: closing(frame.stop, price.close, ...stops) };
}

/** What the marks mean. */
export function createLooks({ store }: Pick<MapContext, 'store'>): Part {
  const element = make('ul', { class: 'looks' });
  const close = store.watch(['words'], ({ words }) => {
    put(element, { 'aria-label': words.say('legend.looks') });
    element.replaceChildren(
      ...LOOKS.map((look) =>
        make('li', {}, [seatMark(look, -1), words.say(`look.${LOOK_NAMES[look]}`)]),
      ),
    );
  });
  return { element, close };
}

function filterBy({ store }: MapContext, filter: SeatFilter): void {
  store.set({ filter, wanted: wantedRanks(filter, store.state.performance) });
}

function toggleGrade(context: MapContext, id: number): void {
  const { filter, performance } = context.store.state;
  const before = filter.gradeIds ?? [];
  const now = before.includes(id) ? before.filter((one) => one !== id) : [...before, id];
  const open = now.length === 0 || now.length === performance.grades.length;
  filterBy(context, { ...filter, gradeIds: open ? undefined : now });
}

/** "Up to …", made of the prices that there are. */
function createPriceFilter(context: MapContext): Part {
  const { store } = context;
  const select = make('select');
  const element = make('label', { class: 'price-filter' }, [select]);
  select.addEventListener('change', () => {
    const maxPrice = select.value === '' ? undefined : Number(select.value);
    filterBy(context, { ...store.state.filter, maxPrice });
  });
  const close = store.watch(['words', 'performance', 'filter'], (state) => {
    const { words, performance, filter } = state;
    const amounts = performance.grades.flatMap((grade) => priceOf(performance, grade) ?? []);
    const prices = [...new Set(amounts)].sort((a, b) => a - b);
    element.hidden = prices.length < PRICES_TO_CHOOSE;
    put(select, { 'aria-label': words.say('legend.price') });
    select.replaceChildren(
      make('option', { value: '' }, [words.say('legend.anyPrice')]),
      ...prices
        .slice(0, -1)
        .map((amount) =>
          make('option', { value: amount }, [
            words.say('legend.upTo', { price: words.money(amount) }),
          ]),
        ),
    );
    select.value = filter.maxPrice === undefined ? '' : String(filter.maxPrice);
  });
  return { element, close };
}
