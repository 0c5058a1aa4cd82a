import type { Poster } from '@ticket-flow/client/protocol';
import type { Names, SearchDocument } from '../../catalog/index.ts';
import { lettersOf } from './letters.ts';
import { createNameIndex } from './name-index.ts';

export type Kind = 'title' | 'person' | 'venue' | 'category' | 'tagline';

/** What one word's match in a name of each kind is worth. */
const WEIGHTS: Readonly<Record<Kind, number>> = {
  title: 8,
  person: 6,
  venue: 4,
  category: 3,
  tagline: 2,
};
/** An event that is over is worth less than one to come. */
const OVER = 0.4;
const MOST_WORDS = 8;
const MOST_LETTERS = 40;

export interface IndexedEvent {
  readonly id: number;
  readonly slug: string;
  readonly poster: Poster;
  readonly position: number;
  readonly endsAt: number | null;
  readonly titles: Names;
}

/** A title, a person, a venue …, in all of its languages, with the events it belongs to. */
export interface Subject {
  readonly kind: Kind;
  readonly names: Names;
  /** Places in the list of events. */
  readonly events: number[];
}

/** Everything in the catalogue that can be searched for; it is built once and then only read. */
export interface EventIndex {
  readonly size: number;
  add(document: SearchDocument): void;
  /** Ids of the events that answer a query, the best first. */
  search(query: string, now: number): readonly number[];
  /** Subjects that answer a query that is still being typed, the best first. */
  subjects(query: string, now: number): readonly Subject[];
  event(place: number): IndexedEvent | undefined;
}

export function createEventIndex(): EventIndex {
  const events: IndexedEvent[] = [];
  const subjects: Subject[] = [];
  /** By place in the index of names. */
  const subjectOf: number[] = [];
  const known = new Map<string, number>();
  const names = createNameIndex();

  function addSubject(kind: Kind, place: number, words: Names, key: string): void {
    const identity = `${kind}\n${key}`;
    const found = known.get(identity);
    if (found !== undefined) {
      const subject = subjects[found];
      if (subject?.events.at(-1) !== place) subject?.events.push(place);
      return;
    }
    const number = subjects.push({ kind, names: words, events: [place] }) - 1;
    known.set(identity, number);
    for (const letters of new Set(Object.values(words).map(lettersOf))) {
      if (letters === '') continue;
      names.add(letters);
      subjectOf.push(number);
    }
  }

  /** How close each subject is to one word. */
  function closenessTo(word: string): Map<number, number> {
    const close = new Map<number, number>();
    for (const { name, closeness } of names.find(word)) {
      const subject = subjectOf[name] ?? 0;
      close.set(subject, Math.max(close.get(subject) ?? 0, closeness));
    }
    return close;
  }

  /** By place: how many of the words an event answers, and how well. */
  function answers(words: readonly string[]): Map<number, { words: number; worth: number }> {
    const all = new Map<number, { words: number; worth: number }>();
    for (const word of words) {
      const best = new Map<number, number>();
      for (const [number, closeness] of closenessTo(word)) {
        const subject = subjects[number];
        if (!subject) continue;
        const worth = WEIGHTS[subject.kind] * closeness;
        for (const place of subject.events) {
          if (worth > (best.get(place) ?? 0)) best.set(place, worth);
        }
      }
      for (const [place, worth] of best) {
        const sum = all.get(place);
        if (sum) {
          sum.words += 1;
          sum.worth += worth;
        } else all.set(place, { words: 1, worth });
      }
    }
    return all;
  }

  const isOver = (place: number, now: number): boolean => {
    const endsAt = events[place]?.endsAt ?? null;
    return endsAt !== null && endsAt <= now;
  };

  return {
    get size() {
      return events.length;
    },
    add: (document) => {
      const { id, slug, poster, position, endsAt, titles } = document;
      const place = events.push({ id, slug, poster, position, endsAt, titles }) - 1;
      addSubject('title', place, titles, String(id));
      addSubject('tagline', place, document.taglines, String(id));
      for (const person of document.people) addSubject('person', place, person, keyOf(person));
      for (const venue of document.venues) addSubject('venue', place, venue.names, venue.slug);
      for (const names of document.categories) addSubject('category', place, names, keyOf(names));
    },
    search: (query, now) => {
      const words = wordsOf(query);
      const found = [...answers(words)];
      const most = found.reduce((best, [, answer]) => Math.max(best, answer.words), 0);
      // Without all of the words, those that have the most of them, if that is half at least.
      if (most * 2 < words.length || most === 0) return [];
      return found
        .filter(([, answer]) => answer.words === most)
        .map(([place, { worth }]) => ({
          event: events[place],
          worth: isOver(place, now) ? worth * OVER : worth,
        }))
        .sort(
          (a, b) =>
            b.worth - a.worth ||
            (a.event?.position ?? 0) - (b.event?.position ?? 0) ||
            (a.event?.id ?? 0) - (b.event?.id ?? 0),
        )
        .map(({ event }) => event?.id ?? 0);
    },
    subjects: (query, now) => {
      const words = wordsOf(query);
      const [first, ...others] = words.map(closenessTo);
      if (!first) return [];
      return [...first]
        .filter(([number]) => others.every((close) => close.has(number)))
        .map(([number, closeness]) => {
          const subject = subjects[number];
          const sum = others.reduce((all, close) => all + (close.get(number) ?? 0), closeness);
          const gone = subject?.events.every((place) => isOver(place, now)) ?? true;
          return { subject, worth: gone ? sum * OVER : sum, number };
        })
        .sort((a, b) => b.worth - a.worth || a.number - b.number)
        .flatMap(({ subject }) => subject ?? []);
    },
    event: (place) => events[place],
  };
}

/** The different words of a query; anything at all may have been typed. */
function wordsOf(query: string): string[] {
  const words = lettersOf(query).split(' ');
  const cut = words.filter((word) => word !== '').map((word) => word.slice(0, MOST_LETTERS));
  return [...new Set(cut)].slice(0, MOST_WORDS);
}

function keyOf(names: Names): string {
  return Object.entries(names)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([locale, name]) => `${locale}:${name}`)
    .join('\n');
}
