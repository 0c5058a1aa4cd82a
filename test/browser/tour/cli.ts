import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { buildSite } from '../../../scripts/build-site.mjs';
import { openSite, SCREENS } from '../../support/site.ts';
import { layOutSheets } from './sheets.ts';
import type { Picture } from './sheets.ts';
import { ACTS, enter } from './scenes.ts';
import { setStage, STAGE_ENV } from './stage.ts';
import type { Stage } from './stage.ts';

/**
 * `npm run tour`: pictures of every page in every state, for people to look at, in
 * `test-output/tour/`; and sheets with many of them side by side.
 * `--only` takes a part of scenes' names; `--screen` (`small` is 320 px), `--colour` and `--language`
 * take one variant; `--folder` another folder.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    screen: { type: 'string' },
    colour: { type: 'string' },
    language: { type: 'string' },
    folder: { type: 'string' },
  },
});
const folder =
  values.folder ?? fileURLToPath(new URL('../../../test-output/tour/', import.meta.url));

interface Variant {
  readonly screen: keyof typeof TOUR_SCREENS;
  readonly colour: 'light' | 'dark';
  readonly language: 'ko' | 'en';
}

const TOUR_SCREENS = { ...SCREENS, small: { width: 320, height: 640 } } as const;

function chosen(): Variant[] {
  const all = (['desktop', 'phone', 'small'] as const).flatMap((screen) =>
    (['light', 'dark'] as const).flatMap((colour) =>
      (['ko', 'en'] as const).map((language) => ({ screen, colour, language })),
    ),
  );
  const fits = (one: Variant): boolean =>
    (values.screen === undefined ? one.screen !== 'small' : one.screen === values.screen) &&
    (values.colour ?? one.colour) === one.colour &&
    (values.language ?? one.language) === one.language;
  return all.filter(fits);
}

async function personAt(browser: Browser, url: string, variant: Variant): Promise<Page> {
  const { screen, colour, language } = variant;
  const context = await browser.newContext({
    baseURL: url,
    viewport: TOUR_SCREENS[screen],
    deviceScaleFactor: 1,
    hasTouch: screen !== 'desktop',
    colorScheme: colour,
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
  });
  await context.addInitScript((locale) => {
    localStorage.setItem('ticket-flow.locale', locale);
  }, language);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto('/');
  return page;
}

async function walk(page: Page, stage: Stage, variant: Variant): Promise<Picture[]> {
  const pictures: Picture[] = [];
  const { screen, colour, language } = variant;
  for (const { who, scenes } of ACTS) {
    const wanted = scenes.filter(({ name }) => name.includes(values.only));
    if (wanted.length === 0) continue;
    await enter(page, who, stage);
    for (const scene of wanted) {
      try {
        await scene.open(page, stage);
        const path = `${folder}/${scene.name}-${screen}-${colour}-${language}.png`;
        await picture(page, path);
        pictures.push({ name: scene.name, path });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > TOUR_SCREENS[screen].width)
          console.log(`${scene.name} ${screen} is ${String(wide)} px wide`);
      } catch (error) {
        console.error(`${scene.name} ${screen} ${colour} ${language}: ${String(error)}`);
        process.exitCode = 1;
      }
      await scene.close?.(page, stage);
    }
    await page.context().clearCookies();
    await page.evaluate(() => {
      localStorage.removeItem('ticket-flow.signed-in');
    });
    await page.goto('/');
  }
  return pictures;
}

async function picture(page: Page, path: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.evaluate(() => {
    window.scrollTo(0, 0);
  });
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}

// Somebody's own folder may hold more than pictures.
if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await buildSite();
const site = await openSite({ env: STAGE_ENV });
try {
  const stage = await setStage(site);
  for (const variant of chosen()) {
    const page = await personAt(site.browser, site.test.url, variant);
    const pictures = await walk(page, stage, variant);
    await page.context().close();
    const { screen, colour, language } = variant;
    await layOutSheets(site.browser, pictures, `${folder}/sheet-${screen}-${colour}-${language}`);
    console.log(`${String(pictures.length)} pictures: ${screen}, ${colour}, ${language}`);
  }
  await stage.release();
} finally {
  await site.close();
}
// A payment made to be slow would keep the process for as long as it is.
process.exit();
