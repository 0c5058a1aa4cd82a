import type { Point } from '@ticket-flow/client/protocol';
import { sumOf } from './hall.ts';
import type { Hall } from './hall.ts';
import { firstOf, leastBy } from './nearest.ts';
import { bestWindow, compareWindows, seatsOf } from './windows.ts';
import type { Segment, Window, WindowWish } from './windows.ts';

/** A group that cannot sit side by side. */
export interface Group extends WindowWish {
  readonly hall: Hall;
  /** By seat. */
  readonly segments: readonly Segment[];
  readonly count: number;
  /** The orphan rule, asked of all the places together. */
  allows(seats: readonly number[]): boolean;
}

interface Anchor {
  readonly segment: Segment;
  readonly window: Window;
}

/** Less is better, from the first figure to the last. */
interface Plan {
  readonly seats: readonly number[];
  readonly figures: readonly number[];
}

/** How few may sit in one place. */
type Least = 1 | 2;

/** Segments that have room for so many, in the order of the seats. */
type Around = Readonly<Record<Least, readonly Segment[]>>;

/** Places from which a group is laid out, and places near them that are tried. */
const ANCHORS = 6;
const NEARBY = 64;
/** Bounds the work in a hall that is all in pieces: places that are looked at as such. */
const LOOKED_AT = 512;

/**
 * BEST-3: the group over several places that are close to each other, nobody alone unless there is
 * no other way. Laid out from a few large and good places; that is good, not the optimum.
 */
export function splitGroup(group: Group): readonly number[] | undefined {
  const around: Around = {
    1: group.segments,
    2: group.segments.filter(({ start, end }) => end - start >= 2),
  };
  const plans = anchorsOf(group)
    .map((anchor) => layOut(group, around, anchor))
    .filter((plan) => plan !== undefined)
    .filter(({ seats }) => group.allows(seats));
  return firstOf(plans, 1, (a, b) => compareFigures(a.figures, b.figures))[0]?.seats;
}

/** One place a segment, as large as can be; the largest first, then the best. */
function anchorsOf(group: Group): readonly Anchor[] {
  const segments = promising(group);
  const pairs = anchorsIn(group, segments, 2);
  const others = anchorsIn(group, segments, 1).filter(
    ({ window: { first, count } }) =>
      !pairs.some(({ window }) => window.first === first && window.count === count),
  );
  return [...pairs, ...others];
}

function anchorsIn(group: Group, segments: readonly Segment[], least: Least): readonly Anchor[] {
  const anchors = segments.flatMap((segment) => {
    const window = largestWindow(group, segment, group.count, least);
    return window ? [{ segment, window }] : [];
  });
  const compare = (a: Anchor, b: Anchor): number =>
    b.window.count - a.window.count || compareWindows(a.window, b.window);
  return firstOf(anchors, ANCHORS, compare);
}

function promising({ hall, segments, count, accessible }: Group): readonly Segment[] {
  const usable = accessible
    ? segments.filter(({ start, end }) => sumOf(hall.accessible, start, end) > 0)
    : segments;
  const farthest = hall.distance[hall.seatCount] ?? 0;
  return leastBy(usable, LOOKED_AT, ({ start, end }) => {
    const distance = sumOf(hall.distance, start, end) / (end - start);
    return distance - Math.min(count, end - start) * farthest;
  });
}

/** The most people who can sit here; with 2 nobody sits alone, nor would the one left over. */
function largestWindow(
  group: Pick<Group, 'hall' | keyof WindowWish>,
  segment: Segment,
  people: number,
  least: Least,
  near?: Point,
): Window | undefined {
  const { hall } = group;
  const most = Math.min(people, segment.end - segment.start);
  for (let size = most; size >= least; size -= 1) {
    if (least === 2 && people - size === 1) continue;
    const distanceOf = near && ((first: number) => apart(centreOf(hall, first, size), near));
    const window = bestWindow(hall, segment, size, group, distanceOf);
    if (window) return window;
  }
  return undefined;
}

function layOut(
  group: Group,
  around: Around,
  { segment: own, window: first }: Anchor,
): Plan | undefined {
  const near = centreOf(group.hall, first.first, first.count);
  const others = { ...group, accessible: false };
  const windows = [first];
  const used = new Set([own]);
  let people = group.count - first.count;
  for (const least of [2, 1] as const) {
    if (people === 0) break;
    for (const segment of nearby(group.hall, around[least], own, near)) {
      if (people === 0) break;
      if (used.has(segment)) continue;
      const window = largestWindow(others, segment, people, least, near);
      if (!window) continue;
      used.add(segment);
      windows.push(window);
      people -= window.count;
    }
  }
  return people === 0 ? planOf(windows) : undefined;
}

/** Figures: people alone, places, free seats left single, wheelchair seats, how far apart, away. */
function planOf(windows: readonly Window[]): Plan {
  const [anchor, ...others] = windows;
  const sum = (of: (window: Window) => number): number =>
    windows.reduce((total, window) => total + of(window), 0);
  const figures = [
    sum((window) => (window.count === 1 ? 1 : 0)),
    windows.length,
    sum((window) => window.singles),
    sum((window) => window.reserved),
    others.reduce((total, { distance }) => total + distance, 0),
    anchor?.distance ?? 0,
  ];
  return { seats: windows.flatMap(seatsOf).sort((a, b) => a - b), figures };
}

/** Neighbouring rows of a section are neighbours in the order of the seats, too. */
function nearby(
  hall: Hall,
  segments: readonly Segment[],
  own: Segment,
  near: Point,
): readonly Segment[] {
  const middle = placeOf(segments, own.start);
  const around = segments
    .slice(Math.max(0, middle - LOOKED_AT), middle + LOOKED_AT)
    .map((segment) => ({ segment, away: nearestPart(hall, segment, near) }));
  return firstOf(around, NEARBY, (a, b) => a.away - b.away).map(({ segment }) => segment);
}

/** Of the first segment that begins at this seat or after it. */
function placeOf(segments: readonly Segment[], seat: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.start ?? 0) < seat) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How far a segment is away at its ends or its middle, whichever is nearest. */
function nearestPart(hall: Hall, { start, end }: Segment, near: Point): number {
  return Math.min(
    awayOf(hall, start, near),
    awayOf(hall, (start + end - 1) >> 1, near),
    awayOf(hall, end - 1, near),
  );
}

function awayOf({ x, y }: Hall, seat: number, near: Point): number {
  return Math.hypot((x[seat] ?? 0) - near.x, (y[seat] ?? 0) - near.y);
}

function centreOf({ x, y }: Hall, first: number, count: number): Point {
  const last = first + count - 1;
  return {
    x: ((x[first] ?? 0) + (x[last] ?? 0)) / 2,
    y: ((y[first] ?? 0) + (y[last] ?? 0)) / 2,
  };
}

function apart(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function compareFigures(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((figure, k) => figure !== b[k]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
