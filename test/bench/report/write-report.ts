import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figure.ts';
import type { Machine } from '../harness/machine.ts';
import { drawChart } from './chart.ts';
import { CHART_FOLDER, writePage } from './page.ts';

/** Writes `BENCHMARKS.md` and its pictures into a folder. */
export async function writeReport(
  folder: string,
  benches: readonly Bench[],
  machine: Machine,
  figures: readonly Figure[],
): Promise<void> {
  const page = await format(writePage(benches, machine, figures), {
    ...{ parser: 'markdown', printWidth: 100, proseWrap: 'preserve' },
  });
  await mkdir(join(folder, CHART_FOLDER), { recursive: true });
  await writeFile(join(folder, 'BENCHMARKS.md'), page);
  for (const { name, title } of benches) {
    const own = figures.filter((figure) => figure.bench === name);
    if (own.length === 0) continue;
    await writeFile(join(folder, CHART_FOLDER, `${name}.svg`), drawChart(title, own));
  }
}
