import { lettersOf } from '../search/letters.ts';

export interface Term {
  /** What is counted: one width, one case, single spaces. */
  readonly term: string;
  /** What is shown. */
  readonly spelling: string;
}

const MOST_CHARACTERS = 40;
/** One width may take many characters where another took one. */
const LONGEST = 100;
const MOST_DIGITS = 6;

/**
 * The term that somebody searched for; undefined for what is not counted: nothing legible, too much
 * of it, or what may be private (an address, a telephone number).
 */
export function termOf(typed: string): Term | undefined {
  const spelling = oneLine(typed.normalize('NFC'));
  const term = oneLine(typed.normalize('NFKC').toLowerCase());
  if (lettersOf(term) === '' || term.length > LONGEST) return undefined;
  if ([...spelling].length > MOST_CHARACTERS) return undefined;
  const digits = term.match(/\p{N}/gu) ?? [];
  if (term.includes('@') || digits.length > MOST_DIGITS) return undefined;
  return { term, spelling };
}

function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();
}
