const FORGET_AFTER_MS = 700;

/** Finds an option by the first letters of its name, typed one after the other. */
export function createTypeAhead(now: () => number): {
  /** The option that is meant now, starting the search after `from`. */
  find(names: readonly string[], from: number, letter: string): number | undefined;
} {
  let typed = '';
  let typedAt = -Infinity;
  return {
    find: (names, from, letter) => {
      const isNew = now() - typedAt > FORGET_AFTER_MS;
      typed = (isNew ? '' : typed) + letter.toLocaleLowerCase();
      typedAt = now();
      // The same letter again and again steps through the names that begin with it.
      const repeated = [...typed].every((one) => one === typed[0]);
      const wanted = repeated ? typed.slice(0, 1) : typed;
      const start = repeated ? from + 1 : from;
      const order = names.map((_, k) => (start + k) % names.length);
      return order.find((k) => names[k]?.toLocaleLowerCase().startsWith(wanted));
    },
  };
}
