import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { bundleForBrowser } from '../../support/bundle.ts';
import type { MapPageOptions, MapPageWindow } from './map-page-entry.ts';

const ENTRY = fileURLToPath(new URL('map-page-entry.ts', import.meta.url));
/** No style attribute, no foreign script: a map must live with that. */
const POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self' ws:";
const HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Seats</title><link rel="stylesheet" href="/map.css">
<button id="before">Before</button><main></main><script src="/map.js"></script></html>`;
const CSS = 'html,body{height:100%;margin:0;font-family:sans-serif}main{height:calc(100% - 24px)}';

export interface MapPages {
  /** A page with nothing but the map, as a person of their own. */
  open(map: MapPageOptions, context?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Pages of a partner who uses the SDK, on the address of a test server. */
export async function openMapPages(url: string): Promise<MapPages> {
  const [script, browser] = await Promise.all([bundleForBrowser(ENTRY), launchBrowser()]);
  return {
    open: async (map, options = {}) => {
      const context = await browser.newContext({
        baseURL: url,
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.route('**/map.html', (route) =>
        route.fulfill({
          contentType: 'text/html',
          headers: { 'content-security-policy': POLICY },
          body: HTML,
        }),
      );
      await page.route('**/map.js', (route) =>
        route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script }),
      );
      await page.route('**/map.css', (route) =>
        route.fulfill({ contentType: 'text/css', body: CSS }),
      );
      await page.goto('/map.html');
      await page.evaluate((asked) => (window as unknown as MapPageWindow).openMap(asked), map);
      return page;
    },
    close: () => browser.close(),
  };
}
