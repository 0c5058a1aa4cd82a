import type { Page } from 'playwright-core';
import { at, backToNormal, failing, visit, waiting } from './moves.ts';
import type { Scene } from './scenes.ts';
import type { Stage } from './stage.ts';

const MAIN_BUTTON = 'main .button';

function event(name: string, which: keyof Stage['events'], ready: string): Scene {
  return {
    name: `event-${name}`,
    open: async (page, { events }) => {
      await visit(page, `/events/${events[which]}`);
      await page.locator('.event-head h1').waitFor();
      await page.locator(ready).first().waitFor();
    },
  };
}

async function pressCategory(page: Page, index: number): Promise<void> {
  await visit(page, '/');
  await page.locator('.chip').nth(index).click();
  await page.locator('.event-groups[data-fading=false]').waitFor();
}

const home: readonly Scene[] = [
  at('home', '/', '[data-testid^=event-card-]'),
  { name: 'home-category', open: (page) => pressCategory(page, 3) },
];

const events: readonly Scene[] = [
  event('on-sale', 'onSale', '.remaining li'),
  event('soon', 'soon', '.sale-clock'),
  event('sold-out', 'soldOut', '.remaining li'),
  event('closed', 'closed', '.sale-note'),
  event('past', 'past', '.sale-note'),
  event('abroad', 'abroad', '.remaining li'),
  at('event-missing', '/events/never-heard-of', MAIN_BUTTON),
];

const account: readonly Scene[] = [
  at('reset-expired', '/reset-password', '[data-state=expired]'),
  at('sign-in', '/sign-in', '[data-testid=sign-in-form]'),
  {
    name: 'sign-in-mistakes',
    open: async (page) => {
      await visit(page, '/sign-in');
      await page.locator('main button[type=submit]').click();
      await page.locator('.field-error').first().waitFor();
    },
  },
  {
    name: 'sign-up',
    open: async (page) => {
      await visit(page, '/forgot-password');
      await visit(page, '/sign-in');
      await page.locator('[data-testid=sign-in-form] button[type=button]').click();
      await page.getByTestId('sign-up-form').waitFor();
    },
  },
  {
    name: 'sign-in-dialog',
    open: async (page) => {
      await visit(page, '/no-such-page');
      await page.locator('header button.header-strong').click();
      await page.locator('dialog[open]').waitFor();
    },
    close: (page) => page.keyboard.press('Escape'),
  },
  at('forgot', '/forgot-password', 'main form'),
  {
    name: 'forgot-sent',
    open: async (page) => {
      await visit(page, '/forgot-password');
      await page.locator('main input[name=email]').fill('somebody@example.test');
      await page.locator('main button[type=submit]').click();
      await page.getByTestId('forgot-sent').waitFor();
    },
  },
  at('reset', '/reset-password?token=t', 'main form'),
  at('verify-missing', '/verify-email', '[data-testid=order-state]'),
  at(
    'verify-expired',
    '/verify-email?token=never-sent-but-long-enough-to-be-one',
    '[data-state=expired]',
  ),
];

const troubles: readonly Scene[] = [
  at('not-found', '/no-such-page', MAIN_BUTTON),
  waiting('home', '/'),
  waiting('event', '/events/moonlight-station', /\/api\/(events|performances)\//),
  failing('home', '/', /\/api\/events\?/),
  failing('event', '/events/moonlight-station', /\/api\/events\//),
  {
    name: 'crash',
    open: async (page) => {
      await page.evaluate(() => {
        // The one reload that an update is given has just been.
        sessionStorage.setItem('ticket-flow.reloaded-at', String(Date.now()));
      });
      await page.route(/assets\/OrdersPage/, (route) => route.abort());
      await visit(page, '/orders');
      await page.locator('.state-box button').waitFor();
    },
    close: backToNormal,
  },
  {
    name: 'offline',
    open: async (page) => {
      await visit(page, '/sign-in');
      await page.context().setOffline(true);
      await page.locator('.offline-banner').waitFor();
    },
    close: async (page) => {
      await page.context().setOffline(false);
    },
  },
];

export const visitorsScenes: readonly Scene[] = [...home, ...events, ...account, ...troubles];

export const newcomersScenes: readonly Scene[] = [
  at('orders-none', '/orders', '[data-testid=verify-banner]'),
  at('checkout-nothing', '/checkout/1', '.state-box'),
];
