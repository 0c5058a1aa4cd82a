type Value = string | number | boolean | undefined;
type Children = readonly (Node | string)[];

/** What every part of the map is: an element that keeps itself up to date until it is closed. */
export interface Part {
  readonly element: HTMLElement;
  readonly close: () => void;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  children: Children = [],
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  put(element, attributes);
  element.append(...children);
  return element;
}

/** Sets attributes that differ: `true` as an empty one, `undefined` and `false` take it off. */
export function put(element: Element, attributes: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(name);
    else {
      const text = value === true ? '' : String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
}

/** Replaces the text if it differs. */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A button with a listener; without text it is filled by the caller. */
export function button(
  attributes: Readonly<Record<string, Value>>,
  children: Children,
  click: () => void,
): HTMLButtonElement {
  const element = make('button', { type: 'button', ...attributes }, children);
  element.addEventListener('click', click);
  return element;
}

/** The element that has the focus, inside of a shadow root too. */
export function focusedIn(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
}

export function hasFocus(element: Element): boolean {
  return element.contains(focusedIn(element));
}

/** However often it is asked, it updates once a frame. */
export function oncePerFrame(update: () => void): {
  ask(this: void): void;
  stop(this: void): void;
} {
  let frame = 0;
  return {
    ask: () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        update();
      });
    },
    stop: () => {
      cancelAnimationFrame(frame);
    },
  };
}

/** Runs them all. */
export function closing(...stops: readonly (() => void)[]): () => void {
  return () => {
    for (const stop of stops) stop();
  };
}
