import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

interface Axe {
  run(context: { exclude: string[] }, options: RunOptions): Promise<AxeResults>;
}

const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let source: Promise<string> | undefined;

/**
 * What axe finds wrong on the page, one line for each place: `rule at selector: what to do`.
 * The page's context must be one with `bypassCSP`, or axe is kept out.
 *
 * @param rules only these, instead of all
 */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  await bringAxe(page);
  await settle(page);
  const { violations } = await page.evaluate(
    (only) => {
      const { axe } = window as unknown as { axe: Axe };
      const options = only && { runOnly: { type: 'rule' as const, values: only } };
      // Posters are thousands of shapes that nobody is told about, and half of axe's time.
      return axe.run({ exclude: ['.poster > *'] }, { resultTypes: ['violations'], ...options });
    },
    rules && [...rules],
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const advice = failureSummary.split('\n').slice(1).join(' ').replaceAll(/\s+/g, ' ').trim();
      return `${id} at ${target.join(' ')}: ${advice}`;
    }),
  );
}

async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return;
  source ??= readFile(SOURCE, 'utf8');
  await page.evaluate(await source);
}

/** Lets what was just changed be drawn: colours half way between two states are nobody's. */
function settle(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            resolve();
          });
        });
      }),
  );
}
