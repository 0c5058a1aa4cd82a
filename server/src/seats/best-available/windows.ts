import type { OrphanRule } from '@ticket-flow/client/protocol';
import { sumOf } from './hall.ts';
import type { Hall } from './hall.ts';

/** What a seat is to somebody who looks for seats. */
export const Mark = { Taken: 0, Free: 1, Wanted: 2 } as const;

/** A stretch [start, end) of wanted seats in the block [from, to) of all free ones around it. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** Seats [first, first + count) side by side, and what speaks against them; less is better. */
export interface Window {
  readonly first: number;
  readonly count: number;
  /** Free seats that they would leave single. */
  readonly singles: number;
  /** How much they would use up of the seats for wheelchairs and companions. */
  readonly reserved: number;
  readonly distance: number;
}

export interface WindowWish {
  readonly rule: OrphanRule;
  /** One of the seats must be for a wheelchair. */
  readonly accessible: boolean;
}

/** The stretches of wanted seats, by run; `marks` are by seat. */
export function segmentsOf({ runs }: Hall, marks: Uint8Array): Segment[] {
  const segments: Segment[] = [];
  for (const { first, length } of runs) {
    const end = first + length;
    for (let from = first; from < end; from += 1) {
      if (marks[from] === Mark.Taken) continue;
      const to = endOfBlock(marks, from, end);
      pushWanted(segments, marks, from, to);
      from = to;
    }
  }
  return segments;
}

function endOfBlock(marks: Uint8Array, from: number, end: number): number {
  let to = from + 1;
  while (to < end && marks[to] !== Mark.Taken) to += 1;
  return to;
}

function pushWanted(segments: Segment[], marks: Uint8Array, from: number, to: number): void {
  for (let start = from; start < to; start += 1) {
    if (marks[start] !== Mark.Wanted) continue;
    let end = start + 1;
    while (end < to && marks[end] === Mark.Wanted) end += 1;
    segments.push({ from, to, start, end });
    start = end;
  }
}

/** The best seats side by side in a segment that the rule allows. */
export function bestWindow(
  hall: Hall,
  segment: Segment,
  count: number,
  wish: WindowWish,
  distanceOf?: (first: number) => number,
): Window | undefined {
  let best: Window | undefined;
  for (let first = segment.start; first + count <= segment.end; first += 1) {
    const singles = singlesOf(segment, first, count, wish.rule);
    if (singles === undefined) continue;
    const reserved = reservedIn(hall, first, count, wish);
    if (reserved === undefined) continue;
    const distance = distanceOf?.(first) ?? sumOf(hall.distance, first, first + count) / count;
    if (best && compareFigures(best, singles, reserved, distance) <= 0) continue;
    best = { first, count, singles, reserved, distance };
  }
  return best;
}

/**
 * BEST-4: what these seats use up that others may need. Who asked for a place for a wheelchair gets
 * no more of them than need be, with a companion's seat; undefined where there is none.
 */
function reservedIn(
  hall: Hall,
  first: number,
  count: number,
  { accessible: asked }: WindowWish,
): number | undefined {
  const reserved = sumOf(hall.reserved, first, first + count);
  if (!asked) return reserved;
  const accessible = sumOf(hall.accessible, first, first + count);
  return accessible === 0 ? undefined : 2 * accessible - Math.min(1, reserved - accessible);
}

/** HOLD-11 for seats side by side: how many would be left single, or undefined if it forbids it. */
function singlesOf(
  { from, to }: Segment,
  first: number,
  count: number,
  rule: OrphanRule,
): number | undefined {
  const before = first - from;
  const after = to - first - count;
  const singles = (before === 1 ? 1 : 0) + (after === 1 ? 1 : 0);
  if (singles === 0 || rule === 'off') return singles;
  return rule === 'lenient' && before + after === 1 ? singles : undefined;
}

export function compareWindows(a: Window, b: Window): number {
  return compareFigures(a, b.singles, b.reserved, b.distance);
}

function compareFigures(a: Window, singles: number, reserved: number, distance: number): number {
  return a.singles - singles || a.reserved - reserved || a.distance - distance;
}

export function seatsOf({ first, count }: Window): number[] {
  return Array.from({ length: count }, (_, k) => first + k);
}
