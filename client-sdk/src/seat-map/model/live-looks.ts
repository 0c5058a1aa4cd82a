import type { SeatChannel } from '../../seat-channel.ts';
import { Look, LOOK_NAMES } from './looks.ts';
import type { LookBook } from './looks.ts';

/** More changes at once than this are a new picture, not something to watch happening. */
const MOST_FADES = 400;

/** Seats this person has asked for, until the answer is there. */
export class Asking {
  readonly seats = new Set<number>();
  #changed: ((seats: readonly number[]) => void) | undefined;

  onChange(listener: (seats: readonly number[]) => void): () => void {
    this.#changed = listener;
    return () => {
      this.#changed = undefined;
    };
  }

  async during<T>(seats: readonly number[], answer: Promise<T>): Promise<T> {
    for (const seat of seats) this.seats.add(seat);
    this.#changed?.(seats);
    try {
      return await answer;
    } finally {
      for (const seat of seats) this.seats.delete(seat);
      this.#changed?.(seats);
    }
  }
}

/** Keeps the book in step with the channel. Answers how to stop. */
export function followChannel(channel: SeatChannel, book: LookBook, asking: Asking): () => void {
  let mine: readonly number[] = [];
  let filled = false;

  const lookOf = (seat: number): Look => {
    const look = channel.look(seat);
    if (look !== 'mine' && asking.seats.has(seat)) return Look.Asking;
    return LOOK_NAMES.indexOf(look) as Look;
  };
  const update = (seats: readonly number[]): void => {
    book.update(seats, lookOf, seats.length > MOST_FADES ? undefined : performance.now());
  };
  const fill = (): void => {
    if (filled || !channel.bits) return;
    filled = true;
    book.update(book.looks.keys(), lookOf, undefined);
  };
  const takeHolds = (): void => {
    const now = channel.holds.flatMap(({ seats }) => seats.map(({ seat }) => seat));
    update([...mine, ...now]);
    mine = now;
  };

  fill();
  takeHolds();
  const stops = [
    channel.on('change', ({ changes }) => {
      fill();
      update(changes.map(({ seat }) => seat));
    }),
    channel.on('holds', takeHolds),
    asking.onChange(update),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
