import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventIndex } from '../../../server/src/popular-search/search/event-index.ts';
import { document } from './search-documents.ts';

const NOW = 1_700_000_000_000;

const hall = { slug: 'hangyeol', names: { ko: '한결아트센터', en: 'Hangyeol Arts Center' } };
const musical = { ko: '뮤지컬', en: 'Musicals' };
const events = {
  station: document('달빛 정거장', 'Moonlight Station', {
    people: [{ ko: '도담', en: 'Dodam' }],
    venues: [hall],
    categories: [musical],
  }),
  glass: document('유리 파도', 'Waves of Glass', { categories: [musical], venues: [hall] }),
  dodam: document('도담의 노래', 'Songs of the Hill', {
    taglines: { ko: '달빛 아래에서', en: 'Under the moonlight' },
  }),
  cafe: document('카페 데자뷔', 'Café Déjà Vu', { people: [{ ko: '안나', en: 'Anna O’Hara' }] }),
  past: document('달빛 정거장 앙코르', 'Moonlight Station Encore', { endsAt: NOW - 1 }),
  numbers: document('제7의 밤', 'Night No. 7'),
  kanji: document('東京の夜', 'A Tokyo Night'),
};
const index = createEventIndex();
for (const event of Object.values(events)) index.add(event);

const titleOf = (id: number): string =>
  Object.values(events).find((event) => event.id === id)?.titles['en'] ?? '';
const find = (query: string): string[] => index.search(query, NOW).map(titleOf);
const first = (query: string): string | undefined => find(query)[0];

describe('SEARCH-1 what is found', () => {
  it.each([
    ['a title', '달빛 정거장', 'Moonlight Station'],
    ['a title in English', 'moonlight station', 'Moonlight Station'],
    ['its spaces left out', '달빛정거장', 'Moonlight Station'],
    ['spaces put in', '달 빛 정거 장', 'Moonlight Station'],
    ['part of a word', '정거장', 'Moonlight Station'],
    ['the middle of a Korean word', '거장', 'Moonlight Station'],
    ['half a syllable', '달ㅂ', 'Moonlight Station'],
    ['a syllable without its end', '달비', 'Moonlight Station'],
    ['initials', 'ㄷㅂㅈㄱㅈ', 'Moonlight Station'],
    ['a few initials', 'ㅈㄱㅈ', 'Moonlight Station'],
    ['full width and capitals', 'ＭＯＯＮＬＩＧＨＴ　stat', 'Moonlight Station'],
    ['decomposed Hangul', '달빛'.normalize('NFD'), 'Moonlight Station'],
    ['without accents', 'cafe deja', 'Café Déjà Vu'],
    ['a person', 'anna ohara', 'Café Déjà Vu'],
    ['title and venue', '유리 한결', 'Waves of Glass'],
    ['both languages at once', '유리 glass', 'Waves of Glass'],
    ['a number', '7', 'Night No. 7'],
    ['Chinese characters, also in the middle', '京の', 'A Tokyo Night'],
    ['one letter left out', 'moonlght', 'Moonlight Station'],
    ['two neighbours swapped', 'moonlihgt', 'Moonlight Station'],
    ['one letter wrong', 'moonlizht', 'Moonlight Station'],
    ['one too many', 'statiion', 'Moonlight Station'],
    ['a key beside the right one', '달빗', 'Moonlight Station'],
    ['a mistake in the first syllable', '딜빛정거장', 'Moonlight Station'],
    ['one wrong word among right ones', '달빛 정거장 예매권', 'Moonlight Station'],
  ])('SEARCH-1 %s: %s', (_title, query, title) => {
    expect(first(query)).toBe(title);
  });

  it.each([['nothing like it'], ['ㅋㅋㅋㅋㅋ'], ['!!! ...'], ['xyz'], ['정거장역사박물관이야기']])(
    'SEARCH-1 finds nothing for %s',
    (query) => {
      expect(find(query)).toEqual([]);
    },
  );

  it('SEARCH-1 a word with a mistake is only guessed at when nothing is spelt so', () => {
    expect(find('glass')).toEqual(['Waves of Glass']);
    expect(find('Dodam')).toEqual(['Moonlight Station']);
  });
});

describe('SEARCH-2 the order', () => {
  it('SEARCH-2 titles come before people, people before taglines', () => {
    expect(find('도담')).toEqual(['Songs of the Hill', 'Moonlight Station']);
    expect(find('moonlight')).toEqual([
      'Moonlight Station',
      'Moonlight Station Encore',
      'Songs of the Hill',
    ]);
  });

  it('SEARCH-2 what is over comes after what is to come', () => {
    expect(find('달빛 정거장')[0]).toBe('Moonlight Station');
    expect(find('앙코르')).toEqual(['Moonlight Station Encore']);
  });

  it('SEARCH-2 alike ones stand as in the catalogue', () => {
    expect(find('뮤지컬')).toEqual(['Moonlight Station', 'Waves of Glass']);
    expect(find('한결아트')).toEqual(['Moonlight Station', 'Waves of Glass']);
  });
});

describe('SEARCH-3 suggestions', () => {
  it('SEARCH-3 are titles, people and venues, in all of their languages once', () => {
    const found = index.subjects('hangyeol', NOW);
    expect(found.map(({ kind, names }) => [kind, names['ko']])).toEqual([
      ['venue', '한결아트센터'],
    ]);
    const kinds = index.subjects('도다', NOW).map(({ kind }) => kind);
    expect(kinds).toContain('person');
    expect(kinds).toContain('title');
  });
});

describe('SEARCH-4 anything may be typed', () => {
  it('SEARCH-4 nothing throws, nothing hangs, and what is found exists', () => {
    const ids = new Set(Object.values(events).map(({ id }) => id));
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.string({
        unit: fc.constantFrom(...'달빛정거장ㄷㅂ moonlight%_*\\"\'<>\u0000\ud800'),
        maxLength: 100,
      }),
    );
    fc.assert(
      fc.property(typed, (query) => {
        const found = index.search(query, NOW);
        index.subjects(query, NOW);
        return found.every((id) => ids.has(id)) && new Set(found).size === found.length;
      }),
      { numRuns: 150 },
    );
  });

  it('SEARCH-4 every beginning of a title, by keys, finds it', () => {
    for (const title of ['달빛 정거장', 'Moonlight Station', '카페 데자뷔']) {
      for (let length = 2; length <= title.length; length += 1) {
        const found = find(title.slice(0, length));
        expect(found.length, title.slice(0, length)).toBeGreaterThan(0);
      }
    }
  });
});
