import type { MapContext } from '../model/state.ts';
import { button, hasFocus, make, put, write } from './dom.ts';
import type { Part } from './dom.ts';
import { icon } from './marks.ts';

/** What there is to tell, with what can be done about it. It takes no focus and gives it back. */
export function createNotice({ store }: Pick<MapContext, 'store'>): Part {
  // Both are there from the start: only then is a change of their text read out.
  const calm = make('p', { role: 'status' });
  const grave = make('p', { role: 'alert' });
  const actions = make('div', { class: 'notice-actions' });
  const dismiss = (): void => {
    store.set({ notice: undefined });
  };
  const close = button({ class: 'plain' }, [icon('close')], dismiss);
  const element = make('div', { class: 'notice' }, [calm, grave, actions, close]);
  let cameFrom: EventTarget | null = null;
  element.addEventListener('focusin', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) {
      cameFrom = relatedTarget;
    }
  });

  const stop = store.watch(['notice', 'openArea', 'words'], ({ notice, openArea, words }) => {
    // While the dialog of an area is open, it tells.
    const shown = openArea === undefined ? notice : undefined;
    const hadFocus = hasFocus(element);
    put(close, { 'aria-label': words.say('notice.close') });
    put(element, { 'data-tone': shown?.tone, 'data-shown': shown !== undefined });
    write(calm, shown?.tone === 'plain' ? shown.text : '');
    write(grave, shown?.tone === 'loss' ? shown.text : '');
    actions.replaceChildren(
      ...(shown?.actions ?? []).map(({ label, run }) =>
        button({ class: 'small' }, [label], () => {
          dismiss();
          run();
        }),
      ),
    );
    const isInside = shown && hasFocus(element);
    if (hadFocus && !isInside && cameFrom instanceof HTMLElement) cameFrom.focus();
  });
  return { element, close: stop };
}
