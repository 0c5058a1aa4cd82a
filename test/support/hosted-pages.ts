import { extname } from 'node:path';
import type { Page } from 'playwright-core';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
};

/**
 * Lets a browser page find these files at an origin, whoever listens there; what is not among them
 * goes through. So a test has a page on the server's own origin, or on any partner's.
 *
 * @param files text by path: `/shop.html`
 */
export async function hostPages(
  page: Page,
  origin: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await page.route(
    (url) => url.origin === origin && Object.hasOwn(files, url.pathname),
    async (route) => {
      const { pathname } = new URL(route.request().url());
      const contentType = TYPES[extname(pathname)] ?? 'text/plain; charset=utf-8';
      await route.fulfill({ status: 200, contentType, body: files[pathname] ?? '' });
    },
  );
}
