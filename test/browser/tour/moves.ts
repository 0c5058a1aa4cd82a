import type { Page, Route } from 'playwright-core';
import type { Scene } from './scenes.ts';

/** Goes to another page of the site as its own links do: no new load. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    window.history.pushState({ idx: 0, key: String(Math.random()) }, '', to);
    window.dispatchEvent(new PopStateEvent('popstate', { state: window.history.state as unknown }));
  }, path);
}

/** A page at an address, that is there when `ready` is. */
export function at(name: string, path: string, ready: string): Scene {
  return {
    name,
    open: async (page) => {
      await visit(page, path);
      await page.locator(ready).first().waitFor();
    },
  };
}

export const API = '**/api/**';

/** A page whose data never comes. */
export function waiting(name: string, path: string, held: string | RegExp = API): Scene {
  return {
    name: `${name}-loading`,
    open: async (page) => {
      await page.route(held, hang);
      await page.goto(path, { waitUntil: 'commit' });
      await page.locator('.skeleton').first().waitFor();
    },
    close: backToNormal,
  };
}

/** A page whose data cannot be had. */
export function failing(name: string, path: string, broken: string | RegExp): Scene {
  return {
    name: `${name}-failed`,
    open: async (page) => {
      await page.route(broken, fail);
      await page.goto(path);
      await page.locator('.state-box button').first().waitFor();
    },
    close: backToNormal,
  };
}

/** Not aborted: a browser would say so much sooner than a server that is busy. */
function hang(): Promise<void> {
  return Promise.resolve();
}

function fail(route: Route): Promise<void> {
  return route.fulfill({
    status: 403,
    contentType: 'application/json',
    // A code that is not asked again, so that nobody waits for the last try.
    body: JSON.stringify({ error: { code: 'FORBIDDEN', message: 'not now', requestId: 'r' } }),
  });
}

export async function backToNormal(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.goto('/no-such-page');
  await page.locator('main .button').waitFor();
}
