import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { median, round2 } from './figures.ts';
import type { RendererFigure } from './figures.ts';
import type { Stage } from './stage.ts';

const CHANGES_PER_SECOND = 500;
const VIEWS = { whole: undefined, seats: '103-12-5' } as const;

/** From data to picture, in fresh pages. */
export async function measureFirstPaint(
  browser: Browser,
  stage: Stage,
  chart: string,
  rounds: number,
): Promise<RendererFigure> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await openPage(browser, stage);
    times.push(await start(page));
    await page.close();
  }
  return {
    bench: 'renderer',
    case: `${chart}: first paint after data`,
    unit: 'ms',
    ours: round2(median(times)),
    limit: 300,
    min: round2(Math.min(...times)),
    max: round2(Math.max(...times)),
    rounds,
  };
}

/** What a page costs that shows seats changing all the time, and what it keeps. */
export async function measureLive(
  browser: Browser,
  stage: Stage,
  chart: string,
  seconds: number,
): Promise<RendererFigure[]> {
  const page = await openPage(browser, stage);
  await start(page);
  const figures: RendererFigure[] = [];
  stage.change(CHANGES_PER_SECOND);
  for (const [name, label] of Object.entries(VIEWS)) {
    await call(page, 'look', label);
    await call(page, 'settle');
    const share = await cpuShare(browser, seconds);
    figures.push({
      bench: 'renderer',
      case: `${chart}: ${String(CHANGES_PER_SECOND)} changes/s, ${name}, the page's process`,
      unit: 'share of a core',
      ours: round2(share),
      limit: 0.25,
    });
  }
  stage.change(0);
  figures.push({
    bench: 'renderer',
    case: `${chart}: heap`,
    unit: 'MB',
    ours: round2(await heapMb(page)),
    limit: 60,
  });
  await page.close();
  return figures;
}

async function openPage(browser: Browser, stage: Stage): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${stage.url}/live.html`);
  return page;
}

async function start(page: Page): Promise<number> {
  const { firstPaintMs } = (await call(page, 'start')) as { firstPaintMs: number };
  return firstPaintMs;
}

function call(page: Page, name: string, argument?: string): Promise<unknown> {
  return page.evaluate(
    ([of, given]) => (window as unknown as Record<string, (x: unknown) => unknown>)[of]?.(given),
    [name, argument] as const,
  );
}

/** All threads of the busiest page process, of one core. */
async function cpuShare(browser: Browser, seconds: number): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const read = async (): Promise<Map<number, number>> => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pages = processInfo.filter(({ type }) => type === 'renderer');
    return new Map(pages.map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await read();
  const from = performance.now();
  await sleep(seconds * 1_000);
  const after = await read();
  const elapsed = (performance.now() - from) / 1_000;
  await session.detach();
  const shares = [...after].map(([id, cpu]) => (cpu - (before.get(id) ?? cpu)) / elapsed);
  return Math.max(...shares);
}

async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e6;
}
