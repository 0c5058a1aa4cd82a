import { SeatFlag } from '../protocol/index.ts';
import type { WireHold } from '../protocol/index.ts';
import type { SeatChannel } from '../seat-channel.ts';
import type { MapLayout } from './model/layout.ts';
import type { MapState } from './model/state.ts';
import type { HeldSeat, SeatInfo } from './options.ts';

interface InfoParts {
  readonly layout: MapLayout;
  readonly channel: SeatChannel;
  readonly state: Pick<MapState, 'performance' | 'words'>;
}

/** A seat as this person sees it now, or undefined where the chart has none of that name. */
export function seatInfo(parts: InfoParts, seat: string | number): SeatInfo | undefined {
  const { layout, channel, state } = parts;
  const index = indexOf(layout, seat);
  const place = index === undefined ? undefined : layout.seats[index];
  if (index === undefined || !place) return undefined;
  const rank = layout.gradeRank[index] ?? -1;
  const { label, section, row, number, area, flags } = place;
  return {
    seat: index,
    label,
    text: state.words.seat(index),
    section,
    row,
    number,
    area,
    look: channel.look(index),
    grade: state.performance.grades[rank],
    rank,
    accessible: (flags & SeatFlag.Accessible) !== 0,
    companion: (flags & SeatFlag.Companion) !== 0,
    restrictedView: (flags & SeatFlag.RestrictedView) !== 0,
  };
}

export function heldSeats(parts: InfoParts, holds: readonly WireHold[]): HeldSeat[] {
  return holds.flatMap(({ token, expiresAt, seats }) =>
    seats.flatMap(({ seat }) => {
      const info = seatInfo(parts, seat);
      return info ? [{ ...info, token, expiresAt }] : [];
    }),
  );
}

export function indexOf(layout: MapLayout, seat: string | number): number | undefined {
  return typeof seat === 'number' ? seat : layout.seatOfLabel.get(seat);
}
