import type { Page } from 'playwright-core';

/** What the keyboard speaks to. */
export interface Focused {
  /** Of ARIA, or the element's own; "body" when nothing has the focus. */
  readonly role: string;
  readonly name: string;
  /** A ring round it, that isn't there without the focus. */
  readonly hasRing: boolean;
  /** Within the window, and nothing lies over it. */
  readonly inSight: boolean;
}

/** The element with the focus, inside of shadow roots too. It only looks. */
export function focusOn(page: Page): Promise<Focused> {
  return page.evaluate(async () => {
    // What has the focus is brought into view with the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    let element: Element | null = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) {
      return { role: 'body', name: '', hasRing: false, inSight: false };
    }
    const { tagName, labels } = element as HTMLInputElement;
    const label = labels?.[0]?.innerText;
    const text = element.getAttribute('aria-label') ?? label ?? element.innerText;
    const style = getComputedStyle(element);
    // A box that is drawn by its neighbours shows the ring on one of them.
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const root = element.getRootNode() as Document | ShadowRoot;
    const there = root.elementFromPoint(x, y);
    const isInside = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
    return {
      role: element.getAttribute('role') ?? tagName.toLowerCase(),
      name: text.replace(/\s+/g, ' ').trim(),
      hasRing:
        (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) ||
        style.boxShadow !== 'none',
      inSight:
        isInside &&
        there !== null &&
        (element.contains(there) || labels?.[0]?.contains(there) === true),
    };
  });
}

export interface TabOptions {
  /** @default 'Tab' */
  readonly key?: 'Tab' | 'Shift+Tab';
  /** @default 60 */
  readonly most?: number;
}

/** Tabs until the focus is there, if it isn't yet. On the way it may never be lost, unseen or without a ring. */
export async function tabTo(
  page: Page,
  role: string,
  name: string | RegExp,
  { key = 'Tab', most = 60 }: TabOptions = {},
): Promise<Focused> {
  const way: string[] = [];
  for (let step = 0; step <= most; step += 1) {
    if (step > 0) await page.keyboard.press(key);
    const focused = await focusOn(page);
    const matches = typeof name === 'string' ? focused.name === name : name.test(focused.name);
    const isThere = focused.role === role && matches;
    // Where it begins is another's business.
    if (step === 0 && !isThere) continue;
    way.push(`${focused.role} "${focused.name}"`);
    if (focused.role === 'body') break;
    if (!focused.hasRing || !focused.inSight) {
      throw new Error(`${way.at(-1) ?? ''} ${focused.hasRing ? 'is not in sight' : 'has no ring'}`);
    }
    if (isThere) return focused;
  }
  throw new Error(`no ${role} ${String(name)} on the way: ${way.join(' → ')}`);
}

/** Counts the frames in which nothing had the focus, from now on. */
export async function watchFocus(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const watch = { lost: 0 };
    Object.assign(window, { focusWatch: watch });
    const look = (): void => {
      if (document.activeElement === document.body || document.activeElement === null) {
        watch.lost += 1;
      }
      requestAnimationFrame(look);
    };
    look();
  });
  return () =>
    page.evaluate(() => (window as unknown as { focusWatch: { lost: number } }).focusWatch.lost);
}
