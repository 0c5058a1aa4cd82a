import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptReads, Known } from '../../server/src/platform/kept-reads/index.ts';
import { checkPage } from '../support/check-page.ts';
import { openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';

const SINCE = Date.now() - 300_000;

describe('SITE-19 pages that may be old', () => {
  let site: TestSite;
  let isAway = false;
  beforeAll(async () => {
    site = await openSite({ wrap: { reads: (reads) => oldWhile(reads, () => isAway) } });
  });
  afterAll(() => site.close());

  it('SITE-19 say so in both languages, and look again by themselves', async () => {
    isAway = true;
    for (const language of ['ko', 'en'] as const) {
      const page = await site.visitor({ screen: 'phone', language });
      await page.clock.install();
      const banner = page.getByTestId('old-banner');
      await banner.waitFor();
      await page.goto('/events/moonlight-station');
      await banner.waitFor();
      await checkPage(page, `old-phone-${language}`, language);
      await page.getByTestId('to-seats').click();
      await page.getByTestId('seat-map').waitFor();
      await banner.waitFor();
      expect(await banner.getAttribute('role')).toBe('status');
      if (language === 'ko') continue;
      isAway = false;
      await page.clock.fastForward(11_000);
      await banner.waitFor({ state: 'detached' });
    }
  });
});

/** As reads are told while the database is away. */
function oldWhile(reads: KeptReads, isAway: () => boolean): KeptReads {
  const told = <T>(known: Known<T>): Known<T> =>
    isAway() ? { value: known.value, staleSince: SINCE } : known;
  return {
    peek: (reading) => {
      const known = reads.peek(reading);
      return known && told(known);
    },
    get: async (reading) => told(await reads.get(reading)),
  };
}
