import type { SeatChannel } from '@ticket-flow/client';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { SignedInClient, TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';
import { openMapPages } from './map-page.ts';
import type { MapPages } from './map-page.ts';

const CHANGES = 200;
const SEATS = 10;

/** Keeps what live regions of the map say, in order. */
function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const root = document.querySelector('.ticket-flow-seat-map')?.shadowRoot;
    for (const region of root?.querySelectorAll('[aria-live], [role=status], [role=alert]') ?? []) {
      new MutationObserver(() => {
        const text = region.textContent.trim();
        if (text !== '') heard.push(text);
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
}

const heard = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { heard: string[] }).heard);

/** The accessible name of what has the focus, whatever it is inside of. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe('the seat list', () => {
  let test: TestApp;
  let pages: MapPages;
  let buyer: SignedInClient;
  let rival: SignedInClient;
  let performanceId: number;
  let others: SeatChannel;

  beforeAll(async () => {
    test = await startApp();
    [pages, buyer, rival] = await Promise.all([
      openMapPages(test.url),
      test.join('buyer'),
      test.join('rival'),
    ]);
  });
  afterAll(async () => {
    await pages.close();
    await test.close();
  });

  async function openList(): Promise<Page> {
    performanceId = await openSale(test.test.database, { rows: 6, standing: 8 });
    others = rival.client.seatChannel(performanceId);
    await others.ready();
    const { accessToken: token } = buyer.session;
    const page = await pages.open({ performanceId, token, view: 'list' });
    await page.getByRole('option', { name: /^1F,/ }).waitFor();
    await listen(page);
    return page;
  }

  const seat = (page: Page, label: string): Locator =>
    page.getByRole('gridcell', { name: new RegExp(`^${label}, `) });

  it('MAP-1 MAP-3 MAP-5 is enough to take seats and places and give them back, by keyboard', async () => {
    const page = await openList();
    await page.locator('#before').focus();
    while (!(await focused(page)).startsWith('1F,')) await press(page, 'Tab');
    expect(await focused(page)).toBe('1F, 60 left, from ₩30,000, Grade A, Grade B');
    await press(page, 's');
    expect(await focused(page)).toMatch(/^Standing, 8 left, ₩30,000/);
    await press(page, 'Home', 'Enter');
    expect(await focused(page)).toBe('1F-A-1, Available, Grade A, ₩50,000');
    await press(page, 'ArrowRight', 'ArrowDown', 'Space');
    await page.getByRole('gridcell', { name: '1F-B-2, Your seat' }).waitFor();
    expect(await seat(page, '1F-B-2').getAttribute('aria-selected')).toBe('true');

    await press(page, 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight');
    expect(await focused(page)).toMatch(/^1F-B-5, Picked out/);
    await press(page, 'Enter');
    await page.getByRole('gridcell', { name: '1F-B-4, Your seat' }).waitFor();
    await press(page, 'Enter');
    await seat(page, '1F-B-5').and(page.getByLabel('Available')).waitFor();

    await press(page, 'Escape');
    expect(await focused(page)).toMatch(/^1F, 59 left/);
    await press(page, 'End', 'Enter');
    const dialog = page.getByRole('dialog', { name: 'Standing' });
    await dialog.waitFor();
    await press(page, 'Tab', 'Enter', 'Tab', 'Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('option', { name: /^Standing, 6 left/ }).waitFor();
    expect(await focused(page)).toMatch(/^Standing, /);
    expect(await heard(page)).toEqual([
      '1F-B-2 held for you. Seats: 1.',
      '1F-B-3, 1F-B-4, 1F-B-5 held for you. Seats: 4.',
      'Given back. Seats: 1.',
      expect.stringMatching(/^2$/),
      'Standing, place 1, Standing, place 2 held for you. Seats: 3.',
    ]);
    await page.context().close();
  });

  it('MAP-2 MAP-3 keeps the focus through live changes, and says nothing of others', async () => {
    const page = await openList();
    await page.getByRole('option', { name: /^1F,/ }).press('Enter');
    await press(page, 'ArrowDown', 'ArrowDown', 'End');
    expect(await focused(page)).toMatch(/^1F-C-10, /);
    const cell = await seat(page, '1F-C-10').elementHandle();
    for (let change = 0; change < CHANGES; change += 2) {
      const hold = await others.hold({ seats: [change % SEATS] });
      await others.release(hold.token);
    }
    const last = await others.hold({ seats: [SEATS + 3] });
    await page.getByRole('gridcell', { name: '1F-B-4, Held by someone' }).waitFor();
    expect(await focused(page)).toMatch(/^1F-C-10, Available/);
    expect(await cell?.evaluate((one) => one.matches(':focus'))).toBe(true);
    expect(await heard(page)).toEqual([]);
    await others.release(last.token);
    await page.context().close();
  });

  it('MAP-3 MAP-4 says that the seat with the focus was taken, and lets it stand', async () => {
    const page = await openList();
    await page.getByRole('option', { name: /^1F,/ }).press('Enter');
    await page.getByLabel('Available seats only').check();
    await seat(page, '1F-A-3').focus();
    await others.hold({ seats: [2, 4] });
    await waitFor(async () => (await heard(page)).length > 0);
    expect(await heard(page)).toEqual(['Somebody else has just taken 1F-A-3.']);
    expect(await focused(page)).toMatch(/^1F-A-3, Held by someone/);
    expect(await seat(page, '1F-A-3').getAttribute('aria-disabled')).toBe('true');
    await seat(page, '1F-A-5').and(page.getByLabel('Held by someone')).waitFor();

    await page.getByLabel('Available seats only').uncheck();
    await page.getByLabel('Available seats only').check();
    expect(await seat(page, '1F-A-3').count()).toBe(0);
    for (const { token } of others.holds) await others.release(token);
    await page.getByRole('button', { name: 'Show 2 more now available' }).click();
    await seat(page, '1F-A-3').waitFor();
    await page.context().close();
  });

  it('MAP-7 is styled, and its marks painted, under a strict policy', async () => {
    const page = await openList();
    const drawn = await page.evaluate(() => {
      const root = document.querySelector('.ticket-flow-seat-map')?.shadowRoot;
      const mark = root?.querySelector('.chip .mark');
      const list = root?.querySelector('.list');
      return {
        position: list && getComputedStyle(list).position,
        fill: mark && getComputedStyle(mark).fill,
      };
    });
    expect(drawn).toEqual({ position: 'absolute', fill: 'rgb(0, 114, 178)' });
    await page.context().close();
  });
});
