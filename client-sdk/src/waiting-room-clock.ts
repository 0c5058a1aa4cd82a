/**
 * The server's time: what it told, and what has passed since. The device's clock has no say, it may
 * be wrong by an hour or be set while somebody waits.
 */
export class ServerClock {
  #offsetMs: number | undefined;
  #isNew = true;

  /** Of all that one connection told, what took the least time to come is the nearest. */
  note(serverNow: number): void {
    const offsetMs = serverNow - performance.now();
    if (this.#isNew || offsetMs > this.now() - performance.now()) this.#offsetMs = offsetMs;
    this.#isNew = false;
  }

  /** Another node's clock may differ a little. */
  changeNode(): void {
    this.#isNew = true;
  }

  /** Before anything was told: the device's own. */
  now(): number {
    return this.#offsetMs === undefined ? Date.now() : performance.now() + this.#offsetMs;
  }
}
