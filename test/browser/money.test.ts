import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinSite, openMap, orderSeats, PATIENT, stateOf } from '../support/buying.ts';
import { lookOf, openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

let site: TestSite;

beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const buyer = (name: string): Promise<Page> => joinSite(site, name);

/** Somebody who only looks at the map. */
async function viewer(): Promise<Page> {
  const page = await site.visitor({ language: 'en' });
  await openMap(page);
  return page;
}

const idOf = (page: Page): string => /\/orders\/([a-z0-9]+)/.exec(page.url())?.[1] ?? '';

async function secondsLeft(page: Page): Promise<number> {
  const clock = await page.getByRole('timer').first().innerText();
  const [minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return minutes * 60 + seconds;
}

describe('SITE-5 a payment that comes to nothing', () => {
  it('SITE-5 a refusal is explained, the seat stays held, and paying again works', async () => {
    const [page, rival] = await Promise.all([buyer('Again'), viewer()]);
    await orderSeats(page, ['1F-C-5']);
    await page.getByTestId('sandbox-decline').click();
    await page.getByTestId('pay-again').waitFor();
    expect(await stateOf(page)).toBe('declined');
    expect(await secondsLeft(page)).toBeGreaterThan(60);
    expect(await lookOf(rival, '1F-C-5')).toBe('held');

    await page.reload();
    await waitFor(async () => (await stateOf(page)) === 'declined', PATIENT);
    await page.goto(`/orders/${idOf(page)}`);
    await waitFor(async () => (await stateOf(page)) === 'pending', PATIENT);
    expect(await page.getByTestId('notice').count()).toBe(1);
    await page.getByTestId('pay-again').click();
    await page.getByTestId('sandbox-approve').click();
    await page.getByTestId('ticket').waitFor();
    await waitFor(async () => (await lookOf(rival, '1F-C-5')) === 'sold');
    await page.goBack();
    expect(await page.getByTestId('pay-again').count()).toBe(0);
  });

  it('SITE-5 a buyer who gave up is told so, and another tab pays', async () => {
    const page = await buyer('Gaveup');
    await orderSeats(page, ['1F-C-8']);
    const id = new URL(page.url()).searchParams.get('orderId') ?? '';
    await page.goto(`/orders/${id}/return?code=PAY_PROCESS_CANCELED&message=<b>Pay%20here</b>`);
    await waitFor(async () => (await stateOf(page)) === 'givenUp', PATIENT);
    expect(await page.locator('main').innerText()).not.toContain('Pay here');
    const other = await page.context().newPage();
    await other.goto(`/orders/${id}`);
    await other.getByTestId('pay-again').click();
    await other.getByTestId('sandbox-approve').click();
    await other.getByTestId('ticket').waitFor();
    await page.getByTestId('ticket').waitFor();
  });

  it('SITE-5 two tabs that come back with one payment agree', async () => {
    const page = await buyer('Twotabs');
    await orderSeats(page, ['1F-C-10']);
    await page.getByTestId('sandbox-slow').click();
    await page.waitForURL('**/return?**');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await waitFor(async () => (await stateOf(page)) === 'paying', PATIENT);
    for (const tab of [page, other]) {
      await tab.getByTestId('ticket').waitFor();
      expect(await tab.getByTestId('ticket').count()).toBe(1);
    }
  });

  it('SITE-5 unpaid in time it has expired, and the seat is free on other maps', async () => {
    const [page, rival] = await Promise.all([buyer('Late'), viewer()]);
    await orderSeats(page, ['1F-D-5']);
    await page.getByTestId('sandbox-decline').click();
    await page.getByTestId('pay-again').waitFor();
    expect(await lookOf(rival, '1F-D-5')).toBe('held');
    const { database } = site.test.test;
    const where = { id: idOf(page) };
    await database.transaction((transaction) =>
      database.models.orders.update({ deadline_at: Date.now() - 1 }, { where, transaction }),
    );
    await waitFor(async () => (await stateOf(page)) === 'expired', { timeoutMs: 25_000 });
    await waitFor(async () => (await lookOf(rival, '1F-D-5')) === 'free', PATIENT);
  });
});

describe('SITE-6 paying later', () => {
  it('SITE-6 the account is shown, and the tickets once the money is there', async () => {
    const [page, rival] = await Promise.all([buyer('Later'), viewer()]);
    await orderSeats(page, ['1F-E-5']);
    await page.getByTestId('sandbox-deposit').click();
    await waitFor(async () => (await stateOf(page)) === 'awaiting_deposit', PATIENT);
    const number = await page.getByTestId('deposit-number').innerText();
    await page.reload();
    await page.getByTestId('deposit-number').waitFor();
    expect(await page.getByTestId('deposit-number').innerText()).toBe(number);
    expect(await lookOf(rival, '1F-E-5')).toBe('held');

    const bank = await page.context().newPage();
    await bank.goto(page.url());
    await bank.getByTestId('sandbox-deposit-link').click();
    await bank.getByTestId('sandbox-deposit-send').click();
    await page.getByTestId('ticket').waitFor();
    await waitFor(async () => (await lookOf(rival, '1F-E-5')) === 'sold');
  });

  it('SITE-6 such an order can be cancelled, and its seat goes back on sale', async () => {
    const [page, rival] = await Promise.all([buyer('Nodeposit'), viewer()]);
    await orderSeats(page, ['1F-E-8']);
    await page.getByTestId('sandbox-deposit').click();
    await page.getByTestId('deposit').waitFor();
    await page.getByTestId('cancel-order').click();
    await page.getByTestId('cancel-confirm').click();
    await waitFor(async () => (await stateOf(page)) === 'cancelled', PATIENT);
    await waitFor(async () => (await lookOf(rival, '1F-E-8')) === 'free', PATIENT);
  });
});

describe('SITE-7 giving tickets back', () => {
  it('SITE-7 one of two goes back and is free elsewhere; the other stays good', async () => {
    const [page, rival] = await Promise.all([buyer('Half'), viewer()]);
    await orderSeats(page, ['1F-F-5', '1F-F-6']);
    await page.getByTestId('sandbox-approve').click();
    await waitFor(async () => (await page.getByTestId('ticket').count()) === 2, PATIENT);
    await page.getByTestId('refund-start').click();
    await page.getByTestId('refund-next').click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.getByTestId('refund-ticket-1F-F-6').check();
    const brings = await page.getByTestId('refund-total').innerText();
    await page.getByTestId('refund-next').click();
    await page.getByTestId('refund-confirm').click();

    const refund = page.locator('[data-testid=refund][data-state=done]');
    await refund.waitFor();
    expect(await refund.innerText()).toContain(brings);
    await waitFor(async () => (await stateOf(page)) === 'paid', PATIENT);
    const cards = page.getByTestId('ticket');
    const states = await cards.evaluateAll((all) => all.map((one) => one.dataset['state']));
    expect(states).toEqual(['issued', 'cancelled']);
    expect(await cards.first().innerText()).toContain('1F-F-5');
    expect(await page.locator('.qr').count()).toBe(1);
    await waitFor(async () => (await lookOf(rival, '1F-F-6')) === 'free', PATIENT);
    expect(await lookOf(rival, '1F-F-5')).toBe('sold');
  });

  it('SITE-7 terms that changed meanwhile are shown before anything happens', async () => {
    const page = await buyer('Changed');
    await orderSeats(page, ['1F-F-10']);
    await page.getByTestId('sandbox-approve').click();
    await page.getByTestId('refund-start').click();
    // Another answer than the server would give now: as if a midnight had passed since.
    await page.route('**/api/orders/*/refunds**', async (route) => {
      const body = route.request().postDataJSON() as { amount: number };
      await route.continue({ postData: { ...body, amount: body.amount + 1 } });
    });
    await page.getByTestId('refund-next').click();
    await page.getByTestId('refund-confirm').click();
    await page.getByTestId('refund-form').getByTestId('notice').waitFor();
    expect(await page.getByTestId('refund').count()).toBe(0);
    await page.unrouteAll();
    await page.getByTestId('refund-next').click();
    await page.getByTestId('refund-confirm').click();
    await waitFor(async () => (await stateOf(page)) === 'refunded', PATIENT);
  });
});
