import { loadMessages } from '@ticket-flow/client/seat-map';
import { describe, expect, it } from 'vitest';
import { en } from '../../../client-sdk/src/seat-map/words/en.ts';
import { ko } from '../../../client-sdk/src/seat-map/words/ko.ts';
import { createWords } from '../../../client-sdk/src/seat-map/words/words.ts';
import { readRepositoryFile, repositoryFiles } from '../../support/repository-files.ts';

const TABLES = /seat-map\/words\/(ko|en)\.ts$/;
/** Keys made of a name: of a look, an error, a caption, a state. */
const MADE = /^(look|state|caption|problem|notice)\./;

function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
}

describe('words of the seat map', () => {
  it('MAP-6 stand in every language, with the same values in them', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ko).sort());
    for (const [key, text] of Object.entries(ko)) {
      expect(valuesIn(en[key as keyof typeof en]), key).toEqual(valuesIn(text));
    }
  });

  it('MAP-6 are all used', () => {
    const source = repositoryFiles()
      .filter((file) => /^client-sdk\/src\/seat-map\/.*\.ts$/.test(file) && !TABLES.test(file))
      .map(readRepositoryFile)
      .join('\n');
    const unused = Object.keys(ko).filter((key) => !source.includes(`'${key}'`) && !MADE.test(key));
    expect(unused).toEqual([]);
  });

  it('MAP-6 of another language may be given, and what is missing is English', async () => {
    const words = createWords({
      locale: 'fr',
      table: await loadMessages('fr', { 'look.free': 'Libre' }),
      performance: { currency: 'EUR', venue: { timeZone: 'Europe/Paris' } } as never,
      layout: { seats: [] },
    });
    expect(words.say('look.free')).toBe('Libre');
    expect(words.say('look.sold')).toBe('Sold');
    expect(words.money(123_450).replace(/\s/g, ' ')).toBe('1 234,50 €');
    expect(words.priceFrom([300, 200])).toContain('from 2,00');
    expect(words.priceFrom([])).toBe('');
  });
});
