import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ChartGeometry } from '@ticket-flow/client/protocol';
import type { Browser, Page } from 'playwright-core';
import { importChart } from '../../../server/src/charts/index.ts';
import { percentile } from '../../crowd/figures.ts';
import { bigChart } from '../../support/big-chart.ts';
import { launchBrowser } from '../../support/browser.ts';
import { bundleForBrowser } from '../../support/bundle.ts';
import { median, round2 } from './figures.ts';
import type { RendererFigure } from './figures.ts';
import { measureFirstPaint, measureLive } from './live.ts';
import type { Level, Moved } from './page-moves.ts';
import { startStage } from './stage.ts';
import type { Stage } from './stage.ts';

export interface RendererOptions {
  readonly frames: number;
  readonly rounds: number;
  readonly seconds: number;
  /** Path of a chart file of any known format, besides the generated one. */
  readonly chartFile: string | undefined;
}

const WIDTH = 1280;
const PAGE =
  '<!doctype html><meta charset=utf-8><body style="margin:0"><script src="/page.js"></script>';

export async function measureRenderer(options: RendererOptions): Promise<RendererFigure[]> {
  const source = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const [moves, live] = await Promise.all([
    bundleForBrowser(source('page-moves.ts')),
    bundleForBrowser(source('page-live.ts')),
  ]);
  const files = {
    '/moves.html': PAGE.replace('page.js', 'moves.js'),
    '/moves.js': moves,
    '/live.html': PAGE.replace('page.js', 'live.js'),
    '/live.js': live,
  };
  const browser = await launchBrowser();
  const figures: RendererFigure[] = [];
  try {
    for (const [name, chart] of chartsOf(options)) {
      const stage = await startStage({ chart, files });
      try {
        figures.push(...(await measureChart(browser, stage, name, options)));
      } finally {
        await stage.close();
      }
    }
  } finally {
    await browser.close();
  }
  return figures;
}

function chartsOf({ chartFile }: RendererOptions): [string, ChartGeometry][] {
  const charts: [string, ChartGeometry][] = [['50,000 seats', bigChart(50_000)]];
  if (chartFile !== undefined) {
    const { chart } = importChart(JSON.parse(readFileSync(chartFile, 'utf8')));
    charts.push(['stadium', chart.geometry]);
  }
  return charts;
}

async function measureChart(
  browser: Browser,
  stage: Stage,
  chart: string,
  options: RendererOptions,
): Promise<RendererFigure[]> {
  const figures = [await measureFirstPaint(browser, stage, chart, options.rounds)];
  for (const path of ['pan', 'zoom'] as const) {
    for (const level of ['sections', 'rows', 'seats', 'numbers'] as const) {
      figures.push(...(await measureMoves(browser, stage, { chart, path, level }, options)));
    }
  }
  figures.push(...(await measureLive(browser, stage, chart, options.seconds)));
  return figures;
}

interface Case {
  readonly chart: string;
  readonly path: 'pan' | 'zoom';
  readonly level: Level;
}

async function measureMoves(
  browser: Browser,
  stage: Stage,
  { chart, path, level }: Case,
  { frames, rounds }: RendererOptions,
): Promise<RendererFigure[]> {
  const runs: Moved[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 720 } });
    await page.goto(`${stage.url}/moves.html`);
    runs.push(await movePage(page, path, level, frames));
    await page.close();
  }
  const p95 = (times: readonly number[]): number => percentile(times, 0.95);
  const ours = median(runs.map((run) => p95(run.ours)));
  const reference = median(runs.map((run) => p95(run.bare)));
  const slowest = Math.max(...runs.flatMap((run) => [...run.ours, ...run.gaps]));
  const name = `${chart}: ${path}, ${level} (${String(runs[0]?.marks ?? 0)} marks)`;
  return [
    {
      bench: 'renderer',
      case: `${name}, p95 of a frame`,
      unit: 'ms',
      ours: round2(ours),
      reference: round2(reference),
      reference_name: 'bare canvas',
      ratio: round2(ours / reference),
      limit: 1.5,
      min: round2(Math.min(...runs.map((run) => p95(run.ours)))),
      max: round2(Math.max(...runs.map((run) => p95(run.ours)))),
      rounds,
    },
    {
      bench: 'renderer',
      case: `${name}, longest frame`,
      unit: 'ms',
      ours: round2(slowest),
      limit: 100,
    },
  ];
}

function movePage(page: Page, path: 'pan' | 'zoom', level: Level, frames: number): Promise<Moved> {
  return page.evaluate(
    ([way, at, count]) =>
      (window as unknown as { move: (...args: unknown[]) => Promise<Moved> }).move(way, at, count),
    [path, level, frames] as const,
  );
}
