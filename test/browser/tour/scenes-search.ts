import type { Page } from 'playwright-core';
import { at, failing, visit } from './moves.ts';
import type { Scene } from './scenes.ts';

/** Words are put into the field that the screen has. */
async function type(page: Page, text: string): Promise<void> {
  await page.locator('[role=combobox]:visible').fill(text);
}

export const searchScenes: readonly Scene[] = [
  at('search-results', '/search?q=뮤지컬', '[data-testid^=event-card-]'),
  at('search-nothing', '/search?q=없는 공연 이름', '.popular-chip'),
  at('search-asking', '/search', '.popular-chip'),
  {
    name: 'search-suggestions',
    open: async (page) => {
      await visit(page, '/search');
      await type(page, '달');
      await page.locator('[role=option]:visible').first().waitFor();
    },
  },
  failing('search', '/search?q=달', /\/api\/search\?/),
];
