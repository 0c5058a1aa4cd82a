import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSale } from '../support/catalogue.ts';
import { checkPage } from '../support/check-page.ts';
import { furnishRoom } from '../support/furnished-room.ts';
import { clickSeat, lookOf, noticesOn, openSite, signUp } from '../support/site.ts';
import type { TestSite, VisitorOptions } from '../support/site.ts';
import { newVisitor } from '../support/waiting-room.ts';
import { waitFor } from '../support/wait.ts';

const HOUR_MS = 3_600_000;
const PATIENT = { timeoutMs: 10_000 };

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Somebody with an account; answers its id. */
async function person(name: string, options: VisitorOptions = {}, verified = true) {
  const page = await site.visitor(options);
  await signUp(page, name);
  if (verified) await verify(name);
  const { users } = site.test.test.database.models;
  const row = await users.findOne({ where: { email: `${name.toLowerCase()}@example.test` } });
  return { page, id: row?.id ?? '' };
}

async function verify(name: string): Promise<void> {
  const { database } = site.test.test;
  await database.transaction((transaction) =>
    database.models.users.update(
      { email_verified_at: Date.now() },
      { where: { email: `${name.toLowerCase()}@example.test` }, transaction },
    ),
  );
}

const open = (): Promise<number> => openSale(site.test.test.database, { rows: 2 });
const roomOf = (id: number): string => `/performances/${String(id)}/waiting-room`;
const rooms = () => site.test.app.services.waitingRooms;

async function scene(page: Page, name: string): Promise<void> {
  await page.locator(`[data-testid=waiting-room][data-scene=${name}]`).waitFor();
}

describe('SITE-9 the waiting room', () => {
  it('SITE-9 SITE-11 leads from the countdown to the seats, with a clock that is wrong by an hour', async () => {
    const performanceId = await open();
    await furnishRoom(site.test, performanceId, {
      room: { opensAt: Date.now() + HOUR_MS / 2 },
      then: [],
    });
    const { page, id } = await person('Fan', { screen: 'phone' });
    await page.context().addInitScript((wrongBy) => {
      const right = Date.now;
      Date.now = () => right() + wrongBy;
    }, HOUR_MS);
    await page.goto(`/performances/${String(performanceId)}`);
    await scene(page, 'join');
    await page.getByTestId('room-join').click();
    await scene(page, 'lobby');
    const clock = await page.getByTestId('room-clock').innerText();
    expect(clock).toMatch(/^29:\d\d$/);
    await waitFor(async () => (await page.title()).startsWith('29:'));
    await waitFor(async () => (await page.getByTestId('room-clock').innerText()) !== clock);

    // The same place in another tab, and after a reload.
    const tab = await page.context().newPage();
    await tab.goto(roomOf(performanceId));
    await scene(tab, 'lobby');
    const rival = await (await newVisitor(site.test)).connect();
    await rival.join(performanceId);
    await rooms().change(performanceId, { change: 'open' });
    await scene(page, 'line');
    await scene(tab, 'line');
    const position = await page.getByTestId('room-position').innerText();
    expect(await tab.getByTestId('room-position').innerText()).toBe(position);
    await tab.close();
    await page.reload();
    await scene(page, 'line');
    expect(await page.getByTestId('room-position').innerText()).toBe(position);
    expect(await page.title()).toContain(position);

    await page.locator('[data-testid=room-fair] summary').click();
    await page.getByTestId('room-check').click();
    const checked = page.getByTestId('room-checked');
    await checked.locator('li').first().waitFor();
    expect(await checked.locator('[data-good=true]').count()).toBe(2);
    expect(await checked.innerText()).toContain(`2명 중 ${position.replace('\n', '')}`);

    await rooms().change(performanceId, { change: 'active', maxActive: 9 });
    await scene(page, 'turn');
    expect(await page.title()).toContain('입장');
    // By itself, after a moment to read.
    await page.waitForURL(`**/performances/${String(performanceId)}`);
    await page.getByTestId('admission').waitFor();
    await waitFor(async () => (await lookOf(page, '1F-A-3')) === 'free', PATIENT);
    await clickSeat(page, '1F-A-3');
    await waitFor(async () => (await lookOf(page, '1F-A-3')) === 'mine');
    const { admissions } = site.test.test.database.models;
    const row = await admissions.findOne({ where: { account_id: id } });
    expect(row).toMatchObject({ state: 'admitted', entered: true });
    rival.close();
  }, 40_000);

  it('SITE-9 asks for the one step that is missing: signing in, the address, going in', async () => {
    const performanceId = await open();
    await furnishRoom(site.test, performanceId, { then: [] });
    const { slug } = (await site.test.guest('reader').performance(performanceId)).event;
    const page = await site.visitor({ language: 'en' });
    await page.goto(`/events/${slug}`);
    expect(await page.getByTestId('room-note').innerText()).toContain('waiting room is open');
    await page.getByTestId('to-seats').click();
    await scene(page, 'signIn');
    await page.goto(`/performances/${String(performanceId)}`);
    await page.waitForURL(`**${roomOf(performanceId)}`);
    await signUp(page, 'Newcomer');
    await page.goto(roomOf(performanceId));
    await scene(page, 'verify');
    await verify('Newcomer');
    await page.locator('.room-actions .button-primary').click();
    await scene(page, 'join');
    await checkPage(page, 'waiting-room-join-en', 'en');
    await page.getByTestId('room-join').click();
    await scene(page, 'lobby');
    // Whoever is not in yet is led from the seats to the place they have.
    await page.goto(`/performances/${String(performanceId)}`);
    await page.waitForURL(`**${roomOf(performanceId)}`);
    await scene(page, 'lobby');
  }, 30_000);
});

