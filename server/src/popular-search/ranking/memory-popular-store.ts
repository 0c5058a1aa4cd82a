import { DAY_MS, MOST_BEFORE, MOST_SPELLINGS, commonest } from './popular-store.ts';
import type {
  Counting,
  CountReply,
  CountedSearch,
  DayCount,
  PopularState,
  PopularStore,
  TermCount,
} from './popular-store.ts';

export interface MemoryPopularStoreOptions extends Counting {
  readonly now?: () => number;
}

/** One person's search of a term, or what is left of those of many. */
interface Seen {
  readonly term: string;
  /** Undefined: many, whose names are not known any more. */
  readonly person: string | undefined;
  readonly people: number;
  at: number;
}

interface Term {
  people: number;
  readonly spellings: Map<string, number>;
  /** People by the step of their last search. */
  readonly steps: Map<number, number>;
}

/** Everything one life of the store knows. */
interface Life {
  readonly name: string;
  step: number;
  before: readonly TermCount[];
  /** The oldest first. */
  readonly seen: Map<string, Seen>;
  readonly terms: Map<string, Term>;
  /** How many searches of a person count. */
  readonly persons: Map<string, number>;
  readonly days: Map<string, Omit<DayCount, 'spelling'>>;
  readonly unwritten: Set<string>;
}

/** The store of a server that is alone. */
export function createMemoryPopularStore(options: MemoryPopularStoreOptions): PopularStore {
  const { windowMs, stepMs, minimum, termsAPerson, now: clock = Date.now } = options;
  let life: Life | undefined;

  /** The present, once everything that is too old by now does not count any more. */
  function settled(): { life: Life; now: number } | undefined {
    if (!life) return undefined;
    const now = clock();
    const step = Math.floor(now / stepMs);
    if (step > life.step) {
      expire(life, step * stepMs - windowMs);
      life.before = topOf(life, MOST_BEFORE);
      life.step = step;
    }
    expire(life, now - windowMs);
    return { life, now };
  }

  function expire({ seen, terms, persons }: Life, until: number): void {
    for (const [key, entry] of seen) {
      if (entry.at > until) break;
      seen.delete(key);
      const term = terms.get(entry.term);
      if (!term) continue;
      term.people -= entry.people;
      add(term.steps, Math.floor(entry.at / stepMs), -entry.people);
      if (term.people <= 0) terms.delete(entry.term);
      if (entry.person !== undefined) add(persons, entry.person, -1);
    }
  }

  function see(of: Life, key: string, entry: Seen): Term {
    const { seen, terms } = of;
    seen.set(key, entry);
    const term = terms.get(entry.term) ?? { people: 0, spellings: new Map(), steps: new Map() };
    terms.set(entry.term, term);
    term.people += entry.people;
    add(term.steps, Math.floor(entry.at / stepMs), entry.people);
    return term;
  }

  /** Seen again: it counts from now on. */
  function renew({ seen, terms }: Life, key: string, entry: Seen, now: number): void {
    seen.delete(key);
    seen.set(key, entry);
    const steps = terms.get(entry.term)?.steps;
    if (steps) {
      add(steps, Math.floor(entry.at / stepMs), -1);
      add(steps, Math.floor(now / stepMs), 1);
    }
    entry.at = now;
  }

  function countDay(of: Life, term: string, now: number): void {
    const day = Math.floor(now / DAY_MS);
    const key = `${String(day)}|${term}`;
    const people = (of.days.get(key)?.people ?? 0) + 1;
    of.days.set(key, { day, term, people });
    if (people >= minimum) of.unwritten.add(key);
  }

  function count(search: CountedSearch): CountReply {
    const present = settled();
    if (!present) return 'EMPTY';
    const { life: of, now } = present;
    const { term, spelling, former } = search;
    const formerKey = `${former ?? ''}|${term}`;
    const person = former !== undefined && of.seen.has(formerKey) ? former : search.person;
    const key = `${person}|${term}`;
    const found = of.seen.get(key);
    if (found) {
      renew(of, key, found, now);
      return 'REPEATED';
    }
    if ((of.persons.get(person) ?? 0) >= termsAPerson) return 'LIMIT';
    add(of.persons, person, 1);
    const { spellings } = see(of, key, { term, person, people: 1, at: now });
    if (spellings.has(spelling) || spellings.size < MOST_SPELLINGS) add(spellings, spelling, 1);
    countDay(of, term, now);
    return 'COUNTED';
  }

  const spellingOf = (of: Life, term: string): string =>
    commonest(of.terms.get(term)?.spellings ?? new Map()) || term;

  return {
    count: (search) => Promise.resolve(count(search)),
    top: (most) => {
      const of = settled()?.life;
      if (!of) return Promise.resolve(undefined);
      const now = topOf(of, most).map((one) => ({ ...one, spelling: spellingOf(of, one.term) }));
      return Promise.resolve({ now, before: of.before });
    },
    state: (most) => {
      const present = settled();
      if (!present) return Promise.resolve(undefined);
      const { life: of, now: at } = present;
      const terms = topOf(of, most).map(({ term }) => ({
        term,
        spelling: spellingOf(of, term),
        steps: [...(of.terms.get(term)?.steps ?? [])].sort(([a], [b]) => a - b),
      }));
      return Promise.resolve({ at, step: of.step, before: of.before, terms });
    },
    restore: (name, state) => {
      if (!life) {
        life = newLife(name, state);
        for (const one of remains(state, stepMs)) {
          const { spelling, ...entry } = one;
          const key = `#${String(entry.at)}|${entry.term}`;
          see(life, key, { ...entry, person: undefined }).spellings.set(spelling, 1);
        }
      }
      return Promise.resolve();
    },
    unwritten: (most) => {
      const of = settled()?.life;
      if (!of) return Promise.resolve(undefined);
      const days = [...of.unwritten].slice(0, most).flatMap((key) => {
        const day = of.days.get(key);
        return day ? [{ ...day, spelling: spellingOf(of, day.term) }] : [];
      });
      return Promise.resolve({ life: of.name, days });
    },
    written: ({ life: name, days }) => {
      const present = settled();
      if (present && present.life.name === name) forget(present.life, days, present.now);
      return Promise.resolve();
    },
  };
}

