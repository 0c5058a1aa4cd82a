import type { Poster, SearchSuggestions } from '@ticket-flow/client';
import { searchPath } from './search-path.ts';

/** One line of the list under a search field. */
export interface Choice {
  readonly text: string;
  /** Where it leads. */
  readonly path: string;
  readonly poster?: Poster;
}

export interface ChoiceGroup {
  readonly kind: 'events' | 'people' | 'venues' | 'terms';
  readonly choices: readonly Choice[];
}

/** What is offered while somebody types; groups with nothing in them are left out. */
export function choicesOf(found: SearchSuggestions | undefined): ChoiceGroup[] {
  if (!found) return [];
  const search = (text: string): Choice => ({ text, path: searchPath(text) });
  const groups: ChoiceGroup[] = [
    { kind: 'terms', choices: found.terms.map(search) },
    {
      kind: 'events',
      choices: found.events.map(({ slug, title, poster }) => ({
        text: title,
        path: `/events/${slug}`,
        poster,
      })),
    },
    { kind: 'people', choices: found.people.map(({ name }) => search(name)) },
    { kind: 'venues', choices: found.venues.map(({ name }) => search(name)) },
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}

/** What is offered before anything was typed. */
export function popularChoices(terms: readonly string[]): ChoiceGroup[] {
  return choicesOf({ events: [], people: [], venues: [], terms });
}
