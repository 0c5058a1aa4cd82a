export interface SetTitle {
  readonly lines: readonly string[];
  readonly size: number;
}

/** From one line's foot to the next, in font sizes. */
export const LEADING = 1.14;

const SIZES = [52, 48, 44, 40, 37, 34, 31, 28, 26, 24, 22];

/** Breaks a title into lines at spaces, in the largest size that fits; SVG text can't by itself. */
export function setTitle(title: string, width: number, height: number): SetTitle {
  const words = title.split(/\s+/).filter((word) => word !== '');
  for (const size of SIZES) {
    const lines = breakLines(words, width / size);
    const wide = lines.every((line) => widthOf(line) <= width / size);
    if (wide && lines.length * LEADING * size <= height)
      return { lines: balance(words, lines, width / size), size };
  }
  return { lines: breakLines(words, width / 20), size: 20 };
}

function breakLines(words: readonly string[], ems: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= ems) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** The same number of lines with less ragged ends: as narrow as it still breaks alike. */
function balance(words: readonly string[], lines: string[], ems: number): string[] {
  let best = lines;
  for (let narrower = ems; narrower > 2; narrower -= 0.4) {
    const tried = breakLines(words, narrower);
    if (tried.length > lines.length) break;
    best = tried;
  }
  return best;
}

/** In ems, near enough for Pretendard in bold. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return width;
}

function widthOfCharacter(character: string): number {
  if (character === ' ') return 0.26;
  if (/[\u1100-\uffff]/.test(character)) return 0.9;
  if (/[MWm]/.test(character)) return 0.86;
  if (/[A-Z0-9]/.test(character)) return 0.67;
  if (/[ijltfr.,'’!]/.test(character)) return 0.36;
  return 0.58;
}
