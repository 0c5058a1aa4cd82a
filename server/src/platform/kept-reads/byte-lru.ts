/** Keeps what was used last, up to a number of bytes. */
export interface ByteLru<V> {
  /** Counts as a use. */
  get(key: string): V | undefined;
  set(key: string, value: V, bytes: number): void;
  delete(key: string): void;
  values(): Iterable<V>;
  readonly bytes: number;
}

/** What an entry costs besides its bytes: its key, its place in the map. */
const OVERHEAD_BYTES = 500;

export function createByteLru<V>(maxBytes: number): ByteLru<V> {
  const entries = new Map<string, { readonly value: V; readonly bytes: number }>();
  let total = 0;

  function remove(key: string): void {
    const found = entries.get(key);
    if (!found) return;
    entries.delete(key);
    total -= found.bytes;
  }

  return {
    get: (key) => {
      const found = entries.get(key);
      if (!found) return undefined;
      entries.delete(key);
      entries.set(key, found);
      return found.value;
    },
    set: (key, value, bytes) => {
      remove(key);
      const entry = { value, bytes: bytes + OVERHEAD_BYTES };
      if (entry.bytes > maxBytes) return;
      entries.set(key, entry);
      total += entry.bytes;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) return;
        remove(oldest);
      }
    },
    delete: remove,
    *values() {
      for (const { value } of entries.values()) yield value;
    },
    get bytes() {
      return total;
    },
  };
}
