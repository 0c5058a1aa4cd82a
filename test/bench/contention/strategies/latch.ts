/** Lets one waiter through for each time it is opened, as a semaphore that begins at none. */
export class Latch {
  #permits = 0;
  readonly #waiters = new Set<() => void>();

  open(): void {
    const [first] = this.#waiters;
    if (first) first();
    else this.#permits += 1;
  }

  /** Resolves when it was opened for the caller, or when the time is over. */
  wait(ms: number): Promise<void> {
    if (this.#permits > 0) {
      this.#permits -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const pass = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(pass);
        resolve();
      };
      const timer = setTimeout(pass, ms);
      this.#waiters.add(pass);
    });
  }
}
