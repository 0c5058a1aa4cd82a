/** For each gram the names that have it: numbers that only grow, a few bytes each. */
export interface Postings {
  /** Of one gram in ascending order; a gram twice for a name counts once. */
  add(gram: string, name: number): void;
  of(gram: string): Uint32Array;
}

interface List {
  numbers: Uint32Array;
  length: number;
}

const NOTHING = new Uint32Array(0);

export function createPostings(): Postings {
  const lists = new Map<string, List>();
  return {
    add: (gram, name) => {
      let list = lists.get(gram);
      if (!list) lists.set(gram, (list = { numbers: new Uint32Array(2), length: 0 }));
      if (list.length > 0 && list.numbers[list.length - 1] === name) return;
      if (list.length === list.numbers.length) list.numbers = grown(list.numbers);
      list.numbers[list.length] = name;
      list.length += 1;
    },
    of: (gram) => {
      const list = lists.get(gram);
      return list ? list.numbers.subarray(0, list.length) : NOTHING;
    },
  };
}

function grown(numbers: Uint32Array): Uint32Array {
  const larger = new Uint32Array(Math.ceil(numbers.length * 1.5) + 1);
  larger.set(numbers);
  return larger;
}

/** What all lists have in common. */
export function intersect(lists: readonly Uint32Array[]): Uint32Array {
  const [first = NOTHING, ...others] = [...lists].sort((a, b) => a.length - b.length);
  let common = first;
  for (const other of others) common = inBoth(common, other);
  return common;
}

function inBoth(few: Uint32Array, many: Uint32Array): Uint32Array {
  const both = new Uint32Array(few.length);
  let length = 0;
  let from = 0;
  for (const number of few) {
    from = firstNotBelow(many, number, from);
    if (from === many.length) break;
    if (many[from] === number) {
      both[length] = number;
      length += 1;
    }
  }
  return both.subarray(0, length);
}

/** Doubling steps from where the last one was found, then halves. */
function firstNotBelow(numbers: Uint32Array, wanted: number, from: number): number {
  let step = 1;
  let low = from;
  while (low + step < numbers.length && (numbers[low + step] ?? 0) < wanted) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, numbers.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
