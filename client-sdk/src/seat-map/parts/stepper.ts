import { button, make, put, write } from './dom.ts';
import { icon } from './marks.ts';

export interface Stepper {
  readonly element: HTMLElement;
  readonly count: number;
  /** The most that can be asked for now; what was asked for beyond it is taken back. */
  limit(most: number): void;
  name(texts: { readonly label: string; readonly fewer: string; readonly more: string }): void;
}

/** One more, one fewer; a number of at least one. */
export function createStepper(changed: () => void): Stepper {
  let count = 1;
  let most = 1;
  const step = (by: number): void => {
    count = Math.min(most, Math.max(1, count + by));
    update();
    changed();
  };
  // At an end a button stays focusable: the focus must not fall out of the dialog.
  const fewer = button({ class: 'round' }, [icon('minus')], () => {
    step(-1);
  });
  const more = button({ class: 'round' }, [icon('plus')], () => {
    step(1);
  });
  const output = make('output', { 'aria-live': 'polite' });
  const element = make('div', { role: 'group', class: 'stepper' }, [fewer, output, more]);
  const update = (): void => {
    write(output, String(count));
    put(fewer, { 'aria-disabled': count <= 1 ? 'true' : undefined });
    put(more, { 'aria-disabled': count >= most ? 'true' : undefined });
  };
  update();
  return {
    element,
    get count() {
      return count;
    },
    limit: (now) => {
      most = Math.max(1, now);
      count = Math.min(count, most);
      update();
    },
    name: (texts) => {
      put(element, { 'aria-label': texts.label });
      put(fewer, { 'aria-label': texts.fewer });
      put(more, { 'aria-label': texts.more });
    },
  };
}
