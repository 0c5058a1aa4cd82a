import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { openSite, SCREENS } from '../support/site.ts';
import type { TestSite } from '../support/site.ts';
import { ACTS, enter } from './tour/scenes.ts';
import type { Act, Scene } from './tour/scenes.ts';
import { setStage, STAGE_ENV } from './tour/stage.ts';
import type { Stage } from './tour/stage.ts';

/** For a machine that has other work as well. */
const PATIENT_MS = 150_000;

let site: TestSite;
let stage: Stage;

beforeAll(async () => {
  site = await openSite({ env: STAGE_ENV });
  stage = await setStage(site);
}, PATIENT_MS);
afterAll(async () => {
  await stage.release();
  await site.close();
});

async function person(language: 'ko' | 'en'): Promise<Page> {
  const context = await site.browser.newContext({
    baseURL: site.test.url,
    viewport: SCREENS.desktop,
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  await context.addInitScript((locale) => {
    localStorage.setItem('ticket-flow.locale', locale);
  }, language);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto('/');
  return page;
}

/** Everything on both screens; what depends on colours once more in the dark. */
async function look(page: Page, { name }: Scene, language: string): Promise<string[]> {
  const found: string[] = [];
  const note = (where: string, violations: readonly string[]): void => {
    found.push(...violations.map((line) => `${name}, ${language}, ${where}: ${line}`));
  };
  for (const screen of Object.keys(SCREENS) as (keyof typeof SCREENS)[]) {
    await page.setViewportSize(SCREENS[screen]);
    note(screen, await violationsOf(page));
  }
  // Colours don't depend on the language.
  if (language === 'ko') {
    await page.emulateMedia({ colorScheme: 'dark' });
    note('dark', await violationsOf(page, ['color-contrast']));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await page.setViewportSize(SCREENS.desktop);
  return found;
}

async function lookAtAll(page: Page, { who, scenes }: Act, language: string): Promise<string[]> {
  await enter(page, who, stage);
  const found: string[] = [];
  for (const scene of scenes) {
    await scene.open(page, stage);
    found.push(...(await look(page, scene, language)));
    await scene.close?.(page, stage);
  }
  return found;
}

describe('A11Y-1 the pages', () => {
  it.each([
    ['an image without words', '<img src="data:,">', /image-alt at img/],
    ['pale words', '<p style="color:#aaa;background:#fff">pale</p>', /color-contrast at p/],
  ] as const)('A11Y-1 the check notices %s', async (_title, html, complaint) => {
    const page = await person('ko');
    await page.setContent(`<html lang="ko"><title>t</title><main><h1>t</h1>${html}</main></html>`);
    expect((await violationsOf(page)).join('\n')).toMatch(complaint);
    await page.context().close();
  });

  // Both languages at a time, each in a tab of its own.
  it.each(ACTS.filter((act) => !act.sameShapes).map((act) => [act.name, act] as const))(
    'A11Y-1 %s',
    async (_name, act) => {
      const found = await Promise.all(
        (['ko', 'en'] as const).map(async (language) => {
          const page = await person(language);
          const violations = await lookAtAll(page, act, language);
          await page.context().close();
          return violations;
        }),
      );
      expect(found.flat()).toEqual([]);
    },
    PATIENT_MS,
  );
});
