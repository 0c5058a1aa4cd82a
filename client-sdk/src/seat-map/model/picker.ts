import { findOrphans, runsTouching, SeatState } from '../../protocol/index.ts';
import type { HoldEnded, WireHold } from '../../protocol/index.ts';
import { TicketFlowError } from '../../errors.ts';
import type { SeatChannel } from '../../seat-channel.ts';
import type { MapLayout } from './layout.ts';
import type { Asking } from './live-looks.ts';
import { Look } from './looks.ts';
import type { LookBook } from './looks.ts';
import { nearestFree } from './nearest.ts';
import type { MapNotice, MapState } from './state.ts';
import type { Store } from './store.ts';

/** What a person does with seats, the same from the map and from the list. */
export interface Picker {
  /** Takes a free seat; gives one of mine back; explains any other. */
  pick(seat: number): void;
  /** Holds seats all together; answers whether they are held now. */
  pickTogether(seats: readonly number[]): Promise<boolean>;
  pickArea(area: number, count: number): Promise<boolean>;
  /** The best seats that the server finds, next to each other. */
  pickBest(wish: { count: number; gradeId?: number }): Promise<boolean>;
  /** Gives back the hold that a seat is part of. */
  giveBack(seat: number): Promise<void>;
  /** Free seats that taking this one would leave single, against the performance's rule. */
  orphansOf(seat: number): readonly number[];
  /** How many more seats may be held; what the server knows besides, it says itself. */
  remaining(): number;
  /** How many seats one person may hold here. */
  limit(): number;
  readonly close: () => void;
}

export interface PickerParts {
  readonly store: Store<MapState>;
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly asking: Asking;
  readonly channel: SeatChannel;
  /** Own limit of the page, besides the performance's. */
  readonly maxSeats: number | undefined;
  /** Signs somebody in; answers whether somebody is. */
  readonly signIn: ((wish: { readonly seats: readonly string[] }) => Promise<boolean>) | undefined;
  /** Moves the map to a seat, or focuses it in the list. */
  readonly show: (seat: number) => void;
}

