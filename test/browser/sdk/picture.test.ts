import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bigChart } from '../../support/big-chart.ts';
import { launchBrowser } from '../../support/browser.ts';
import { bundleForBrowser } from '../../support/bundle.ts';
import { performanceOn } from '../../support/performance-on.ts';
import type { Compared, Given } from './picture-page.ts';

const PAGE = fileURLToPath(new URL('picture-page.ts', import.meta.url));

/** What is repainted piece by piece must be what is painted at once. */
describe('the picture of the seats', () => {
  let browser: Browser;
  let page: Page;
  const chart = bigChart(4_000);
  const performance = performanceOn(chart);
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 800, height: 1_100 } });
    await page.goto('about:blank');
    await page.addScriptTag({ content: await bundleForBrowser(PAGE) });
  });
  afterAll(() => browser.close());

  const compare = (given: Pick<Given, 'radius' | 'move'>): Promise<Compared> =>
    page.evaluate(
      (all) => (window as unknown as { compare: (g: Given) => Promise<Compared> }).compare(all),
      { chart, performance, rounds: 60, ...given },
    );

  it.each([2.2, 5, 11])(
    'MAP-20 seats of %d pixels that changed one by one look as if painted at once',
    async (radius) => {
      const { different, partial } = await compare({ radius, move: 'none' });
      expect(different).toBe(0);
      expect(partial).toBeGreaterThan(20);
    },
  );

  it.each(['pan', 'zoom'] as const)(
    'MAP-20 so do seats that changed while the map moved: %s',
    async (move) => {
      expect((await compare({ radius: 6, move })).different).toBe(0);
    },
  );
});
