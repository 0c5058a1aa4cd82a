type Listener<State> = (state: State) => void;

/** What the parts of the map share: plain values, replaced and never changed, told by name. */
export class Store<State extends object> {
  #state: State;
  readonly #watchers = new Set<{ keys: readonly (keyof State)[]; listener: Listener<State> }>();

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** Tells those who watch something that differs now. */
  set(patch: Partial<State>): void {
    const before = this.#state;
    const after = { ...before, ...patch };
    this.#state = after;
    for (const { keys, listener } of [...this.#watchers]) {
      if (keys.some((key) => before[key] !== after[key])) listener(this.#state);
    }
  }

  /** Calls at once, then after every change of one of the keys. Answers how to stop. */
  watch(keys: readonly (keyof State)[], listener: Listener<State>): () => void {
    const watcher = { keys, listener };
    this.#watchers.add(watcher);
    listener(this.#state);
    return () => void this.#watchers.delete(watcher);
  }
}
