import { performance } from 'node:perf_hooks';

/** A hold until it is acknowledged, and the viewers that saw it earlier. */
interface Sighting {
  ackAt: number | undefined;
  early: number;
}

/**
 * Measures how long a hold takes from its ack to each viewer's map. A viewer may be quicker than
 * the ack; that counts as 0.
 */
export class Sightings {
  readonly samples: number[] = [];
  readonly #open = new Map<number, Sighting>();

  /** A buyer is about to ask for these seats. */
  expect(seats: readonly number[]): void {
    for (const seat of seats) this.#open.set(seat, { ackAt: undefined, early: 0 });
  }

  acknowledged(seats: readonly number[]): void {
    for (const seat of seats) {
      const sighting = this.#open.get(seat);
      if (!sighting) continue;
      sighting.ackAt = performance.now();
      for (let k = 0; k < sighting.early; k += 1) this.samples.push(0);
    }
  }

  /** The hold ended or was refused; whoever sees the seat now sees something else. */
  forget(seats: readonly number[]): void {
    for (const seat of seats) this.#open.delete(seat);
  }

  /** A viewer's map shows the seat as held. */
  seen(seat: number): void {
    const sighting = this.#open.get(seat);
    if (!sighting) return;
    if (sighting.ackAt === undefined) sighting.early += 1;
    else this.samples.push(performance.now() - sighting.ackAt);
  }
}
