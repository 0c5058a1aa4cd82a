import { initialsOf, isJamo, isUnspaced, startsSyllable } from './letters.ts';

/** How well a name answers what was typed, 0 to 1; 0: not at all. `typed` has no spaces. */
export function literalCloseness(typed: string, name: string): number {
  const whole = name.replaceAll(' ', '');
  const starts = wordStarts(name);
  let best = 0;
  for (let at = whole.indexOf(typed); at >= 0; at = whole.indexOf(typed, at + 1)) {
    best = Math.max(best, closenessAt(typed, whole, at, starts));
    if (at === 0) break;
  }
  return best === 0 ? 0 : best + 0.05 * (typed.length / whole.length);
}

function closenessAt(typed: string, whole: string, at: number, starts: ReadonlySet<number>) {
  const end = at + typed.length;
  const ends = end === whole.length || starts.has(end);
  // A last syllable that goes on is what somebody still types, or another word.
  const torn = !ends && isJamo(whole, end) && !startsSyllable(whole, end) ? 0.08 : 0;
  if (at === 0) return (end === whole.length ? 0.95 : ends ? 0.88 : 0.82) - torn;
  if (starts.has(at)) return (ends ? 0.78 : 0.7) - torn;
  if (startsSyllable(whole, at) || isUnspaced(whole, at)) return 0.5 - torn;
  // Within a word of letters: only what is long enough not to be chance.
  return !isJamo(whole, at) && typed.length >= 4 ? 0.3 : 0;
}

/** Initials alone say less than letters. */
export function initialsCloseness(typed: string, name: string): number {
  const initials = name.split(' ').map(initialsOf);
  const whole = initials.join('');
  if (whole.startsWith(typed)) return whole === typed ? 0.8 : 0.65;
  let start = 0;
  for (const word of initials) {
    if (whole.startsWith(typed, start)) return 0.55;
    start += word.length;
  }
  return whole.includes(typed) ? 0.35 : 0;
}

/** Mistakes that are forgiven in a word of so many letters (Hangul: keys). */
export function forgiven(letters: number): number {
  if (letters < 5) return 0;
  return letters < 9 ? 1 : 2;
}

/** As `literalCloseness`, for a word with as many mistakes as are forgiven at most. */
export function mistypedCloseness(typed: string, name: string): number {
  const most = forgiven(typed.length);
  const whole = name.replaceAll(' ', '');
  let fewest = most + 1;
  for (const start of wordStarts(name)) {
    const part = whole.slice(start, start + typed.length + most);
    fewest = Math.min(fewest, mistakes(typed, part, fewest));
    if (fewest === 0) break;
  }
  return fewest > most ? 0 : 0.6 - 0.15 * fewest;
}

/**
 * Fewest letters to change, leave out, put in or swap with their neighbour so that `typed` begins
 * `part`; more than `limit` are not counted.
 */
function mistakes(typed: string, part: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: part.length + 1 }, (_, k) => k);
  for (let i = 1; i <= typed.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= part.length; j += 1) {
      const same = typed[i - 1] === part[j - 1] ? 0 : 1;
      let least = Math.min((above[j - 1] ?? 0) + same, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = typed[i - 1] === part[j - 2] && typed[i - 2] === part[j - 1];
      if (i > 1 && j > 1 && swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = above;
    above = row;
  }
  return Math.min(...above);
}

/** Where words begin in the name without its spaces. */
export function wordStarts(name: string): Set<number> {
  const starts = new Set<number>();
  let at = 0;
  for (const word of name.split(' ')) {
    starts.add(at);
    at += word.length;
  }
  return starts;
}
