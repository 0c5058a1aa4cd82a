import type { Figure } from '../harness/figure.ts';
import { readable } from '../harness/words.ts';

const WIDTH = 860;
const TEXT = 400;
const RIGHT = 150;
const ROW = 34;
const TOP = 34;

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .quiet { fill: #59636e } .line { stroke: #d1d9e0 } .one { stroke: #59636e }
  .value { fill: #0a7d5a } .short { fill: #b3261e } .plain { fill: #3d6fb4 }
  .spread { stroke: #1f2328; stroke-width: 1.5 } .wanted { stroke: #c26a00; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .quiet { fill: #9198a1 } .line { stroke: #3d444d } .one { stroke: #9198a1 }
    .value { fill: #3fb68b } .short { fill: #f2776c } .plain { fill: #6ea8fe }
    .spread { stroke: #f0f6fc } .wanted { stroke: #f0a04b }
  }`;

/** A picture of one bench: every ratio from 1 on a logarithmic scale, its spread, what is wanted. */
export function drawChart(title: string, figures: readonly Figure[]): string {
  const scale = createScale(figures);
  const height = TOP + figures.length * ROW + 30;
  const bottom = height - 24;
  const ticks = scale.ticks.map((value) => {
    const x = scale.at(value);
    return [
      `<line class="${value === 1 ? 'one' : 'line'}" x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${bottom}"/>`,
      `<text class="quiet" x="${x}" y="${height - 8}" text-anchor="middle">${readable(value)}×</text>`,
    ].join('');
  });
  const rows = figures.map((figure, index) => drawRow(figure, TOP + index * ROW, scale));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escape(title)}: ours ÷ reference</title>`,
    `<style>${STYLE}\n</style>`,
    `<text x="0" y="16" font-weight="600">${escape(title)}</text>`,
    `<text class="quiet" x="${WIDTH}" y="16" text-anchor="end">ours ÷ reference, logarithmic</text>`,
    ...ticks,
    ...rows,
    '</svg>\n',
  ].join('\n');
}

interface Scale {
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** Whole powers of two or ten around everything that is drawn, and 1. */
function createScale(figures: readonly Figure[]): Scale {
  const values = figures.flatMap(({ ratio, min, max, bar }) =>
    [ratio, min, max, ...(bar?.of === 'ratio' ? [bar.at_least ?? bar.at_most ?? 1] : [])].filter(
      (value) => value > 0 && Number.isFinite(value),
    ),
  );
  const [low, high] = [Math.min(1, ...values), Math.max(1, ...values)];
  const base = high / low > 40 ? 10 : 2;
  const power = (value: number): number => Math.log(value) / Math.log(base);
  const [from, to] = [
    Math.floor(power(low) - 1e-9),
    Math.max(Math.ceil(power(high) + 1e-9), Math.floor(power(low)) + 1),
  ];
  const width = WIDTH - TEXT - RIGHT;
  return {
    ticks: Array.from({ length: to - from + 1 }, (_, k) => base ** (from + k)),
    at: (value) => {
      const bounded = Math.min(to, Math.max(from, value > 0 ? power(value) : from));
      return Math.round(TEXT + ((bounded - from) / (to - from)) * width);
    },
  };
}

function drawRow(figure: Figure, y: number, scale: Scale): string {
  const { ratio, min, max, bar, holds, unit, ours } = figure;
  const [one, end, from, to] = [scale.at(1), scale.at(ratio), scale.at(min), scale.at(max)];
  const colour = holds === undefined ? 'plain' : holds ? 'value' : 'short';
  const middle = y + 13;
  const wanted = bar?.of === 'ratio' ? scale.at(bar.at_least ?? bar.at_most ?? 1) : undefined;
  return [
    `<text x="0" y="${y + 11}">${escape(shorten(figure.case, 66))}</text>`,
    `<text class="quiet" x="0" y="${y + 25}">next to ${escape(shorten(figure.reference_name, 58))}</text>`,
    `<rect class="${colour}" x="${Math.min(one, end)}" y="${y + 6}" width="${Math.max(1, Math.abs(end - one))}" height="14"/>`,
    `<line class="spread" x1="${from}" y1="${middle}" x2="${to}" y2="${middle}"/>`,
    ...(wanted === undefined
      ? []
      : [`<line class="wanted" x1="${wanted}" y1="${y + 2}" x2="${wanted}" y2="${y + 24}"/>`]),
    `<text x="${WIDTH}" y="${y + 11}" text-anchor="end">${readable(ratio)}×</text>`,
    `<text class="quiet" x="${WIDTH}" y="${y + 25}" text-anchor="end">${readable(ours)} ${escape(unit)}</text>`,
  ].join('');
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
