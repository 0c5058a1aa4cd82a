import type { Page } from 'playwright-core';

/** What a screen reader is told of an element. */
export interface Spoken {
  readonly role: string;
  readonly name: string;
}

/** People stop at these, so each needs a name. */
const NAMED = new Set([
  ...['button', 'link', 'textbox', 'checkbox', 'radio', 'combobox', 'option', 'listbox'],
  ...[
    'grid',
    'gridcell',
    'rowheader',
    'columnheader',
    'dialog',
    'heading',
    'image',
    'img',
    'region',
  ],
]);

/** Written the same in Korean: names, units of the trade, the switch to the other language. */
const LATIN_IN_KOREAN = new Set(['Ticket', 'Flow', 'English', 'VIP', 'QR']);

/** Everything that the browser's accessibility tree shows of a page, inside of shadow roots too. */
export async function spokenOn(page: Page): Promise<Spoken[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => ({
      role: String(role?.value ?? ''),
      name: String(name?.value ?? '').trim(),
    }));
}

/** What is there without a name, or with a name that isn't Korean; empty when all is well. */
export async function unsaid(page: Page): Promise<string[]> {
  const wrong = (await spokenOn(page)).filter(({ role, name }) => {
    if (!NAMED.has(role)) return false;
    const words = name.replace(/\S+@\S+/g, '').match(/[A-Za-z]{2,}/g) ?? [];
    return name === '' || words.some((word) => !LATIN_IN_KOREAN.has(word));
  });
  return wrong.map(({ role, name }) => `${role} "${name}"`);
}
