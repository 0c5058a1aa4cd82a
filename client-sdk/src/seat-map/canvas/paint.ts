/** Colours that can be told from their background, whatever an organiser chose. */
export interface GradePaint {
  readonly fill: string;
  /** For a number on the fill. */
  readonly ink: string;
}

type Rgb = readonly [number, number, number];

const SEAT_CONTRAST = 3;

/** The grade's colour, moved towards black or white until a seat mark can be seen. */
export function gradePaint(color: string, background: string): GradePaint {
  const behind = parse(background);
  const towards: Rgb = luminance(behind) > 0.4 ? [0, 0, 0] : [255, 255, 255];
  let fill = parse(color);
  for (let step = 0; step < 20 && contrast(fill, behind) < SEAT_CONTRAST; step += 1) {
    fill = mix(fill, towards, 0.07);
  }
  const white: Rgb = [255, 255, 255];
  return { fill: text(fill), ink: contrast(fill, white) >= 3.6 ? '#ffffff' : '#10111a' };
}

function parse(color: string): Rgb {
  const digits = color.trim().replace('#', '');
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const value = Number.parseInt(long, 16);
  if (!/^[0-9a-f]{6}$/i.test(long)) return [128, 128, 128];
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function text([r, g, b]: Rgb): string {
  return `#${((r << 16) | (g << 8) | b).toString(16).padStart(6, '0')}`;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const one = (x: number, y: number): number => Math.round(x + (y - x) * share);
  return [one(a[0], b[0]), one(a[1], b[1]), one(a[2], b[2])];
}

function luminance([r, g, b]: Rgb): number {
  const linear = (value: number): number => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}
