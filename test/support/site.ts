import { seedDemo } from '@ticket-flow/db/seeds';
import type { Browser, Page } from 'playwright-core';
import { siteRoot } from '../../scripts/build-site.mjs';
import { startApp } from './app.ts';
import type { TestApp, TestAppOptions } from './app.ts';
import { launchBrowser } from './browser.ts';
import { waitFor } from './wait.ts';

/** The whole product with its demo catalogue, and a browser to visit it with. */
export interface TestSite {
  readonly test: TestApp;
  readonly browser: Browser;
  /** A person of their own: no cookies or storage shared with the others. */
  visitor(options?: VisitorOptions): Promise<Page>;
  close(): Promise<void>;
}

export interface VisitorOptions {
  /** @default 'desktop' */
  readonly screen?: keyof typeof SCREENS;
  /** @default 'ko' */
  readonly language?: 'ko' | 'en';
}

export const SCREENS = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

/** The site must have been built: `buildSite`, once and before anything that runs side by side. */
export async function openSite(options: TestAppOptions = {}): Promise<TestSite> {
  const test = await startApp({ ...options, siteRoot });
  await seedDemo(test.test.database, { passwordHash: 'nobody signs in with this' });
  const browser = await launchBrowser();
  return {
    test,
    browser,
    visitor: async ({ screen = 'desktop', language = 'ko' } = {}) => {
      const context = await browser.newContext({
        baseURL: test.url,
        viewport: SCREENS[screen],
        hasTouch: screen === 'phone',
        locale: language === 'ko' ? 'ko-KR' : 'en-GB',
        timezoneId: 'Asia/Seoul',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto('/');
      if ((await page.locator('html').getAttribute('lang')) !== language) {
        await page.getByTestId('language-toggle').click();
      }
      return page;
    },
    close: async () => {
      await browser.close();
      await test.close();
    },
  };
}

/** Makes an account on the sign-in page. */
export async function signUp(page: Page, name: string, shownName = name): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('[data-testid=sign-in-form] button[type=button]').click();
  await fillSignUp(page, name, shownName);
  await page.waitForURL('**/orders');
}

/** Fills the sign-up form that is on the page. */
async function fillSignUp(page: Page, name: string, shownName: string): Promise<void> {
  const form = page.getByTestId('sign-up-form');
  await form.locator('input[name=name]').fill(shownName);
  await form.locator('input[name=email]').fill(`${name.toLowerCase()}@example.test`);
  await form.locator('input[name=password]').fill('a long password');
  await form.locator('button[type=submit]').click();
  await form.waitFor({ state: 'detached' });
}

/** What the site leaves for tests: a canvas has no elements to find. */
interface SeatMapHandle {
  seat(label: string): { look: string } | undefined;
  zoomTo(label: string, options: { animate: boolean }): void;
  positionOf(label: string): { x: number; y: number } | undefined;
}

/** How a seat looks on the page's map, by its label; null while there is no such seat. */
export function lookOf(page: Page, label: string): Promise<string | null> {
  return page.evaluate((seat) => {
    const { __seatMap: map } = window as unknown as { __seatMap?: SeatMapHandle };
    return map?.seat(seat)?.look ?? null;
  }, label);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Zooms in on a seat, and tells where the canvas draws it now. */
function showSeat(page: Page, label: string): Promise<Point | undefined> {
  return page.evaluate((seat) => {
    const { __seatMap: map } = window as unknown as { __seatMap: SeatMapHandle };
    map.zoomTo(seat, { animate: false });
    return map.positionOf(seat);
  }, label);
}

/** Clicks a seat where the canvas draws it. */
export async function clickSeat(page: Page, label: string): Promise<void> {
  let before: Point | undefined;
  // What is loaded after the first picture may still move the map under the pointer.
  const settled = await waitFor(
    async () => {
      const earlier = before;
      before = await showSeat(page, label);
      return before && earlier?.x === before.x && earlier.y === before.y ? before : undefined;
    },
    { intervalMs: 100, message: `${label} to stand still on the map` },
  );
  await page.mouse.click(settled.x, settled.y);
}

/** What the map tells now, and what else of notices is on the page. */
export async function noticesOn(page: Page): Promise<string> {
  const texts = await page.locator('.notice, [data-testid=notice]').allInnerTexts();
  return texts.join(' ');
}
