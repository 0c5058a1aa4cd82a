import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinSite, openMap, PATIENT, stateOf } from '../support/buying.ts';
import { clickSeat, openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

/** Stands in for Toss's script: keeps what it was asked for, and does what the test says. */
const SCRIPT = `
  window.TossPayments = (clientKey) => ({
    payment: ({ customerKey }) => ({
      requestPayment: (request) => {
        window.asked = { clientKey, customerKey, ...request };
        return new Promise((resolve, reject) => { window.giveUp = () => reject({ code: 'USER_CANCEL' }); });
      },
    }),
  });
  window.TossPayments.ANONYMOUS = 'anonymous';
`;

interface Asked {
  readonly method: string;
  readonly amount: { readonly currency: string; readonly value: number };
  readonly orderId: string;
  readonly successUrl: string;
  readonly failUrl: string;
}

const askedOf = (page: Page): Promise<Asked | undefined> =>
  page.evaluate(() => (window as unknown as { asked?: Asked }).asked);

describe('SITE-5 a provider’s own window', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  /** As if the server had Toss beside the sandbox, which is what really takes the money here. */
  async function offerToss(page: Page, script: () => string | undefined): Promise<void> {
    const items = ['toss', 'sandbox'].map((provider) => ({ provider, banks: [] }));
    await page.route('**/api/payments/providers**', (route) => route.fulfill({ json: { items } }));
    await page.route('**/api/orders/*/payment**', (route: Route) => {
      const body = route.request().postDataJSON() as { provider?: string };
      if (body.provider !== 'toss') return route.continue({ postData: {} });
      const start = {
        ...{ kind: 'toss', provider: 'toss', script: '/assets/toss-stand-in.js' },
        ...{ clientKey: 'ck', amount: 120_000, currency: 'KRW', orderName: 'Moonlight' },
      };
      return route.fulfill({ json: start });
    });
    await page.route('**/assets/toss-stand-in.js', (route) => {
      const body = script();
      return body === undefined
        ? route.abort()
        : route.fulfill({ contentType: 'text/javascript', body });
    });
  }

  async function checkOut(page: Page, seat: string): Promise<void> {
    await openMap(page);
    await clickSeat(page, seat);
    await page.getByTestId(`my-seat-${seat}`).waitFor({ state: 'attached' });
    await page.getByTestId('continue').click();
    await page.getByTestId('pay-ways').waitFor();
  }

  it('SITE-5 one that cannot be loaded or is closed is explained, and can be opened again', async () => {
    const page = await joinSite(site, 'Window', { screen: 'phone' });
    const script: { body?: string } = {};
    await offerToss(page, () => script.body);
    await checkOut(page, '1F-C-5');
    await page.locator('input[value="toss:VIRTUAL_ACCOUNT"]').check();
    await page.locator('input[name=agree]').check();
    await page.getByTestId('checkout-pay').click();

    await page.getByTestId('notice').waitFor();
    expect(await stateOf(page)).toBe('pending');
    expect(await page.locator('input[value="toss:VIRTUAL_ACCOUNT"]').isChecked()).toBe(true);
    script.body = SCRIPT;
    await page.getByTestId('pay-again').click();
    await waitFor(async () => (await askedOf(page)) !== undefined, PATIENT);
    const asked = await askedOf(page);
    expect(asked).toMatchObject({
      clientKey: 'ck',
      customerKey: 'anonymous',
      method: 'VIRTUAL_ACCOUNT',
      amount: { currency: 'KRW', value: 120_000 },
    });
    expect(new URL(asked?.successUrl ?? '').pathname).toBe(
      `/orders/${asked?.orderId ?? ''}/return`,
    );
    const before = await page.getByTestId('notice').count();
    await page.evaluate(() => (window as unknown as { giveUp: () => void }).giveUp());
    await waitFor(async () => (await page.getByTestId('notice').count()) > before, PATIENT);
    expect(await page.getByTestId('pay-again').isEnabled()).toBe(true);
  });

  it('SITE-5 the way that was chosen is remembered, and another one may be taken', async () => {
    const page = await joinSite(site, 'Ways');
    await offerToss(page, () => SCRIPT);
    await checkOut(page, '1F-C-8');
    expect(await page.locator('input[value="toss:CARD"]').isChecked()).toBe(true);
    await page.locator('input[value=sandbox]').check();
    await page.reload();
    await page.getByTestId('pay-ways').waitFor();
    expect(await page.locator('input[value=sandbox]').isChecked()).toBe(true);
    await page.locator('input[name=agree]').check();
    await page.getByTestId('checkout-pay').click();
    await page.getByTestId('sandbox-approve').click();
    await page.getByTestId('ticket').waitFor();
  });
});
