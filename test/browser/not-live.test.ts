import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPage } from '../support/check-page.ts';
import { startRedis } from '../support/services.ts';
import { clickSeat, lookOf, noticesOn, openSite, signUp } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

const SEAT = '1F-C-5';
const OTHER = '1F-C-8';

describe('SITE-4 a map that is not live', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await openSite({ redis: true });
  });
  afterAll(() => site.close());

  it('SITE-4 says so, refuses in plain words, and tells which seats went when it is back', async () => {
    const page = await site.visitor({ screen: 'phone' });
    await signUp(page, 'Watcher', '지켜봄');
    await page.goto('/events/moonlight-station');
    await page.getByTestId('to-seats').click();
    await page.getByTestId('seat-map').waitFor();
    const state = () => page.getByTestId('connection-state').getAttribute('data-state');
    await waitFor(async () => (await state()) === 'live' && (await lookOf(page, SEAT)) !== null);
    await clickSeat(page, SEAT);
    await page.getByTestId(`my-seat-${SEAT}`).waitFor({ state: 'attached' });

    const port = site.test.redis?.port ?? 0;
    site.test.redis?.kill('SIGKILL');
    await waitFor(async () => (await state()) === 'stale');
    expect(await lookOf(page, SEAT)).toBe('mine');
    await clickSeat(page, OTHER);
    await waitFor(async () => (await noticesOn(page)).trim() !== '', { timeoutMs: 15_000 });
    await checkPage(page, 'not-live-phone-ko', 'ko');
    const redis = await startRedis({ port });
    try {
      await waitFor(async () => (await state()) === 'live', { timeoutMs: 15_000 });
      await waitFor(async () => (await lookOf(page, SEAT)) === 'free');
      await waitFor(async () => (await noticesOn(page)).includes(SEAT));
      await checkPage(page, 'live-again-phone-ko', 'ko');
    } finally {
      await redis.stop();
    }
  });
});
