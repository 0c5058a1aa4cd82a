import type { MapContext } from '../model/state.ts';
import { make, put } from './dom.ts';
import type { Part } from './dom.ts';

/** Which floor is shown, where the chart has several with seats. */
export function createFloors({ store, layout }: MapContext): Part {
  const element = make('div', { role: 'radiogroup', class: 'floors' });
  const filled = layout.floors
    .map((floor, index) => ({ ...floor, index }))
    .filter(({ bounds }) => bounds.left <= bounds.right);
  const first = layout.floorsCollide ? [] : [undefined];
  const choices = [...first, ...filled.map(({ index }) => index)];
  element.hidden = filled.length < 2;
  if (element.hidden) return { element, close: () => undefined };
  if (layout.floorsCollide && store.state.floor === undefined) store.set({ floor: choices[0] });

  const buttons = choices.map((floor) => {
    const one = make('button', { type: 'button', role: 'radio' });
    one.addEventListener('click', () => {
      store.set({ floor });
    });
    return one;
  });
  element.append(...buttons);
  element.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = choices.indexOf(store.state.floor) + step;
    const to = (at + choices.length) % choices.length;
    store.set({ floor: choices[to] });
    buttons[to]?.focus();
  });
  const close = store.watch(['floor', 'words'], ({ floor, words }) => {
    put(element, { 'aria-label': words.say('floor.label') });
    buttons.forEach((one, k) => {
      const index = choices[k];
      const name = layout.floors[index ?? -1]?.name;
      one.textContent = name === undefined ? words.say('floor.all') : words.caption(name);
      put(one, { 'aria-checked': String(index === floor), tabindex: index === floor ? 0 : -1 });
    });
  });
  return { element, close };
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};
