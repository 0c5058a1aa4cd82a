import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

export interface Picture {
  readonly name: string;
  readonly path: string;
}

const A_SHEET = 8;
const COLUMNS = 4;
const WIDTH = 1640;

/** Pictures side by side with their names, eight to a sheet. */
export async function layOutSheets(
  browser: Browser,
  pictures: readonly Picture[],
  path: string,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 } });
  for (let first = 0; first < pictures.length; first += A_SHEET) {
    const cells = await Promise.all(pictures.slice(first, first + A_SHEET).map(cell));
    await page.setContent(
      `<style>
        body { margin: 8px; display: grid; grid-template-columns: repeat(${String(COLUMNS)}, 1fr); gap: 12px; align-items: start; background: #888; font: 14px sans-serif }
        figure { margin: 0 } figcaption { padding: 2px 4px; background: #ff0 }
        div { max-height: 900px; overflow: hidden } img { display: block; width: 100% }
      </style>${cells.join('')}`,
    );
    await page.screenshot({ path: `${path}-${String(first / A_SHEET + 1)}.png`, fullPage: true });
  }
  await page.close();
}

async function cell({ name, path }: Picture): Promise<string> {
  const data = (await readFile(path)).toString('base64');
  return `<figure><figcaption>${name}</figcaption><div><img src="data:image/png;base64,${data}"></div></figure>`;
}
