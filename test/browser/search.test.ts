import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { waitFor } from '../support/wait.ts';

let site: TestSite;

beforeAll(async () => {
  site = await openSite({ env: { POPULAR_SEARCH_MINIMUM: '2' } });
});
afterAll(async () => {
  await site.close();
});

const field = (page: Page) => page.getByRole('combobox');
const options = (page: Page) => page.getByRole('option');

describe('searching on the site', () => {
  it('SITE-14 by keyboard: suggestions while typing, arrows, Enter, Escape', async () => {
    const page = await site.visitor();
    await field(page).click();
    await page.keyboard.type('달비');
    await options(page).filter({ hasText: '달빛 정거장' }).waitFor();
    expect(await field(page).getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await options(page).count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    const active = await field(page).getAttribute('aria-activedescendant');
    const chosen = page.locator(`[id="${active ?? ''}"]`);
    expect(await chosen.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/events/moonlight-station');
    await page.context().close();
  });

  it('SITE-14 what was typed is searched for; nothing found is told with a way on', async () => {
    const page = await site.visitor({ language: 'en' });
    await field(page).fill('moonlihgt');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === 'moonlihgt');
    await page.getByTestId('event-card-moonlight-station').waitFor();
    await field(page).fill('nothing of the kind');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /nothing of the kind/ }).waitFor();
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get('q') === 'moonlihgt');
    await page.getByTestId('event-card-moonlight-station').waitFor();
    expect(await field(page).inputValue()).toBe('moonlihgt');
    await page.context().close();
  });

  it('SITE-14 Enter that ends a Korean syllable sends nothing', async () => {
    const page = await site.visitor();
    await field(page).fill('달');
    await options(page).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await field(page).evaluate((element) => {
      const init = { key: 'Enter', bubbles: true, cancelable: true, isComposing: true };
      element.dispatchEvent(new KeyboardEvent('keydown', init));
    });
    expect(new URL(page.url()).pathname).toBe('/');
    await page.context().close();
  });

  it('SITE-14 on a phone the field has a page of its own and the focus', async () => {
    const page = await site.visitor({ screen: 'phone' });
    await page.getByRole('link', { name: '검색' }).click();
    await waitFor(() => field(page).evaluate((element) => element === document.activeElement));
    await page.keyboard.type('ㅇㄹㅍㄷ');
    await options(page).filter({ hasText: '유리 파도' }).tap();
    await page.waitForURL('**/events/waves-of-glass');
    await page.context().close();
  });

  it('SITE-15 the home page shows what others look for, as it moves', async () => {
    const page = await site.visitor();
    const rows = page.getByTestId('popular-searches').getByRole('listitem');
    const look = async (q: string, people: readonly number[]): Promise<void> => {
      for (const k of people) await site.test.guest(`looker-${String(k)}`).search.events({ q });
    };
    await look('유리 파도', [1, 2]);
    await waitFor(async () => (await rows.allInnerTexts()).length === 1);
    await look('한겨울 기차', [1, 2, 3]);
    await waitFor(async () => {
      const [first = '', second = ''] = await rows.allInnerTexts();
      return first.includes('한겨울 기차') && second.includes('유리 파도');
    });
    await rows.first().click();
    await page.waitForURL(/\/search\?q=/);
    await page.context().close();
  });
});
