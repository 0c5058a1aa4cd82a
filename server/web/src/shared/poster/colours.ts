/** Shades of a poster's hue; posters are printed things and look the same in light and dark. */
export interface PosterColours {
  readonly ink: string;
  readonly deep: string;
  readonly mid: string;
  readonly bright: string;
  readonly pale: string;
  readonly paper: string;
  /** The other side of the wheel, for the one thing that stands out. */
  readonly spark: string;
  readonly sparkDeep: string;
}

export function posterColours(hue: number): PosterColours {
  const shade = (turn: number, saturation: number, lightness: number): string =>
    `hsl(${String((hue + turn + 360) % 360)} ${String(saturation)}% ${String(lightness)}%)`;
  return {
    ink: shade(12, 55, 10),
    deep: shade(4, 56, 20),
    mid: shade(0, 52, 38),
    bright: shade(-10, 62, 58),
    pale: shade(-16, 66, 80),
    paper: shade(-20, 60, 94),
    spark: shade(168, 88, 68),
    sparkDeep: shade(164, 70, 48),
  };
}

/** Backdrop of a page that is about this event. */
export function posterBackdrop(hue: number): string {
  const { ink, deep, mid } = posterColours(hue);
  return `radial-gradient(120% 160% at 85% 10%, ${mid} 0%, ${deep} 42%, ${ink} 100%)`;
}

/** Always the same points for the same seed: a poster must not change between visits. */
export function scatter(
  count: number,
  seed: number,
): readonly (readonly [number, number, number])[] {
  let state = seed * 7919 + 17;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  return Array.from({ length: count }, () => [next(), next(), next()] as const);
}
