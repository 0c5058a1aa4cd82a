import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPage } from '../support/check-page.ts';
import { SCREENS, openSite, signUp } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';

const PAGES: readonly (readonly [name: string, path: string, ready: string])[] = [
  ['home', '/', '[data-testid^=event-card-]'],
  ['search', '/search?q=2026', '.state-box'],
  ['event', '/events/moonlight-station', '[data-testid=to-seats]'],
  ['seats', '/performances/1', '[data-testid=seat-map]'],
  ['sign-in', '/sign-in', '[data-testid=sign-in-form]'],
  ['nowhere', '/no-such-page', 'main a.button'],
];

describe('SITE-3 pages', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  it.each([
    ['a raw key', '<p>checkout.agree</p>', 'ko', /raw key/],
    ['English in Korean', '<p>좌석 Continue</p>', 'ko', /English left/],
    ['Korean in English', '<p>계속하기</p>', 'en', /Korean left/],
    ['overflow', '<div style="width: 3000px">좌석</div>', 'ko', /wider than the screen/],
  ] as const)('SITE-3 the check notices %s', async (_title, html, language, complaint) => {
    const page = await site.visitor();
    await page.setContent(html);
    await expect(checkPage(page, 'planted', language)).rejects.toThrow(complaint);
    await page.context().close();
  });

  for (const screen of Object.keys(SCREENS) as (keyof typeof SCREENS)[]) {
    for (const language of ['ko', 'en'] as const) {
      it(`SITE-3 every page on ${screen} in ${language}`, async () => {
        const page = await site.visitor({ screen, language });
        for (const [name, path, ready] of PAGES) {
          await page.goto(path);
          await page.locator(ready).first().waitFor();
          await checkPage(page, `${name}-${screen}-${language}`, language);
        }
        await signUp(page, `Pat${screen}${language}`);
        await checkPage(page, `orders-${screen}-${language}`, language);
        await page.context().close();
      });
    }
  }
});
