/** Keeps what is used, up to a number of bytes: what was used since it was last looked at stays. */
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

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
  used: boolean;
}

export function createByteLru<V>(maxBytes: number): ByteLru<V> {
  const entries = new Map<string, Entry<V>>();
  let total = 0;

  function remove(key: string): void {
    const found = entries.get(key);
    if (!found) return;
    entries.delete(key);
    total -= found.bytes;
  }

  /** Cheaper than putting things in order at every use: that is done here, once for all of them. */
  function makeRoom(newKey: string): void {
    for (const [key, entry] of entries) {
      if (total <= maxBytes) return;
      if (entry.used || key === newKey) {
        entries.delete(key);
        entries.set(key, { ...entry, used: false });
      } else {
        remove(key);
      }
    }
  }

  return {
    get: (key) => {
      const found = entries.get(key);
      if (!found) return undefined;
      found.used = true;
      return found.value;
    },
    set: (key, value, bytes) => {
      remove(key);
      const entry = { value, bytes: bytes + OVERHEAD_BYTES, used: false };
      if (entry.bytes > maxBytes) return;
      entries.set(key, entry);
      total += entry.bytes;
      makeRoom(key);
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
