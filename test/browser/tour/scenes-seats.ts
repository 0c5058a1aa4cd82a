import type { Page } from 'playwright-core';
import { backToNormal, visit } from './moves.ts';
import type { Scene } from './scenes.ts';
import type { Stage } from './stage.ts';

const MAP = '.ticket-flow-seat-map';

async function toMap(page: Page, { performanceId }: Stage): Promise<void> {
  // From another page: the map then begins as it does for everybody.
  await visit(page, '/forgot-password');
  await visit(page, `/performances/${String(performanceId)}`);
  await page.getByTestId('seat-map').waitFor();
}

async function toList(page: Page, stage: Stage): Promise<void> {
  await toMap(page, stage);
  await page.locator(`${MAP} .tool.view`).click();
  await page.locator(`${MAP} [role=option]`).first().waitFor();
}

const mine: Scene = {
  name: 'seats-mine',
  open: async (page, stage) => {
    await stage.holdSeats();
    await toMap(page, stage);
    await page.locator('[data-testid^=my-seat-]').first().waitFor({ state: 'attached' });
  },
};

/** The seat page before anybody has said who they are. */
export const seatScenes: readonly Scene[] = [
  { name: 'seats-map', open: toMap },
  { name: 'seats-list', open: toList },
  {
    name: 'seats-list-seats',
    open: async (page, stage) => {
      await toList(page, stage);
      await page.locator(`${MAP} [role=option]`).first().click();
      await page.locator(`${MAP} [role=gridcell]`).first().waitFor();
    },
  },
  {
    name: 'seats-loading',
    open: async (page, { performanceId }) => {
      await page.route(/\/api\/(performances|charts)\//, () => Promise.resolve());
      await page.goto(`/performances/${String(performanceId)}`, { waitUntil: 'commit' });
      await page.locator('main > *').first().waitFor();
    },
    close: backToNormal,
  },
];

/** With seats of one's own. */
export const heldScenes: readonly Scene[] = [
  mine,
  {
    name: 'seats-mine-list',
    open: async (page, stage) => {
      await mine.open(page, stage);
      await page.locator(`${MAP} .tool.view`).click();
      await page.locator(`${MAP} [role=option]`).first().waitFor();
    },
  },
];
