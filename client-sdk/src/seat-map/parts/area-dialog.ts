import { priceOf } from '../model/filter.ts';
import type { MapContext } from '../model/state.ts';
import { button, closing, focusedIn, make, oncePerFrame, put, write } from './dom.ts';
import type { Part } from './dom.ts';
import { gradeMark, icon } from './marks.ts';
import { createStepper } from './stepper.ts';

/** Places without numbers: only how many is asked. */
export function createAreaDialog(context: MapContext): Part {
  const { store, layout, book, picker } = context;
  const title = make('h2', { id: 'area-title' });
  const body = make('p', { class: 'soft' });
  const facts = make('p', { class: 'facts' });
  const problem = make('p', { role: 'alert', class: 'problem' });
  const stepper = createStepper(() => {
    update();
  });
  const hold = button({ class: 'primary wide' }, [], () => void confirm());
  const close = button({ class: 'plain' }, [icon('close')], () => {
    leave();
  });
  const element = make('dialog', { class: 'dialog', 'aria-labelledby': 'area-title' }, [
    make('div', { class: 'dialog-head' }, [title, close]),
    body,
    facts,
    stepper.element,
    problem,
    hold,
  ]);
  let cameFrom: Element | null = null;

  const leave = (): void => {
    store.set({ openArea: undefined, notice: undefined });
  };
  async function confirm(): Promise<void> {
    const { openArea, busy } = store.state;
    if (openArea === undefined || busy || free() === 0) return;
    if (await picker.pickArea(openArea, stepper.count)) leave();
  }
  const free = (): number => book.freeInArea[store.state.openArea ?? -1] ?? 0;

  function update(): void {
    const { openArea, words, performance, notice, busy } = store.state;
    const area = layout.areas[openArea ?? -1];
    if (!area) return;
    stepper.limit(Math.min(free(), picker.remaining()));
    const grade = performance.grades[area.rank];
    const price = priceOf(performance, grade);
    const { count } = stepper;
    write(title, words.caption(area.name));
    facts.replaceChildren(
      ...(grade ? [gradeMark(area.rank), grade.name] : []),
      make('b', {}, [price === undefined ? '' : words.money(price)]),
      make('span', { class: 'soft' }, [
        free() > 0 ? words.say('area.free', { count: words.number(free()) }) : words.left(0),
      ]),
    );
    const sum = price === undefined ? [] : [words.money(price * count)];
    const ask = [words.say('area.hold', { count: words.number(count) }), ...sum].join(' · ');
    write(hold, busy ? words.say('area.holding') : ask);
    put(hold, { 'aria-disabled': busy || free() === 0 ? 'true' : undefined, 'aria-busy': busy });
    write(problem, notice?.text ?? '');
  }

  const frame = oncePerFrame(update);
  const show = (open: boolean): void => {
    if (open === element.open) return;
    if (open) {
      cameFrom = focusedIn(element);
      element.showModal();
      stepper.element.querySelector('button')?.focus();
    } else {
      element.close();
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    }
  };
  // Closed by Escape, it is the browser that closes it.
  element.addEventListener('close', () => {
    if (store.state.openArea !== undefined) leave();
  });
  element.addEventListener('click', ({ target }) => {
    if (target === element) leave();
  });
  // Keys of the dialog are not those of the map behind it.
  element.addEventListener('keydown', (event) => {
    event.stopPropagation();
  });
  const stops = [
    store.watch(['words'], ({ words }) => {
      write(body, words.say('area.body'));
      put(close, { 'aria-label': words.say('notice.close') });
      stepper.name({
        label: words.say('area.count'),
        fewer: words.say('area.fewer'),
        more: words.say('area.more'),
      });
    }),
    store.watch(['openArea', 'words', 'notice', 'busy', 'holds'], ({ openArea }) => {
      update();
      if (element.isConnected) show(openArea !== undefined);
    }),
    book.subscribe(() => {
      if (element.open) frame.ask();
    }),
  ];
  return { element, close: closing(frame.stop, ...stops) };
}
