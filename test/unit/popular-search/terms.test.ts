import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createBlockedWords } from '../../../server/src/popular-search/ranking/blocked-words.ts';
import { DAY_MS } from '../../../server/src/popular-search/ranking/popular-store.ts';
import { rank } from '../../../server/src/popular-search/ranking/rank.ts';
import { createSearchers } from '../../../server/src/popular-search/ranking/searchers.ts';
import { termOf } from '../../../server/src/popular-search/ranking/term.ts';

describe('POPULAR-5 a term', () => {
  it.each([
    ['  달빛   정거장 ', '달빛 정거장', '달빛 정거장'],
    ['IU Concert', 'iu concert', 'IU Concert'],
    ['ＩＵ　Ｃoncert', 'iu concert', 'ＩＵ Ｃoncert'],
    ['달빛'.normalize('NFD'), '달빛', '달빛'],
    ['a\u200bb', 'ab', 'ab'],
  ])('POPULAR-5 %j is %j', (typed, term, spelling) => {
    expect(termOf(typed)).toEqual({ term, spelling });
  });

  it.each([
    ['!?'],
    ['me@example.test'],
    ['010-1234-5678'],
    ['4111 1111 1111 1111'],
    ['가'.repeat(41)],
    ['ﷺ'.repeat(40)],
  ])('POPULAR-6 %j is not counted', (typed) => {
    expect(termOf(typed)).toBeUndefined();
  });
});

describe('POPULAR-6 words that are not shown', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tf-words-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const isBlocked = createBlockedWords();

  it.each([
    ['shit'],
    ['Holy SHIT!'],
    ['sh1t happens'],
    ['f u c k'],
    ['fuuuuck'],
    ['ｆｕｃｋｉｎｇ'],
    ['시발'],
    ['시1발'],
    ['시 발 놈'],
    ['개새끼들'],
    ['씨발'.normalize('NFD')],
  ])('POPULAR-6 %s', (term) => {
    expect(isBlocked(term)).toBe(true);
  });

  it.each([
    ['Scunthorpe'],
    ['classic assassin'],
    ['Moby Dick'],
    ['pussy riot live'],
    ['시발점'],
    ['달빛 정거장'],
    ['새끼 고양이'],
    ['analysis'],
    ['Essex'],
    ['cocktail'],
  ])('POPULAR-6 %s is harmless', (term) => {
    expect(isBlocked(term)).toBe(false);
  });

  it('POPULAR-6 the operator adds words and exceptions', () => {
    const file = join(folder, 'words.txt');
    writeFileSync(file, '# ours\nrivalname  # and why\n경쟁사\n!shit show\n');
    const own = createBlockedWords(file);
    expect([own('RivalName tour'), own('큰경쟁사'), own('shit')]).toEqual([true, true, true]);
    expect([own('Shit Show'), isBlocked('rivalname')]).toEqual([false, false]);
  });
});

describe('POPULAR-7 the ranking', () => {
  const terms = (...list: [string, number][]) =>
    list.map(([term, people]) => ({ term, people, spelling: term.toUpperCase() }));

  it('POPULAR-7 tells how each term moved among those that are shown', () => {
    const now = terms(['a', 9], ['b', 8], ['bad', 7], ['c', 6], ['d', 5], ['few', 1]);
    const before = terms(['bad', 9], ['b', 8], ['c', 7], ['a', 6], ['few', 1]);
    const shown = rank({ now, before }, ({ term, people }) => people > 1 && term !== 'bad');
    expect(shown).toEqual([
      { rank: 1, term: 'A', people: 9, change: 'up', by: 2 },
      { rank: 2, term: 'B', people: 8, change: 'down', by: 1 },
      { rank: 3, term: 'C', people: 6, change: 'down', by: 1 },
      { rank: 4, term: 'D', people: 5, change: 'new', by: 0 },
    ]);
    expect(rank({ now: terms(['a', 2]), before: terms(['a', 2]) }, () => true)[0]?.change).toBe(
      'same',
    );
  });
});

describe('POPULAR-4 who searches', () => {
  const clock = { now: 20_000 * DAY_MS + 12 * 3_600_000 };
  const searchers = createSearchers({
    secret: 'a secret',
    windowMs: 3_600_000,
    now: () => clock.now,
  });

  it('POPULAR-4 is an account, or else an address, under a name that changes every day', () => {
    const home = searchers.of({ address: '192.0.2.1' });
    expect(searchers.of({ address: '192.0.2.1' })).toEqual(home);
    expect(searchers.of({ address: '192.0.2.2' }).person).not.toBe(home.person);
    const account = searchers.of({ userId: '7', address: '192.0.2.1' });
    expect(searchers.of({ userId: '7', address: '192.0.2.9' })).toEqual(account);
    expect(account.person).not.toBe(home.person);
    expect(home.former).toBeUndefined();
    clock.now += DAY_MS - 11.5 * 3_600_000;
    const nextDay = searchers.of({ address: '192.0.2.1' });
    expect(nextDay.person).not.toBe(home.person);
    expect(nextDay.former).toBe(home.person);
  });
});
