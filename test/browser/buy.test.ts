import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { checkPage } from '../support/check-page.ts';
import { clickSeat, lookOf, noticesOn, openSite, signUp } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

const MUSICAL = 'moonlight-station';
const SEATS = ['1F-C-5', '1F-C-6'];

describe('SITE-1 buying in the browser', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  async function openMap(page: Page): Promise<void> {
    await page.goto(`/events/${MUSICAL}`);
    await page.getByTestId('to-seats').click();
    await page.getByTestId('seat-map').waitFor();
    await waitFor(async () => (await lookOf(page, SEATS[0] ?? '')) !== null);
  }

  it('SITE-1 two seats are picked, paid and ticketed; another browser sees it live', async () => {
    const buyer = await site.visitor();
    const rival = await site.visitor({ language: 'en' });
    await signUp(buyer, 'Buyer');
    await signUp(rival, 'Rival');
    await openMap(buyer);
    await openMap(rival);
    const startedAt = await rival.evaluate(() => performance.timeOrigin);

    for (const seat of SEATS) {
      await clickSeat(buyer, seat);
      await buyer.getByTestId(`my-seat-${seat}`).waitFor();
    }
    for (const seat of SEATS) await waitFor(async () => (await lookOf(rival, seat)) === 'held');
    expect(await lookOf(buyer, SEATS[0] ?? '')).toBe('mine');

    await clickSeat(rival, SEATS[1] ?? '');
    await waitFor(async () => (await noticesOn(rival)).includes(SEATS[1] ?? '?'));
    expect(await rival.getByTestId(`my-seat-${SEATS[1] ?? ''}`).count()).toBe(0);

    await buyer.getByTestId('continue').click();
    await buyer.locator('input[name=agree]').check();
    await buyer.getByTestId('checkout-pay').click();
    await buyer.getByTestId('sandbox-approve').click();
    await waitFor(async () => (await buyer.getByTestId('ticket').count()) === 2, {
      timeoutMs: 15_000,
    });
    const labels = await buyer.getByTestId('ticket-seat').allInnerTexts();
    for (const seat of SEATS) expect(labels.join(' ')).toContain(seat);

    for (const seat of SEATS) await waitFor(async () => (await lookOf(rival, seat)) === 'sold');
    expect(await rival.evaluate(() => performance.timeOrigin)).toBe(startedAt);
  });

  it.each([
    ['ko', 'desktop', 'C'],
    ['ko', 'phone', 'D'],
    ['en', 'desktop', 'E'],
    ['en', 'phone', 'F'],
  ] as const)('SITE-3 the way to a ticket in %s on %s', async (language, screen, row) => {
    const seat = `1F-${row}-8`;
    const page = await site.visitor({ screen, language });
    const look = (step: string) => checkPage(page, `${step}-${screen}-${language}`, language);
    await signUp(page, `Walker${language}${screen}`, language === 'ko' ? '한걸음' : 'Step');
    await openMap(page);
    await clickSeat(page, seat);
    await page.getByTestId(`my-seat-${seat}`).waitFor({ state: 'attached' });
    await look('held');
    await page.getByTestId('continue').click();
    await page.getByTestId('checkout-pay').waitFor();
    await look('checkout');
    await page.locator('input[name=agree]').check();
    await page.getByTestId('checkout-pay').click();
    await page.getByTestId('sandbox-decline').waitFor();
    await look('sandbox');
    await page.getByTestId('sandbox-decline').click();
    await page.getByTestId('pay-again').waitFor();
    await look('declined');
    await page.getByTestId('pay-again').click();
    await page.getByTestId('sandbox-approve').click();
    await page.getByTestId('ticket').waitFor();
    await look('ticket');
    await page.goto('/orders');
    await page.locator('a[href^="/orders/"]').first().waitFor();
    await look('my-orders');
    await page.context().close();
  });

  it('SITE-1 a declined payment is explained and can be tried again', async () => {
    const page = await site.visitor({ screen: 'phone' });
    await signUp(page, 'Decliner');
    await openMap(page);
    await clickSeat(page, '1F-D-5');
    await page.getByTestId('my-seat-1F-D-5').waitFor({ state: 'attached' });
    await page.getByTestId('continue').click();
    await page.locator('input[name=agree]').check();
    await page.getByTestId('checkout-pay').click();
    await page.getByTestId('sandbox-decline').click();
    await page.getByTestId('pay-again').waitFor();
    expect(await page.getByTestId('ticket').count()).toBe(0);
    await page.reload();
    await page.getByTestId('pay-again').click();
    await page.getByTestId('sandbox-approve').click();
    await page.getByTestId('ticket').waitFor();
  });
});
