import { gradePaint } from './paint.ts';
import type { GradePaint } from './paint.ts';

export interface MapTheme {
  readonly background: string;
  readonly ink: string;
  readonly faint: string;
  readonly hollow: string;
  readonly accent: string;
  readonly accentInk: string;
  readonly font: string;
  readonly grades: readonly GradePaint[];
  /** Width of a text in the context's present font; measuring is dear, so it is remembered. */
  widthOf(ctx: CanvasRenderingContext2D, text: string): number;
}

/** Reads the element's tokens, so that the canvas follows the page, light and dark. */
export function readTheme(element: Element, gradeColours: readonly string[]): MapTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const solid = solidColours();
  const background = solid(token('background'), '#f7f7fa');
  const widths = new Map<string, number>();
  return {
    background,
    ink: solid(token('ink'), '#16171d'),
    faint: solid(token('faint'), '#8a8d99'),
    hollow: solid(token('hollow'), '#6b6f7d'),
    accent: solid(token('accent'), '#4b3bd6'),
    accentInk: solid(token('accent-ink'), '#ffffff'),
    font: style.fontFamily,
    grades: gradeColours.map((color) => gradePaint(color, background)),
    widthOf: (ctx, text) => {
      const key = `${ctx.font} ${text}`;
      const width = widths.get(key) ?? ctx.measureText(text).width;
      widths.set(key, width);
      return width;
    },
  };
}

/** Any CSS colour as `#rrggbb`: a page may write its tokens as it likes. */
function solidColours(): (color: string, otherwise: string) => string {
  const ctx = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  return (color, otherwise) => {
    if (!ctx || color === '') return otherwise;
    ctx.fillStyle = otherwise;
    ctx.fillStyle = color;
    ctx.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = ctx.getImageData(0, 0, 1, 1).data;
    return `#${((r << 16) | (g << 8) | b).toString(16).padStart(6, '0')}`;
  };
}
