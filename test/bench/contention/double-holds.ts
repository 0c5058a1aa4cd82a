/**
 * Who believes to hold which seat, apart from any store. A buyer believes it from the answer until
 * just before asking to let go: then a right store cannot show two at once, whatever the order in
 * which its answers arrive.
 */
export class DoubleHolds {
  readonly #believers = new Map<number, Set<number>>();
  #count = 0;

  /** Grants of a seat that another buyer believed to hold. */
  get count(): number {
    return this.#count;
  }

  granted(seat: number, buyer: number): void {
    const believers = this.#believers.get(seat) ?? new Set();
    this.#believers.set(seat, believers.add(buyer));
    if (believers.size > 1) this.#count += 1;
  }

  /** Before the store is asked. */
  lettingGo(seat: number, buyer: number): void {
    this.#believers.get(seat)?.delete(buyer);
  }
}
