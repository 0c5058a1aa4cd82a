import type { Page } from 'playwright-core';
import { visit } from './moves.ts';
import type { Scene } from './scenes.ts';
import type { RoomName } from './waiting-rooms.ts';

function room(which: RoomName, scene: string, name: string = which): Scene {
  return {
    name: `waiting-${name}`,
    open: async (page, { rooms }) => {
      await visit(page, `/performances/${String(rooms[which])}/waiting-room`);
      await page.locator(`[data-testid=waiting-room][data-scene=${scene}]`).waitFor();
    },
  };
}

/** A page in the background: whoever is let in there is not taken to the seats. */
async function seen(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

const turn = room('turn', 'turn');
const line = room('line', 'line');

/** The waiting room for somebody who has an account with a confirmed address. */
export const waitingScenes: readonly Scene[] = [
  room('before', 'before'),
  room('lobby', 'lobby'),
  {
    name: 'waiting-fair',
    open: async (page, stage) => {
      await line.open(page, stage);
      await page.locator('[data-testid=room-fair] summary').click();
      await page.getByTestId('room-check').click();
      await page.locator('[data-testid=room-checked] li').first().waitFor();
    },
  },
  {
    name: 'waiting-leave-ask',
    open: async (page, stage) => {
      await line.open(page, stage);
      await page.getByTestId('room-leave').click();
      await page.locator('dialog[open]').waitFor();
    },
    close: async (page) => {
      await page.keyboard.press('Escape');
    },
  },
  {
    ...turn,
    open: async (page, stage) => {
      await seen(page, 'hidden');
      await turn.open(page, stage);
    },
    close: (page) => seen(page, 'visible'),
  },
  {
    name: 'waiting-seats',
    open: async (page, { rooms }) => {
      await visit(page, `/performances/${String(rooms.inside)}`);
      await page.getByTestId('admission').waitFor();
    },
  },
  room('soldOut', 'soldOut', 'sold-out'),
];

/** The same shapes with other words. */
export const otherWaitingScenes: readonly Scene[] = [
  line,
  room('join', 'join'),
  room('late', 'join', 'late'),
  room('paused', 'paused'),
  room('draining', 'line', 'draining'),
  {
    name: 'waiting-offline',
    open: async (page, stage) => {
      await line.open(page, stage);
      await page.context().setOffline(true);
      await page.getByTestId('room-connection').waitFor();
    },
    close: (page) => page.context().setOffline(false),
  },
  room('inside', 'inside'),
  room('missed', 'missed'),
  room('timedOut', 'timedOut', 'timed-out'),
  room('absent', 'absent'),
  room('left', 'left'),
  room('finished', 'finished'),
  room('full', 'full'),
  room('closed', 'closed'),
];

/** For somebody who has not said who they are. */
export const waitingVisitorScenes: readonly Scene[] = [
  room('before', 'before', 'before-visitor'),
  room('join', 'signIn', 'sign-in'),
  {
    name: 'event-waiting-room',
    open: async (page, { events }) => {
      await visit(page, `/events/${events.waitingRoom}`);
      await page.getByTestId('room-note').waitFor();
    },
  },
];

/** For somebody whose address is not confirmed yet. */
export const waitingNewcomerScenes: readonly Scene[] = [
  room('before', 'before', 'before-newcomer'),
  room('join', 'verify', 'verify'),
];
