/** A promise that is settled from outside, once. */
export class Readiness {
  readonly promise: Promise<void>;
  #settle: { done: () => void; failed: (error: unknown) => void } | undefined;

  constructor() {
    this.promise = new Promise<void>((done, failed) => {
      this.#settle = { done, failed };
    });
    // Whoever does not ask for it must not be told of an unhandled rejection.
    this.promise.catch(() => undefined);
  }

  done(): void {
    this.#settle?.done();
    this.#settle = undefined;
  }

  failed(error: unknown): void {
    this.#settle?.failed(error);
    this.#settle = undefined;
  }
}
