import type { Page } from 'playwright-core';
import { at, backToNormal, failing, visit, waiting } from './moves.ts';
import type { Scene } from './scenes.ts';
import type { OrderName } from './stage.ts';

function order(name: string, which: OrderName, ready = '[data-testid=order-state]'): Scene {
  return {
    name: `order-${name}`,
    open: async (page, { orders }) => {
      await visit(page, `/orders/${orders[which]}`);
      await page.locator(`main ${ready}`).first().waitFor();
    },
  };
}

/** A scene that begins with a press of something on another one. */
function pressed(name: string, from: Scene, press: string, ready: string): Scene {
  return {
    name,
    open: async (page, stage) => {
      await from.open(page, stage);
      await page.locator(press).first().click();
      await page.locator(ready).first().waitFor();
    },
    close: leave,
  };
}

async function leave(page: Page): Promise<void> {
  await page.goto('/orders');
  await page.locator('.order-card').first().waitFor();
}

const pending = order('pending', 'pending', '[data-testid=pay-again]');
const partly = order('partly-refunded', 'partlyRefunded', '[data-testid=refund]');
const refunding = pressed(
  'refund-choose',
  order('paid', 'paid', '[data-testid=refund-start]'),
  '[data-testid=refund-start]',
  '[data-testid=refund-form]',
);

const orders: readonly Scene[] = [
  at('orders', '/orders', '.order-card'),
  at('orders-past', '/orders?show=past', '.order-card'),
  at('orders-ended', '/orders?show=ended', '.order-card'),
  order('paid', 'paid', '[data-testid=ticket]'),
  pending,
  order('declined', 'declined', '[data-testid=notice]'),
  order('paying', 'paying', '.spinner'),
  order('deposit', 'deposit', '[data-testid=deposit]'),
  partly,
  order('refunded', 'refunded'),
  order('cancelled', 'cancelled'),
  order('expired', 'expired'),
  order('over', 'over', '[data-testid=ticket]'),
  at('order-missing', '/orders/o1234567890123456789012345', '.state-box'),
  pressed('order-cancel-ask', pending, '[data-testid=cancel-order]', 'dialog[open]'),
  {
    ...refunding,
    open: async (page, stage) => {
      await refunding.open(page, stage);
      await page.getByTestId('refund-next').click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'refund-confirm',
    open: async (page, stage) => {
      await refunding.open(page, stage);
      await page.locator('[data-testid^=refund-ticket-]').first().check();
      await page.getByTestId('refund-next').click();
      await page.locator('dialog[open]').waitFor();
    },
    close: leave,
  },
];

const checkout: Scene = {
  name: 'checkout',
  open: async (page, stage) => {
    await stage.holdSeats();
    await visit(page, `/checkout/${String(stage.performanceId)}`);
    await page.getByTestId('checkout-pay').waitFor();
  },
};

const paying: readonly Scene[] = [
  checkout,
  {
    name: 'checkout-mistakes',
    open: async (page, stage) => {
      await checkout.open(page, stage);
      await page.locator('input[name=name]').fill('');
      await page.getByTestId('checkout-pay').click();
      await page.locator('.field-error').first().waitFor();
    },
    close: leave,
  },
  {
    name: 'return-declined',
    open: async (page, { orders: { declined } }) => {
      await visit(page, `/orders/${declined}/return?code=REJECT_CARD_PAYMENT`);
      await page.locator('[data-state=declined]').waitFor();
    },
  },
  {
    name: 'return-given-up',
    open: async (page, { orders: { pending: id } }) => {
      await visit(page, `/orders/${id}/return?code=PAY_PROCESS_CANCELED`);
      await page.locator('[data-state=givenUp]').waitFor();
    },
  },
  {
    name: 'return-checking',
    open: async (page, { orders: { pending: id } }) => {
      await page.route(/\/api\/payments\/confirm/, () => Promise.resolve());
      await visit(page, `/orders/${id}/return?paymentKey=none&amount=1`);
      await page.locator('.return-spinner').waitFor();
    },
    close: backToNormal,
  },
  {
    name: 'sandbox',
    open: async (page, stage) => {
      await pending.open(page, stage);
      await page.getByTestId('pay-again').click();
      await page.getByTestId('sandbox-approve').waitFor();
    },
    close: leave,
  },
  { ...at('sandbox-broken', '/pay/sandbox', '.sandbox-card a'), close: leave },
  {
    ...at('sandbox-deposit', '/pay/sandbox/deposit?orderId=o1&paymentKey=k', '.sandbox-approve'),
    close: leave,
  },
];

const troubles: readonly Scene[] = [
  waiting('orders', '/orders', /\/api\/orders(\?|$)/),
  failing('orders', '/orders', /\/api\/orders(\?|$)/),
  {
    name: 'order-loading',
    open: async (page, { orders: { paid } }) => {
      await waiting('order', `/orders/${paid}`, /\/api\/orders\//).open(page, {} as never);
    },
    close: backToNormal,
  },
  {
    name: 'checkout-loading',
    open: async (page, { performanceId }) => {
      const path = `/checkout/${String(performanceId)}`;
      await waiting('checkout', path, /\/api\/performances\//).open(page, {} as never);
    },
    close: backToNormal,
  },
];

export const buyersScenes: readonly Scene[] = [...orders, ...paying, ...troubles];
