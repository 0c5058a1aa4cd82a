import { readFileSync } from 'node:fs';

/** Whether a term must not be shown. */
export type IsBlocked = (term: string) => boolean;

interface Lists {
  /** Of these letters anywhere: Korean is written together. */
  readonly anywhere: Set<string>;
  /** As words, and as the beginning of one that goes on with an ending. */
  readonly words: Set<string>;
  /** Harmless words that hold a bad one. */
  readonly harmless: Set<string>;
}

const OWN = ['blocked-ko.txt', 'blocked-en.txt'];
const ENDINGS = ['', 's', 'es', 'ed', 'er', 'ers', 'ing', 'in', 'y'];
/** How letters are disguised. */
const DISGUISES: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' },
  ...{ '@': 'a', $: 's', '!': 'i' },
};

/**
 * POPULAR-6: our own words and those of the operator's file: one a line, `#` begins a comment, `!`
 * a harmless word that holds a bad one.
 */
export function createBlockedWords(file?: string): IsBlocked {
  const own = OWN.map((name) => new URL(`../words/${name}`, import.meta.url));
  const lists: Lists = { anywhere: new Set(), words: new Set(), harmless: new Set() };
  for (const path of file === undefined ? own : [...own, file]) {
    for (const line of readFileSync(path, 'utf8').split('\n')) read(line, lists);
  }
  return (term) => isBlocked(term, lists);
}

function read(line: string, { anywhere, words, harmless }: Lists): void {
  const text = line.replace(/#.*/, '').trim().normalize('NFKC').toLowerCase();
  if (text === '') return;
  if (text.startsWith('!')) harmless.add(text.slice(1).trim());
  else if (/[\u1100-\u11ff\u3131-\ud7a3]/.test(text)) anywhere.add(lettersOnly(text));
  else words.add(text);
}

function isBlocked(term: string, { anywhere, words, harmless }: Lists): boolean {
  let text = term.normalize('NFKC').toLowerCase();
  for (const word of harmless) text = text.replaceAll(word, ' ');
  // Without digits and signs in between, and as if they were the letters they look like.
  const plain = lettersOnly(text);
  for (const word of anywhere) if (plain.includes(word)) return true;
  for (const reading of [text, undisguised(text)]) {
    const spoken = reading.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
    if (spoken.some((word) => isWord(word, words))) return true;
    // s p a c e d out
    if (spoken.length > 1 && spoken.every((word) => word.length === 1)) {
      if (isWord(spoken.join(''), words)) return true;
    }
  }
  return false;
}

function isWord(spoken: string, words: ReadonlySet<string>): boolean {
  const single = spoken.replace(/(\p{L})\1{2,}/gu, '$1');
  return [spoken, single].some((word) =>
    ENDINGS.some((end) => word.endsWith(end) && words.has(word.slice(0, word.length - end.length))),
  );
}

function lettersOnly(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}]+/gu, '');
}

function undisguised(text: string): string {
  return text.replace(/[0-57@$!]/g, (sign) => DISGUISES[sign] ?? sign);
}
