import {
  forgiven,
  initialsCloseness,
  literalCloseness,
  mistypedCloseness,
  wordStarts,
} from './closeness.ts';
import { initialsOf, isInitials, isUnspaced } from './letters.ts';
import { createPostings, intersect } from './postings.ts';
import type { Postings } from './postings.ts';

export interface Found {
  /** The number it was added under. */
  readonly name: number;
  readonly closeness: number;
}

/** Names (titles, people, venues …) by parts of three letters of them. */
export interface NameIndex {
  /** Letters as of `lettersOf`; answers the name's number, counted from 0. */
  add(letters: string): number;
  /** Names that hold one typed word; with mistakes in it only when none holds it as it is. */
  find(typed: string): Found[];
}

/** So many names are compared letter by letter for one word; more than these nobody reads. */
const MOST_COMPARED = 20_000;
/** Of those that may be meant, the most alike. */
const MOST_GUESSED = 1_000;
const WORD = '^';
const INITIALS = '#';

export function createNameIndex(): NameIndex {
  const names: string[] = [];
  const postings = createPostings();

  function compare(
    numbers: Uint32Array,
    typed: string,
    closeness: (typed: string, name: string) => number,
  ): Found[] {
    const found: Found[] = [];
    for (const name of numbers.subarray(0, MOST_COMPARED)) {
      const close = closeness(typed, names[name] ?? '');
      if (close > 0) found.push({ name, closeness: close });
    }
    return found;
  }

  const having = (grams: readonly string[]): Uint32Array =>
    intersect(grams.map((gram) => postings.of(gram)));

  return {
    add: (letters) => {
      const number = names.push(letters) - 1;
      for (const gram of gramsOfName(letters)) postings.add(gram, number);
      return number;
    },
    find: (typed) => {
      if (isInitials(typed)) {
        return compare(having(initialGrams(typed)), typed, initialsCloseness);
      }
      const literal = compare(having(gramsOfWord(typed)), typed, literalCloseness);
      if (literal.length > 0 || forgiven(typed.length) === 0) return literal;
      return compare(similar(postings, names.length, typed), typed, mistypedCloseness);
    },
  };
}

/** Every three letters in a row, spaces or not; how each word begins; and the initials. */
function gramsOfName(letters: string): Set<string> {
  const whole = letters.replaceAll(' ', '');
  const grams = new Set<string>(triples(whole));
  for (const start of beginnings(letters, whole)) {
    grams.add(WORD + whole.charAt(start));
    if (start + 1 < whole.length) grams.add(WORD + whole.slice(start, start + 2));
  }
  for (const gram of initialGrams(initialsOf(whole))) grams.add(gram);
  return grams;
}

function beginnings(letters: string, whole: string): Set<number> {
  const starts = wordStarts(letters);
  for (let at = 0; at < whole.length; at += 1) if (isUnspaced(whole, at)) starts.add(at);
  return starts;
}

function gramsOfWord(typed: string): string[] {
  return typed.length < 3 ? [WORD + typed] : triples(typed);
}

function triples(letters: string): string[] {
  const grams: string[] = [];
  for (let at = 0; at + 3 <= letters.length; at += 1) grams.push(letters.slice(at, at + 3));
  return grams;
}

function initialGrams(initials: string): string[] {
  const grams: string[] = [];
  for (let at = 0; at + 2 <= initials.length; at += 1) {
    grams.push(INITIALS + initials.slice(at, at + 2));
  }
  return grams;
}

/** Names that share so many parts with the word that it may be one of theirs with mistakes. */
function similar(postings: Postings, names: number, typed: string): Uint32Array {
  const grams = new Set([WORD + typed.slice(0, 2), ...triples(typed)]);
  // A mistake spoils three parts, two neighbours swapped spoil four.
  const least = Math.max(1, grams.size - 3 * forgiven(typed.length) - 1);
  const shared = new Uint8Array(names);
  const enough: number[] = [];
  for (const gram of grams) {
    for (const name of postings.of(gram)) {
      const count = (shared[name] ?? 0) + 1;
      shared[name] = count;
      if (count === least) enough.push(name);
    }
  }
  const best = (name: number): number => shared[name] ?? 0;
  return Uint32Array.from(enough.sort((a, b) => best(b) - best(a)).slice(0, MOST_GUESSED));
}
