import { SeatFlag, SeatState, findOrphans, runsTouching } from '@ticket-flow/client/protocol';
import type { OrphanRule } from '@ticket-flow/client/protocol';
import type { Hall } from './hall.ts';
import { firstOf } from './nearest.ts';
import { splitGroup } from './split.ts';
import { Mark, bestWindow, compareWindows, seatsOf, segmentsOf } from './windows.ts';
import type { Segment, Window } from './windows.ts';

export interface BestQuery {
  readonly count: number;
  readonly rule: OrphanRule;
  /** One of the seats must be for a wheelchair; without it those are the last to be given. */
  readonly accessible: boolean;
  readonly isFree: (seat: number) => boolean;
  /** Of the grade that is asked for, or of any that has a price. */
  readonly isWanted: (seat: number) => boolean;
  /**
   * How many of the best places to draw one from, when somebody else was faster: those who try
   * again must not all go for the same one. @default 1
   */
  readonly among?: number;
}

export type BestPick =
  | { readonly code: 'OK'; readonly seats: readonly number[] }
  /** Fewer are left than were asked for. */
  | { readonly code: 'NOT_ENOUGH'; readonly free: number }
  /** There are enough, but any choice would leave these or others single. */
  | { readonly code: 'ORPHAN'; readonly seats: readonly number[] };

/** BEST-1 to BEST-4: side by side if it can be, then close to each other. */
export function pickBest(hall: Hall, query: BestQuery): BestPick {
  const { marks, free } = marksOf(hall, query);
  if (free < query.count) return { code: 'NOT_ENOUGH', free };
  if (query.accessible && !hasAccessible(hall, marks)) return { code: 'NOT_ENOUGH', free: 0 };
  const pools = query.accessible ? [marks] : [withoutReserved(hall, marks), marks];
  for (const pool of pools) {
    const seats = pickFrom(hall, pool, query);
    if (seats) return { code: 'OK', seats };
  }
  const seats = pickFrom(hall, marks, { ...query, rule: 'off' }) ?? [];
  return { code: 'ORPHAN', seats: orphansOf(hall, marks, query.rule, seats) };
}

/** Plain loops here and below: in a large hall they run over every seat. */
function marksOf(
  { seatCount }: Hall,
  { isFree, isWanted }: BestQuery,
): { marks: Uint8Array; free: number } {
  const marks = new Uint8Array(seatCount);
  let free = 0;
  for (let seat = 0; seat < seatCount; seat += 1) {
    if (!isFree(seat)) continue;
    const wanted = isWanted(seat);
    marks[seat] = wanted ? Mark.Wanted : Mark.Free;
    if (wanted) free += 1;
  }
  return { marks, free };
}

function hasAccessible({ flags, reservedSeats }: Hall, marks: Uint8Array): boolean {
  return reservedSeats.some(
    (seat) => marks[seat] === Mark.Wanted && ((flags[seat] ?? 0) & SeatFlag.Accessible) > 0,
  );
}

function withoutReserved({ reservedSeats }: Hall, marks: Uint8Array): Uint8Array {
  const others = marks.slice();
  for (const seat of reservedSeats) if (marks[seat] === Mark.Wanted) others[seat] = Mark.Free;
  return others;
}

function pickFrom(hall: Hall, marks: Uint8Array, query: BestQuery): readonly number[] | undefined {
  const { count, rule } = query;
  const segments = segmentsOf(hall, marks);
  const windows = sideBySide(hall, segments, query);
  const [best] = windows;
  if (best) return seatsOf(drawOne(windows, best));
  return splitGroup({
    ...{ hall, segments, count, rule, accessible: query.accessible },
    allows: (seats) => orphansOf(hall, marks, rule, seats).length === 0,
  });
}

function sideBySide(hall: Hall, segments: readonly Segment[], query: BestQuery): Window[] {
  const windows: Window[] = [];
  for (const segment of segments) {
    if (segment.end - segment.start < query.count) continue;
    const window = bestWindow(hall, segment, query.count, query);
    if (window) windows.push(window);
  }
  return firstOf(windows, query.among ?? 1, compareWindows);
}

/** Any of those that nothing but the distance speaks against. */
function drawOne(windows: readonly Window[], best: Window): Window {
  const alike = windows.filter(
    ({ singles, reserved }) => singles === best.singles && reserved === best.reserved,
  );
  return alike[Math.floor(Math.random() * alike.length)] ?? best;
}

function orphansOf(
  { runs }: Hall,
  marks: Uint8Array,
  rule: OrphanRule,
  seats: readonly number[],
): number[] {
  return findOrphans(rule, runsTouching(runs, seats), new Set(seats), (seat) =>
    marks[seat] === Mark.Taken ? SeatState.Sold : SeatState.Free,
  );
}
