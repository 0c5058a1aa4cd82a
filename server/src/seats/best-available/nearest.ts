/** The `limit` things that come first, in order, without sorting the others. */
export function firstOf<T>(
  things: Iterable<T>,
  limit: number,
  compare: (a: T, b: T) => number,
): T[] {
  const kept: T[] = [];
  for (const thing of things) {
    const last = kept[limit - 1];
    if (last !== undefined && compare(thing, last) >= 0) continue;
    let at = Math.min(kept.length, limit - 1);
    while (at > 0 && compare(thing, kept[at - 1] as T) < 0) {
      kept[at] = kept[at - 1] as T;
      at -= 1;
    }
    kept[at] = thing;
  }
  return kept;
}

/** Those of the `limit` least keys, in the order they came in; a few more where keys are equal. */
export function leastBy<T>(
  things: readonly T[],
  limit: number,
  keyOf: (thing: T) => number,
): readonly T[] {
  if (things.length <= limit) return things;
  const keys = Float64Array.from(things, keyOf);
  const most = keys.slice().sort()[limit - 1] ?? Infinity;
  return things.filter((_, k) => (keys[k] ?? Infinity) <= most);
}
