import { SeatFlag } from '../../protocol/index.ts';
import { priceOf } from '../model/filter.ts';
import type { MapLayout } from '../model/layout.ts';
import type { LookName } from '../model/looks.ts';
import type { MapContext, MapState } from '../model/state.ts';
import type { MessageKey } from '../words/messages.ts';

const FLAGS: readonly (readonly [number, MessageKey])[] = [
  [SeatFlag.Accessible, 'flag.accessible'],
  [SeatFlag.Companion, 'flag.companion'],
  [SeatFlag.RestrictedView, 'flag.restricted'],
];

/** What a seat's flags mean, in words. */
export function flagWords(flags: number, { words }: MapState): string[] {
  return FLAGS.filter(([flag]) => flags & flag).map(([, key]) => words.say(key));
}

/** Names grades and seats in full, for those who hear them. */
export interface Names {
  /** "1F-B-12, available, VIP, ₩150,000"; `chosen` when it is picked out to be taken with others. */
  seat(seat: number, look: LookName | 'chosen'): string;
}

/** For one language; grades are put into words once and not for every seat. */
export function createNames(layout: MapLayout, state: MapState): Names {
  const { words, performance } = state;
  const grades = performance.grades.map((grade) => {
    const price = priceOf(performance, grade);
    return price === undefined ? grade.name : `${grade.name}, ${words.money(price)}`;
  });
  return {
    seat: (seat, look) => {
      const grade = grades[layout.gradeRank[seat] ?? -1];
      const flags = flagWords(layout.seats[seat]?.flags ?? 0, state);
      const parts = [words.seat(seat), words.say(`look.${look}`), grade, ...flags];
      return parts.filter((part) => part !== undefined).join(', ');
    },
  };
}

/** What to know before a free seat is taken: what the server would refuse. */
export function hintFor({ picker, store }: MapContext, seat: number): string | undefined {
  const { words } = store.state;
  if (picker.remaining() <= 0) return words.say('notice.atLimit', { limit: picker.limit() });
  const left = picker.orphansOf(seat);
  if (left.length === 0) return undefined;
  return words.say('notice.wouldOrphan', { seats: left.map((one) => words.seat(one)).join(', ') });
}