function newLife(name: string, state: PopularState | undefined): Life {
  return {
    name,
    step: state?.step ?? 0,
    before: state?.before ?? [],
    seen: new Map(),
    terms: new Map(),
    persons: new Map(),
    days: new Map(),
    unwritten: new Set(),
  };
}

/** What is left of a state: how many searched for a term last in which step, the oldest first. */
export function remains(
  state: PopularState | undefined,
  stepMs: number,
): { term: string; spelling: string; people: number; at: number }[] {
  if (!state) return [];
  return state.terms
    .flatMap(({ term, spelling, steps }) =>
      steps.map(([step, people]) => {
        const end = (step + 1) * stepMs - 1;
        return { term, spelling, people, at: Math.min(end, state.at) };
      }),
    )
    .sort((a, b) => a.at - b.at);
}

function forget(of: Life, written: readonly DayCount[], now: number): void {
  for (const { day, term, people } of written) {
    const key = `${String(day)}|${term}`;
    if (of.days.get(key)?.people === people) of.unwritten.delete(key);
  }
  const today = Math.floor(now / DAY_MS);
  for (const [key, { day }] of of.days) {
    if (day < today - 1 && !of.unwritten.has(key)) of.days.delete(key);
  }
}

function topOf({ terms }: Life, most: number): TermCount[] {
  return [...terms]
    .map(([term, { people }]) => ({ term, people }))
    .sort((a, b) => b.people - a.people || Buffer.compare(Buffer.from(b.term), Buffer.from(a.term)))
    .slice(0, most);
}

function add<K>(counts: Map<K, number>, key: K, by: number): void {
  const sum = (counts.get(key) ?? 0) + by;
  if (sum > 0) counts.set(key, sum);
  else counts.delete(key);
}
