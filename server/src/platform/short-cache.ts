/** Keeps what was read for a moment, and lets everyone who asks meanwhile share one read. */
export interface ShortCache<K, V> {
  get(key: K, read: () => Promise<V>): Promise<V>;
}

const MAX_ENTRIES = 1_000;

export function createShortCache<K, V>(ttlMs: number): ShortCache<K, V> {
  const entries = new Map<K, { value: Promise<V>; until: number }>();
  return {
    get: (key, read) => {
      const found = entries.get(key);
      if (found && found.until > Date.now()) return found.value;
      const value = read();
      entries.delete(key);
      entries.set(key, { value, until: Date.now() + ttlMs });
      value.catch(() => entries.delete(key));
      const oldest = entries.keys().next();
      if (entries.size > MAX_ENTRIES && !oldest.done) entries.delete(oldest.value);
      return value;
    },
  };
}
