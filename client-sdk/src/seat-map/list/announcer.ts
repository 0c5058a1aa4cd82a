import type { MapContext } from '../model/state.ts';
import { make } from '../parts/dom.ts';
import type { Part } from '../parts/dom.ts';

/** Says what happens to this person's seats, and nothing of the hundreds of others. */
export function createAnnouncer({ store }: Pick<MapContext, 'store'>): Part {
  const element = make('p', { role: 'status', 'aria-live': 'polite', class: 'unseen' });
  let mine: ReadonlySet<number> = new Set();

  const say = (text: string): void => {
    // The same words a second time would not be a change.
    element.textContent = element.textContent === text ? `${text}\u00a0` : text;
  };
  const stop = store.watch(['holds'], ({ holds }) => {
    const seats = holds.flatMap((hold) => hold.seats.map(({ seat }) => seat));
    const gained = seats.filter((seat) => !mine.has(seat));
    const lost = mine.size + gained.length > seats.length;
    mine = new Set(seats);
    if (gained.length > 0) sayHeld(gained);
    else if (lost) sayReleased();
  });

  function sayHeld(gained: readonly number[]): void {
    const { words } = store.state;
    const labels = gained.map((seat) => words.seat(seat)).join(', ');
    say(words.say('said.held', { seats: labels, count: words.number(mine.size) }));
  }

  /** Seats that ran out or were lost are told by the notice that follows, and only by it. */
  function sayReleased(): void {
    const before = store.state.notice;
    const count = mine.size;
    queueMicrotask(() => {
      const { notice, words } = store.state;
      if (notice !== before && notice?.tone === 'loss') return;
      say(words.say('said.released', { count: words.number(count) }));
    });
  }

  return { element, close: stop };
}
