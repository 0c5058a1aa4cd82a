import type { Bar, Figure } from './figure.ts';

/** One line of the printed results. */
export function describeFigure(figure: Figure): string {
  const { unit, ours, reference, reference_name, ratio, min, max, bar, holds } = figure;
  const mark = holds === undefined ? ' ' : holds ? '+' : '-';
  const wanted = bar ? `; wanted: ${describeBar(bar, unit)}` : '';
  return [
    `${mark} ${figure.case}: ${readable(ours)} ${unit}`,
    `${reference_name} ${readable(reference)}`,
    `ratio ${readable(ratio)} (${readable(min)} to ${readable(max)})${wanted}`,
  ].join(', ');
}

export function describeBar({ of, at_least, at_most }: Bar, unit: string): string {
  const what = (value: number): string =>
    of === 'ratio' ? `${readable(value)}×` : `${readable(value)} ${unit}`;
  return at_least === undefined ? `at most ${what(at_most ?? 0)}` : `at least ${what(at_least)}`;
}

export function readable(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 });
}
