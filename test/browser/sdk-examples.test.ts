import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlePages } from '../package/bundle-pages.ts';
import { stagePackage } from '../package/stage.ts';
import type { StagedPackage } from '../package/stage.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { openSale } from '../support/catalogue.ts';
import { hostPages } from '../support/hosted-pages.ts';
import { createPartner } from '../support/partners.ts';

const SHOP = 'http://localhost:4174';

let staged: StagedPackage;
let test: TestApp;
let browser: Browser;
let performanceId: number;

beforeAll(async () => {
  [staged, test, browser] = await Promise.all([stagePackage(), startApp(), launchBrowser()]);
  performanceId = await openSale(test.test.database);
});
afterAll(async () => {
  await Promise.all([browser?.close(), test?.close(), staged?.remove()]);
});

async function openPage(): Promise<Page> {
  const page = await browser.newPage({ permissions: ['local-network-access'] });
  page.setDefaultTimeout(15_000);
  return page;
}

/** Takes the best seat there is, with the map's own button. */
async function holdBest(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Best seats', exact: true }).click();
  await page.getByRole('button', { name: 'Hold the best 1' }).click();
}

const chosen = (page: Page) => page.getByRole('list', { name: 'Your seats' }).locator('li');

describe('SDK-5 the examples', () => {
  it('SDK-5 SDK-7 a plain page on another origin holds a seat, also after a reload', async () => {
    const partner = await createPartner(test, { origins: [SHOP] });
    const example = await readFile(join(staged.folder, 'examples/plain/index.html'), 'utf8');
    const html = example
      .replace('https://tickets.example', test.url)
      .replace('pk_live_of_your_shop', partner.key)
      .replace('performanceId = 42', `performanceId = ${String(performanceId)}`);
    const [, path = ''] = /https:\/\/cdn\.jsdelivr\.net(\S+)"/.exec(example) ?? [];
    const script = await readFile(join(staged.folder, 'dist/ticket-flow.global.js'), 'utf8');
    const page = await openPage();
    await hostPages(page, 'https://cdn.jsdelivr.net', { [path]: script });
    await hostPages(page, SHOP, { '/index.html': html, '/seat-token': partner.sign('customer') });
    await page.goto(`${SHOP}/index.html`);
    await holdBest(page);
    await chosen(page).first().waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    const seat = await chosen(page).first().innerText();
    expect(seat).toContain('(Grade ');
    await page.reload();
    await chosen(page).first().waitFor();
    expect(await chosen(page).allInnerTexts()).toEqual([seat]);
    await page.getByText(/held for \d+ s more/).waitFor();
    await page.close();
  });

  it('SDK-5 SDK-7 the React page signs in, holds, gives back, and finds its seats again', async () => {
    const entry = join(staged.folder, 'examples/react/src/main.tsx');
    const scripts = await bundlePages(staged, { react: entry });
    const html = `<!doctype html><title>Seats</title><div id="root"></div>
      <script type="module" src="/bundled/react.js"></script>`;
    const { session } = await test.join('react');
    const page = await openPage();
    await hostPages(page, test.url, { '/index.html': html, ...scripts });
    await page.goto(`${test.url}/index.html?performance=${String(performanceId)}`);
    await page.getByRole('status').getByText('live').waitFor();
    await holdBest(page);
    const form = page.getByRole('form', { name: 'Sign in' });
    await form.getByLabel('E-mail').fill(session.user.email);
    await form.getByLabel('Password').fill('a long password');
    await form.getByRole('button', { name: 'Sign in' }).click();
    await chosen(page).first().waitFor();
    const seats = await chosen(page).allInnerTexts();
    await page.reload();
    await chosen(page).first().waitFor();
    expect(await chosen(page).allInnerTexts()).toEqual(seats);
    await chosen(page).getByRole('button', { name: 'Give back' }).first().click();
    await chosen(page).first().waitFor({ state: 'detached' });
    await page.close();
  });
});
