import { afterAll, beforeAll, describe, it } from 'vitest';
import { joinSite, orderSeats, PATIENT, stateOf } from '../support/buying.ts';
import { checkPage } from '../support/check-page.ts';
import { openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

/** Two of them run side by side, and so does another file. */
const PATIENT_MS = 150_000;

let site: TestSite;

beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('SITE-3 the pages of money', () => {
  it.concurrent.each([
    ['ko', 'desktop', 'G'],
    ['ko', 'phone', 'H'],
    ['en', 'desktop', 'J'],
    ['en', 'phone', 'K'],
  ] as const)('SITE-3 in %s on %s', { timeout: PATIENT_MS }, async (language, screen, row) => {
    const page = await joinSite(site, `Money${language}${screen}`, { language, screen });
    const look = (step: string) => checkPage(page, `${step}-${screen}-${language}`, language);
    await orderSeats(page, [`1F-${row}-5`]);
    await page.getByTestId('sandbox-slow').click();
    await waitFor(async () => (await stateOf(page)) === 'paying', PATIENT);
    await look('paying');
    await page.getByTestId('refund-start').waitFor();

    await orderSeats(page, [`1F-${row}-7`, `1F-${row}-8`]);
    await page.getByTestId('sandbox-deposit').click();
    await page.getByTestId('deposit').waitFor();
    await look('deposit');
    await page.getByTestId('sandbox-deposit-link').click();
    await page.getByTestId('sandbox-deposit-send').click();
    await look('sandbox-deposit');
    await page.getByTestId('sandbox-back').click();
    await page.getByTestId('refund-start').click();
    await page.getByTestId(`refund-ticket-1F-${row}-8`).check();
    await look('refund-choose');
    await page.locator('select[name=bank]').selectOption({ index: 1 });
    await page.locator('input[name=accountNumber]').fill('110-123-456789');
    await page.getByTestId('refund-next').click();
    await look('refund-confirm');
    await page.getByTestId('refund-confirm').click();
    await page.getByTestId('refund').first().waitFor();
    await waitFor(async () => (await stateOf(page)) === 'paid', PATIENT);
    await look('refunded-one');

    await orderSeats(page, [`1F-${row}-11`]);
    await page.goto('/orders');
    await page.getByTestId('orders-upcoming').waitFor();
    await look('orders-mixed');
    await page.locator('a[href^="/orders/"]').first().click();
    await page.getByTestId('pay-again').waitFor();
    await look('pending');
    await page.getByTestId('cancel-order').click();
    await look('cancel-ask');
    await page.getByTestId('cancel-confirm').click();
    await waitFor(async () => (await stateOf(page)) === 'cancelled', PATIENT);
    await look('cancelled');
    await page.goto('/orders?show=past');
    await page.getByTestId('orders-past').waitFor();
    await look('orders-past');

    for (const path of ['forgot-password', 'reset-password?token=t', 'reset-password']) {
      await page.goto(`/${path}`);
      await page.locator('main h1').waitFor();
      await look(path.replaceAll(/\W/g, '-'));
    }
    await page.goto('/verify-email?token=never-sent-but-long-enough-to-be-one');
    await waitFor(async () => (await stateOf(page)) === 'expired', PATIENT);
    await look('verify-expired');
    await page.context().close();
  });
});
