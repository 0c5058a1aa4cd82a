import type { SeatMap } from '@ticket-flow/client/seat-map';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';
import { openMapPages } from './map-page.ts';
import type { MapPages } from './map-page.ts';

type MapWindow = Window & { seatMap: SeatMap };

describe('the seat map under the pointer', () => {
  let test: TestApp;
  let pages: MapPages;
  let people = 0;

  beforeAll(async () => {
    test = await startApp();
    pages = await openMapPages(test.url);
  });
  afterAll(async () => {
    await pages.close();
    await test.close();
  });

  async function openMap(options: { maxSeats?: number } = {}): Promise<Page> {
    people += 1;
    const { session } = await test.join(`pointer${String(people)}`);
    const performanceId = await openSale(test.test.database, {
      rows: 6,
      standing: 8,
      orphanRule: 'strict',
    });
    return pages.open({ performanceId, token: session.accessToken, ...options });
  }
  const placeOf = (page: Page, label: string): Promise<{ x: number; y: number }> =>
    page.evaluate((seat) => {
      const { seatMap } = window as unknown as MapWindow;
      seatMap.zoomTo(seat, { animate: false });
      return seatMap.positionOf(seat) ?? { x: -1, y: -1 };
    }, label);
  const held = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      (window as unknown as MapWindow).seatMap.holds.map(({ label }) => label).sort(),
    );
  const labelsOf = (page: Page): Promise<string[]> =>
    page.evaluate(() => {
      const { seatMap } = window as unknown as MapWindow;
      return [2, 3, 4, 5, 20].map((seat) => seatMap.seat(seat)?.label ?? '');
    });

  it.each(['scale(0.6)', 'scale(1.4)'])(
    'MAP-24 means the seat it is on, on a page that is transformed: %s',
    async (transform) => {
      const page = await openMap();
      const [label = ''] = await labelsOf(page);
      await page.evaluate((scaled) => {
        const main = document.querySelector('main');
        if (main) main.style.transform = scaled;
      }, transform);
      const { x, y } = await placeOf(page, label);
      await page.mouse.click(x, y);
      await waitFor(async () => (await held(page)).length > 0);
      expect(await held(page)).toEqual([label]);
      await page.close();
    },
  );

  it('MAP-24 takes nothing when the page has moved between pressing and lifting', async () => {
    const page = await openMap();
    const [label = '', , , , other = ''] = await labelsOf(page);
    const { x, y } = await placeOf(page, label);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.evaluate(() => {
      const banner = document.createElement('div');
      banner.style.height = '28px';
      document.body.prepend(banner);
    });
    await page.mouse.up();
    const second = await placeOf(page, other);
    await page.mouse.click(second.x, second.y);
    await waitFor(async () => (await held(page)).length > 0);
    expect(await held(page)).toEqual([other]);
    await page.close();
  });

  it('MAP-24 a double click holds; two quick clicks side by side are no orphan of each other', async () => {
    const page = await openMap();
    const [first = '', second = ''] = await labelsOf(page);
    const a = await placeOf(page, first);
    const b = await page.evaluate(
      (seat) => (window as unknown as MapWindow).seatMap.positionOf(seat) ?? { x: -1, y: -1 },
      second,
    );
    await page.mouse.dblclick(a.x, a.y);
    await page.mouse.click(b.x, b.y);
    await waitFor(async () => (await held(page)).length === 2);
    expect(await held(page)).toEqual([first, second].sort());
    await page.close();
  });

  it('MAP-25 the page’s own limit holds for the best seats, for areas, and for what it asks itself', async () => {
    const page = await openMap({ maxSeats: 2 });
    const ask = (count: number): Promise<boolean> =>
      page.evaluate((n) => (window as unknown as MapWindow).seatMap.holdBest({ count: n }), count);
    expect(await ask(3)).toBe(false);
    expect(await ask(2)).toBe(true);
    const mine = await held(page);
    const again = page.evaluate((seats) => {
      const { seatMap } = window as unknown as MapWindow;
      return seatMap.hold(seats);
    }, mine);
    expect(await again).toBe(true);
    expect(await ask(1)).toBe(false);
    expect(await held(page)).toEqual(mine);
    await page.close();
  });

  it('MAP-25 a map that was taken down holds nothing', async () => {
    const page = await openMap();
    const [label = ''] = await labelsOf(page);
    const answer = page.evaluate((seat) => {
      const { seatMap } = window as unknown as MapWindow;
      seatMap.destroy();
      return seatMap.hold([seat]);
    }, label);
    expect(await answer).toBe(false);
    await page.close();
  });
});
