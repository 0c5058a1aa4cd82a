import type { Page } from 'playwright-core';
import { clickSeat, lookOf, signUp } from './site.ts';
import type { TestSite, VisitorOptions } from './site.ts';
import { waitFor } from './wait.ts';

const MUSICAL = 'moonlight-station';

/** A decision that takes the server, its jobs and the page some steps. */
export const PATIENT = { timeoutMs: 15_000 };

export async function openMap(page: Page): Promise<void> {
  await page.goto(`/events/${MUSICAL}`);
  await page.getByTestId('to-seats').click();
  await page.getByTestId('seat-map').waitFor();
  await waitFor(async () => (await lookOf(page, '1F-C-5')) !== null);
}

/** Picks the seats and goes as far as the provider's page. */
export async function orderSeats(page: Page, seats: readonly string[]): Promise<void> {
  await openMap(page);
  for (const seat of seats) {
    await clickSeat(page, seat);
    await page.getByTestId(`my-seat-${seat}`).waitFor({ state: 'attached' });
  }
  await page.getByTestId('continue').click();
  await page.locator('input[name=agree]').check();
  await page.getByTestId('checkout-pay').click();
  await page.getByTestId('sandbox-approve').waitFor();
}

/** A visitor with an account, `<name>@example.test`. */
export async function joinSite(
  site: TestSite,
  name: string,
  options?: VisitorOptions,
): Promise<Page> {
  const page = await site.visitor(options);
  await signUp(page, name, options?.language === 'en' ? 'Buyer' : '구매자');
  return page;
}

/** What the order's page, or the page after paying, says of it. */
export function stateOf(page: Page): Promise<string | null> {
  return page.getByTestId('order-state').getAttribute('data-state');
}
