import type { Page } from 'playwright-core';
import { buyersScenes } from './scenes-buyer.ts';
import { searchScenes } from './scenes-search.ts';
import { heldScenes, seatScenes } from './scenes-seats.ts';
import { newcomersScenes, visitorsScenes } from './scenes-visitor.ts';
import {
  otherWaitingScenes,
  waitingNewcomerScenes,
  waitingScenes,
  waitingVisitorScenes,
} from './scenes-waiting.ts';
import type { Account, Stage } from './stage.ts';

/** One page of the site in one state. */
export interface Scene {
  readonly name: string;
  /** Leads there from any other scene of the same person, and resolves when it can be looked at. */
  open(page: Page, stage: Stage): Promise<void>;
  /** Undoes what would be in the way of the next. */
  close?(page: Page, stage: Stage): Promise<void>;
}

export interface Act {
  readonly name: string;
  /** Who looks. */
  readonly who: 'visitor' | 'buyer' | 'newcomer' | 'fan';
  readonly scenes: readonly Scene[];
  /** Pages of another act with other words: to be looked at, but not checked once more. */
  readonly sameShapes?: true;
}

export const ACTS: readonly Act[] = [
  {
    name: 'what anybody sees',
    who: 'visitor',
    scenes: [...visitorsScenes, ...waitingVisitorScenes],
  },
  { name: 'searching', who: 'visitor', scenes: searchScenes },
  { name: 'the seat page', who: 'visitor', scenes: seatScenes },
  {
    name: 'what a new account sees',
    who: 'newcomer',
    scenes: [...newcomersScenes, ...waitingNewcomerScenes],
  },
  { name: 'the seat page with seats held', who: 'buyer', scenes: heldScenes },
  { name: 'what a buyer sees', who: 'buyer', scenes: buyersScenes },
  { name: 'the waiting room', who: 'fan', scenes: waitingScenes },
  {
    name: 'the waiting room in other words',
    who: 'fan',
    scenes: otherWaitingScenes,
    sameShapes: true,
  },
];

/** Signs in as somebody whose scenes come next. */
export async function enter(page: Page, who: Act['who'], stage: Stage): Promise<void> {
  if (who !== 'visitor') await signIn(page, stage[who]);
}

async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main button[type=submit]').click();
  await page.waitForURL('**/orders');
}