describe('SITE-10 how waiting ends', () => {
  it('SITE-10 leaving is asked about first; joining again begins at the end', async () => {
    const performanceId = await open();
    const { page, id } = await person('Leaver', { language: 'en' });
    await furnishRoom(site.test, performanceId, {
      ahead: 2_345,
      of: { account: id, state: 'waiting' },
    });
    await page.goto(roomOf(performanceId));
    await scene(page, 'line');
    expect(await page.getByTestId('room-position').innerText()).toBe('2,346');
    expect(await page.getByTestId('room-wait').innerText()).toMatch(/^about \d+ min$/);
    expect(await page.getByTestId('room-voice').innerText()).toContain('number 2,346 in line');
    await page.getByTestId('room-leave').click();
    await page.locator('dialog[open] .button-primary').click();
    await scene(page, 'line');
    await page.getByTestId('room-leave').click();
    await page.getByTestId('room-leave-now').click();
    await scene(page, 'left');
    await page.getByTestId('room-join').click();
    await scene(page, 'line');
    await rooms().change(performanceId, { change: 'pause' });
    await scene(page, 'paused');
    await rooms().change(performanceId, { change: 'close' });
    await scene(page, 'closed');
  }, 30_000);

  it('SITE-10 what is chosen stays when the time is over; nothing more can be', async () => {
    const performanceId = await open();
    const { page, id } = await person('Dawdler');
    await furnishRoom(site.test, performanceId, {
      of: { account: id, state: 'admitted', entered: true, until: Date.now() + 4_000 },
    });
    await page.goto(`/performances/${String(performanceId)}`);
    await page.locator('[data-testid=admission][data-state=soon]').waitFor();
    await page.locator('[data-testid=admission][data-state=over]').waitFor();
    await waitFor(async () => (await lookOf(page, '1F-A-3')) === 'free', PATIENT);
    await clickSeat(page, '1F-A-3');
    await waitFor(async () => (await noticesOn(page)).includes('대기실'), PATIENT);
    await page.getByTestId('admission').locator('a').click();
    await scene(page, 'timedOut');
  }, 30_000);
});
