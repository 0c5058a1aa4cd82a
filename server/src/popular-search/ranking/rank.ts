import type { PopularTerm } from '@ticket-flow/client/protocol';
import type { TermCount, TopTerms } from './popular-store.ts';

/** Whether a term may be shown. */
export type IsShown = (count: TermCount) => boolean;

/** POPULAR-7: what is shown of the most searched, and how each moved since the last step. */
export function rank({ now, before }: TopTerms, isShown: IsShown): PopularTerm[] {
  const places = new Map(before.filter(isShown).map(({ term }, place) => [term, place]));
  return now.filter(isShown).map(({ term, spelling, people }, place) => {
    const moved = moveOf(places.get(term), place);
    return { rank: place + 1, term: spelling, people, ...moved };
  });
}

function moveOf(was: number | undefined, is: number): Pick<PopularTerm, 'change' | 'by'> {
  if (was === undefined) return { change: 'new', by: 0 };
  if (was === is) return { change: 'same', by: 0 };
  return { change: is < was ? 'up' : 'down', by: Math.abs(was - is) };
}
