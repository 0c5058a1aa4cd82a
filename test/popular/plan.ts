import { createRandom } from '../support/random.ts';

/** Who searches for what, following from a seed: every process knows all of it. */
export interface PlanOptions {
  readonly seed: number;
  readonly searches: number;
  readonly terms: number;
  readonly persons: number;
  /** Begins every term, so that runs can be told apart. */
  readonly prefix: string;
}

export interface PlannedSearch {
  readonly term: number;
  readonly person: number;
  /** As this person writes it. */
  readonly typed: string;
}

/** Some terms are wanted by many, most by few; people repeat themselves now and then. */
export function planSearches({
  seed,
  searches,
  terms,
  persons,
  prefix,
}: PlanOptions): PlannedSearch[] {
  const random = createRandom(seed);
  return Array.from({ length: searches }, () => {
    const term = Math.min(random.int(0, terms - 1), random.int(0, terms - 1));
    const spelling = random.pick([same, capitals, spaced, wide]);
    return { term, person: random.int(0, persons - 1), typed: spelling(nameOf(prefix, term)) };
  });
}

export function nameOf(prefix: string, term: number): string {
  return `${prefix} 별 star ${String(term)}`;
}

/** How many different people search for each term. */
export function countPeople(plan: readonly PlannedSearch[]): Map<number, number> {
  const people = new Map<number, Set<number>>();
  for (const { term, person } of plan) {
    people.set(term, (people.get(term) ?? new Set()).add(person));
  }
  return new Map([...people].map(([term, set]) => [term, set.size]));
}

const same = (text: string): string => text;
const capitals = (text: string): string => text.toUpperCase();
const spaced = (text: string): string => `  ${text.replaceAll(' ', '   ')} `;
const wide = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
