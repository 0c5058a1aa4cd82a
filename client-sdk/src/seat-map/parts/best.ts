import type { MapContext, MapState } from '../model/state.ts';
import { button, closing, focusedIn, make, put, write } from './dom.ts';
import type { Part } from './dom.ts';
import { icon } from './marks.ts';
import { createStepper } from './stepper.ts';

/** The server's best seats together: how many, of which grade. */
export function createBest({ store, picker }: MapContext): Part {
  const label = make('span');
  const opener = button({ class: 'tool', 'aria-expanded': 'false' }, [icon('star'), label], () => {
    toggle(panel.hidden === true);
  });
  const title = make('strong');
  const stepper = createStepper(() => {
    update();
  });
  const grade = make('select');
  const run = button({ class: 'primary wide' }, [], () => void search());
  const panel = make('div', { role: 'group', class: 'best-panel', hidden: true }, [
    title,
    stepper.element,
    grade,
    run,
  ]);
  const element = make('div', { class: 'best' }, [opener, panel]);

  /** The focus goes into the panel, and with it back to the button; elsewhere it stays. */
  function toggle(open: boolean): void {
    const inside = panel.contains(focusedIn(element));
    panel.hidden = !open;
    put(opener, { 'aria-expanded': String(open) });
    update();
    if (open) stepper.element.querySelector('button')?.focus();
    else if (inside) opener.focus();
  }

  async function search(): Promise<void> {
    if (store.state.busy || picker.remaining() < 1) return;
    const gradeId = grade.value === '' ? {} : { gradeId: Number(grade.value) };
    const held = await picker.pickBest({ count: stepper.count, ...gradeId });
    if (held) toggle(false);
  }

  function update(): void {
    const { words, busy } = store.state;
    const left = picker.remaining();
    stepper.limit(left);
    const limit = words.number(picker.limit());
    const ask = words.say('best.run', { count: words.number(stepper.count) });
    const text = left < 1 ? words.say('notice.atLimit', { limit }) : ask;
    write(run, busy ? words.say('best.searching') : text);
    put(run, { 'aria-disabled': busy || left < 1 ? 'true' : undefined, 'aria-busy': busy });
  }

  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || panel.hidden) return;
    event.stopPropagation();
    toggle(false);
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !element.contains(relatedTarget)) toggle(false);
  });
  const stops = [
    store.watch(['words', 'performance'], ({ words, performance }) => {
      element.hidden = !performance.bestAvailable || isOver(performance);
      write(label, words.say('best.label'));
      write(title, words.say('best.label'));
      put(panel, { 'aria-label': words.say('best.label') });
      put(grade, { 'aria-label': words.say('best.grade') });
      stepper.name({
        label: words.say('best.count'),
        fewer: words.say('best.fewer'),
        more: words.say('best.more'),
      });
      const chosen = grade.value;
      grade.replaceChildren(
        make('option', { value: '' }, [words.say('best.anyGrade')]),
        ...performance.grades.map(({ id, name }) => make('option', { value: id }, [name])),
      );
      grade.value = chosen;
    }),
    store.watch(['words', 'busy', 'holds', 'performance'], update),
  ];
  return { element, close: closing(...stops) };
}

/** Before the sale it is offered as well: a page that waits for the opening is not loaded again. */
function isOver({ saleState }: MapState['performance']): boolean {
  return saleState === 'closed' || saleState === 'past';
}
