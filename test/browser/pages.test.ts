import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { SCREENS, openSite, signUp } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';

/** Pictures for people to look at; the folder is not kept in the repository. */
const SHOTS = fileURLToPath(new URL('../../test-output/pages/', import.meta.url));

/** Written the same in Korean: names, units of the trade, the switch to the other language. */
const LATIN_IN_KOREAN = new Set([
  ...['Ticket', 'Flow', 'English', 'VIP', 'QR', 'FC', 'KRW', 'vs', 'GMT'],
]);
const KEY_LIKE = /\b[a-z]+[A-Za-z]*\.[a-z]+[A-Za-z.]*\b/;
const HANGUL = /[가-힣]/;

const PAGES: readonly (readonly [name: string, path: string, ready: string])[] = [
  ['home', '/', '[data-testid^=event-card-]'],
  ['event', '/events/moonlight-station', '[data-testid=to-seats]'],
  ['seats', '/performances/1', '[data-testid=seat-map]'],
  ['sign-in', '/sign-in', '[data-testid=sign-in-form]'],
  ['nowhere', '/no-such-page', 'main a.button'],
];

describe('SITE-3 pages', () => {
  let site: TestSite;
  beforeAll(async () => {
    await mkdir(SHOTS, { recursive: true });
    site = await openSite();
  });
  afterAll(() => site.close());

  /** What a person reads on the page, less what people typed or programs made up. */
  async function textOf(page: Page): Promise<string> {
    const text = await page.locator('body').innerText();
    return text.replace(/\S+@\S+/g, '').replace(/\b[o]?[a-z0-9]{20,}\b/gi, '');
  }

  async function check(page: Page, name: string, language: 'ko' | 'en'): Promise<void> {
    await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: true });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
    const text = await textOf(page);
    expect(KEY_LIKE.exec(text)?.[0], `${name} shows a raw key`).toBeUndefined();
    if (language === 'en') {
      const korean = text.split('\n').filter((line) => HANGUL.test(line) && line !== '한국어');
      expect(korean, `${name} has Korean left in English`).toEqual([]);
      return;
    }
    const latin = [...text.matchAll(/[A-Za-z]{2,}/g)].map(([word]) => word);
    const english = latin.filter((word) => !LATIN_IN_KOREAN.has(word));
    expect([...new Set(english)], `${name} has English left in Korean`).toEqual([]);
  }

  for (const screen of Object.keys(SCREENS) as (keyof typeof SCREENS)[]) {
    for (const language of ['ko', 'en'] as const) {
      it(`SITE-3 every page on ${screen} in ${language}`, async () => {
        const page = await site.visitor({ screen, language });
        for (const [name, path, ready] of PAGES) {
          await page.goto(path);
          await page.locator(ready).first().waitFor();
          await check(page, `${name}-${screen}-${language}`, language);
        }
        await signUp(page, `Pat${screen}${language}`);
        await check(page, `orders-${screen}-${language}`, language);
        await page.context().close();
      });
    }
  }
});