export function createPicker(parts: PickerParts): Picker {
  const { store, layout, book, asking, channel } = parts;
  const releasing = new Set<string>();
  const words = () => store.state.words;
  const tell = (notice: MapNotice | undefined): void => {
    store.set({ notice });
  };
  const tellEnded = (key: 'notice.expired' | 'notice.lost', { seats }: HoldEnded): void => {
    const labels = seats.map(({ seat }) => words().seat(seat)).join(', ');
    tell({ tone: 'loss', text: words().say(key, { seats: labels }), actions: [] });
  };
  const stops = [
    channel.on('expired', (ended) => {
      tellEnded('notice.expired', ended);
    }),
    channel.on('lost', (ended) => {
      tellEnded('notice.lost', ended);
    }),
    channel.on('setBack', () => {
      tell({ tone: 'plain', text: words().say('notice.setBack'), actions: [] });
    }),
  ];

  const holdOf = (seat: number): WireHold | undefined =>
    channel.holds.find(({ seats }) => seats.some((held) => held.seat === seat));

  const limit = (): number =>
    Math.min(parts.maxSeats ?? Infinity, store.state.performance.maxSeatsPerHolder);

  /** Says so where so many more are too many. */
  const isOverLimit = (count: number): boolean => {
    if (count <= picker.remaining()) return false;
    tell({ tone: 'loss', text: words().say('problem.LIMIT', { limit: limit() }), actions: [] });
    return true;
  };

  /** Asks for a hold, signing in first where that is needed. */
  const request = async (seats: readonly number[], ask: () => Promise<unknown>) => {
    const closed = closedWords(store.state, channel.serverNow());
    if (closed !== undefined) {
      tell({ tone: 'plain', text: closed, actions: [] });
      return false;
    }
    store.set({ notice: undefined, busy: true });
    try {
      return await asking.during(seats, askSignedIn(seats, ask));
    } catch (error) {
      // Where the page has no way to sign in, a visitor learns that it takes one.
      const isVisitor = hasCode(error, 'UNAUTHENTICATED') && !parts.signIn;
      const text = isVisitor ? words().say('notice.signIn') : words().explain(error);
      tell({ tone: 'loss', text, actions: wayOut(error, seats) });
      return false;
    } finally {
      store.set({ busy: false });
    }
  };

  const askSignedIn = async (seats: readonly number[], ask: () => Promise<unknown>) => {
    try {
      await ask();
    } catch (error) {
      if (!hasCode(error, 'UNAUTHENTICATED') || !parts.signIn) throw error;
      const labels = seats.map((seat) => words().seat(seat));
      // A dialog of the map would lie over what the page shows to sign in.
      store.set({ openArea: undefined });
      if (!(await parts.signIn({ seats: labels }))) return false;
      await channel.refreshHolds();
      await ask();
    }
    return true;
  };

  const orphansLeftBy = (seats: readonly number[]): number[] => {
    const { bits } = channel;
    if (!bits || channel.state !== 'live') return [];
    const { orphanRule } = store.state.performance;
    const runs = runsTouching(layout.runs, seats);
    // What was asked for a moment ago is not on the map yet.
    const isMine = (seat: number): boolean =>
      asking.seats.has(seat) || channel.look(seat) === 'mine';
    return findOrphans(orphanRule, runs, new Set(seats), (seat) =>
      isMine(seat) ? SeatState.Held : bits.get(seat),
    );
  };

  /** What can be done instead: another seat near, or the one left over taken along. */
  const wayOut = (error: unknown, seats: readonly number[]): MapNotice['actions'] => {
    const [seat] = seats;
    if (seat === undefined) return [];
    if (hasCode(error, 'TAKEN', 'CHANNEL')) return nearAction(seat);
    if (!hasCode(error, 'ORPHAN') || !error.details.seats) return [];
    return [
      togetherAction(
        seats,
        error.details.seats.map((left) => left.seat),
      ),
    ];
  };

  const togetherAction = (seats: readonly number[], left: readonly number[]) => ({
    label: words().say('notice.together', {
      seats: left.map((one) => words().seat(one)).join(', '),
    }),
    run: () => void picker.pickTogether([...seats, ...left]),
  });

  const nearAction = (seat: number): MapNotice['actions'] => {
    const near = nearestFree(layout, book, seat, store.state.floor);
    if (near === undefined) return [];
    const run = (): void => {
      parts.show(near);
      const text = words().say('notice.nearestOne', { seat: words().seat(near) });
      tell({ tone: 'plain', text, actions: [] });
    };
    return [{ label: words().say('notice.nearest'), run }];
  };

  const picker: Picker = {
    pick: (seat) => {
      if (asking.seats.has(seat)) return;
      if (holdOf(seat)) {
        void picker.giveBack(seat);
        return;
      }
      const look = book.get(seat);
      // A map that is not live may be wrong about the seat; then the server is asked.
      if (look !== Look.Free && channel.state === 'live') {
        const key = look === Look.NotForSale ? 'problem.CHANNEL' : 'problem.TAKEN';
        const text = words().say(key, { seats: words().seat(seat) });
        tell({ tone: 'loss', text, actions: nearAction(seat) });
        return;
      }
      void picker.pickTogether([seat]);
    },
    pickTogether: async (wished) => {
      const seats = wished.filter((seat) => !holdOf(seat));
      if (seats.length === 0) return true;
      if (isOverLimit(seats.length)) return false;
      const left = orphansLeftBy(seats);
      if (left.length === 0) return request(seats, () => channel.hold({ seats }));
      const labels = left.map((seat) => words().seat(seat)).join(', ');
      const text = words().say('problem.ORPHAN', { seats: labels });
      tell({ tone: 'loss', text, actions: [togetherAction(seats, left)] });
      return false;
    },
    pickArea: async (area, count) => {
      const name = layout.areas[area]?.name ?? '';
      if (isOverLimit(count)) return false;
      return request([], () => channel.hold({ area: { name, count } }));
    },
    pickBest: async (wish) => !isOverLimit(wish.count) && request([], () => channel.holdBest(wish)),
    giveBack: async (seat) => {
      const token = holdOf(seat)?.token;
      if (token === undefined || releasing.has(token)) return;
      releasing.add(token);
      try {
        await channel.release(token);
        tell(undefined);
      } catch (error) {
        // Given back on another device already: that is what was wanted.
        if (hasCode(error, 'GONE')) return;
        tell({ tone: 'loss', text: words().explain(error), actions: [] });
      } finally {
        releasing.delete(token);
      }
    },
    orphansOf: (seat) => (book.get(seat) === Look.Free ? orphansLeftBy([seat]) : []),
    remaining: () => limit() - channel.holds.reduce((sum, { seats }) => sum + seats.length, 0),
    limit,
    close: () => {
      for (const stop of stops) stop();
    },
  };
  return picker;
}

/** Why nothing can be held now, or undefined when the sale should be open. */
function closedWords({ performance, words }: MapState, now: number): string | undefined {
  const { saleState, saleOpensAt } = performance;
  if (saleState === 'on_sale') return undefined;
  if (saleState !== 'soon') return words.say(`notice.${saleState}`);
  if (now >= saleOpensAt) return undefined;
  return words.say('notice.soon', { when: words.instant(saleOpensAt) });
}

function hasCode(error: unknown, ...codes: readonly string[]): error is TicketFlowError {
  return error instanceof TicketFlowError && codes.includes(error.code);
}
