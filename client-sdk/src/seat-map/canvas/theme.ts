import { gradePaint } from './paint.ts';
import type { GradePaint } from './paint.ts';

export interface MapTheme {
  readonly background: string;
  readonly ink: string;
  readonly faint: string;
  readonly hollow: string;
  readonly accent: string;
  /** Round my seats, so that they stand out from any grade. */
  readonly accentRing: string;
  readonly font: string;
  readonly grades: readonly GradePaint[];
}

/** Reads the page's tokens, so that the canvas follows light and dark with the rest. */
export function readTheme(element: Element, gradeColours: readonly string[]): MapTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const background = token('--map-bg');
  return {
    background,
    ink: token('--map-ink'),
    faint: token('--map-faint'),
    hollow: token('--map-hollow'),
    accent: token('--accent'),
    accentRing: background,
    font: token('--font'),
    grades: gradeColours.map((color) => gradePaint(color, background)),
  };
}
