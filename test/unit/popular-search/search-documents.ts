import type { SearchDocument } from '../../../server/src/catalog/index.ts';

let made = 0;

/** An event to be found, with little in it but what a test names. */
export function document(
  ko: string,
  en: string,
  more: Partial<SearchDocument> = {},
): SearchDocument {
  made += 1;
  return {
    id: made,
    slug: `event-${String(made)}`,
    poster: { motif: 'moon', hue: 1 },
    position: made,
    endsAt: null,
    titles: { ko, en },
    taglines: { ko: '', en: '' },
    people: [],
    venues: [],
    categories: [],
    ...more,
  };
}
