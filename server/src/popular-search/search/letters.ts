/**
 * A text as letters to compare: one width, one case, no accents, and Hangul taken apart into the
 * keys it is typed with, so that half of a syllable is the beginning of a whole one. Words are
 * parted by one space.
 */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{Mn}'’`]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/[\u1100-\u11ff]/g, (jamo) => KEYS.get(jamo) ?? jamo);
}

/** Initials by which Koreans abbreviate: ㄷㅂㅈㄱㅈ. Of words without their spaces. */
export function initialsOf(letters: string): string {
  let initials = '';
  for (let k = 0; k < letters.length; k += 1) {
    if (startsSyllable(letters, k)) initials += letters.charAt(k);
  }
  return initials;
}

/** Whether nothing but initials was typed. */
export function isInitials(letters: string): boolean {
  return letters.length > 1 && /^[\u1100-\u1112]+$/.test(letters);
}

export function startsSyllable(letters: string, at: number): boolean {
  return isConsonant(letters, at) && isVowel(letters, at + 1);
}

/** Whether Hangul stands there. */
export function isJamo(letters: string, at: number): boolean {
  return isConsonant(letters, at) || isVowel(letters, at);
}

function isConsonant(letters: string, at: number): boolean {
  const code = letters.charCodeAt(at);
  return code >= 0x1100 && code <= 0x1112;
}

function isVowel(letters: string, at: number): boolean {
  const code = letters.charCodeAt(at);
  return code >= 0x1161 && code <= 0x1175;
}

/** Where whatever is written without spaces may begin a word: kana, Chinese characters. */
export function isUnspaced(letters: string, at: number): boolean {
  const code = letters.charCodeAt(at);
  return code >= 0x2e80 && code <= 0x9fff;
}

/** A consonant is the same key at either end of a syllable; what takes two keys is two. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ...pairs(
    'ᆨᆩᆪᆫᆬᆭᆮᆯᆰᆱᆲᆳᆴᆵᆶᆷᆸᆹᆺᆻᆼᆽᆾᆿᇀᇁᇂ',
    'ᄀ ᄁ ᄀᄉ ᄂ ᄂᄌ ᄂᄒ ᄃ ᄅ ᄅᄀ ᄅᄆ ᄅᄇ ᄅᄉ ᄅᄐ ᄅᄑ ᄅᄒ ᄆ ᄇ ᄇᄉ ᄉ ᄊ ᄋ ᄌ ᄎ ᄏ ᄐ ᄑ ᄒ',
  ),
  ...pairs('ᅪᅫᅬᅯᅰᅱᅴ', 'ᅩᅡ ᅩᅢ ᅩᅵ ᅮᅥ ᅮᅦ ᅮᅵ ᅳᅵ'),
]);

function pairs(jamo: string, keys: string): [string, string][] {
  const split = keys.split(' ');
  return [...jamo].map((one, place) => [one, split[place] ?? one]);
}
