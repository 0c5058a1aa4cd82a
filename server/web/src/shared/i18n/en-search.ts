import type { Table } from './table.ts';

export const enSearch: Pick<Table, 'search' | 'popular'> = {
  search: {
    label: 'Search shows, people and venues',
    placeholder: 'Shows, people, venues',
    short: 'Search',
    submit: 'Search',
    clear: 'Clear',
    events: 'Shows and matches',
    people: 'People',
    venues: 'Venues',
    terms: 'Popular searches',
    suggestions: 'Suggestions: {{total}}. Choose with the up and down arrows.',
    noSuggestions: 'No suggestions',
    results: 'Results for “{{q}}”',
    found: '{{total}} found',
    askTitle: 'What are you looking for?',
    askBody: 'Try the name of a show, a person or a venue. The first letters are enough.',
    emptyTitle: 'We found nothing for “{{q}}”',
    emptyBody: 'Try other words, or fewer letters.',
    errorTitle: 'The search did not work',
  },
  popular: {
    title: 'What people look for now',
    leadHours: 'Popular searches of the last {{hours}} h',
    leadMinutes: 'Popular searches of the last {{minutes}} min',
    new: 'New',
    up: 'Up {{by}}',
    down: 'Down {{by}}',
    same: 'Unchanged',
    rank: 'No. {{rank}}',
  },
};
