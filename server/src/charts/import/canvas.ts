import type { Point } from '@ticket-flow/client/protocol';
import { NearbyPoints, median } from '../spacing.ts';
import type { DraftSeat, DraftSection } from './draft.ts';
import type { NoteBook } from './notes.ts';
import { NoteCode } from './notes.ts';
import { rowGaps } from './row-order.ts';
import type { Placement } from './shapes.ts';
import { moveShape, placePoint, shapeCorners, tenth } from './shapes.ts';

/** Seats closer than this in the source are drawn larger: tenths would be too coarse for them. */
const MIN_GAP = 8;
const SCALED_GAP = 20;
/** A section with this share of its seats on top of others was drawn for another floor. */
const COVERED_SHARE = 0.25;
/** Seats closer than this share of the usual gap are a fault of the file, not its spacing. */
const COINCIDENT = 0.25;

export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly seatRadius: number;
  readonly placement: Placement;
}

/** Canvas that holds everything, whatever the source's origin and unit were. */
export function fitCanvas(sections: readonly DraftSection[], notes: NoteBook): Canvas {
  const gap = usualGap(sections);
  const scale = gap < MIN_GAP && gap > 0 ? SCALED_GAP / gap : 1;
  if (scale !== 1) notes.add(NoteCode.Scaled, `${tenth(scale)} times`);
  const wanted = Math.max(
    0.1,
    tenth(scale * (median(allSeats(sections).map((s) => s.radius)) ?? 0)),
  );
  const bounds = boundsOf(sections);
  const margin = Math.max(20, 3 * Math.min(wanted, scale * gap));
  const placement = {
    scale,
    x: margin - bounds.left * scale,
    y: margin - bounds.top * scale,
  };
  return {
    width: Math.ceil((bounds.right - bounds.left) * scale + 2 * margin),
    height: Math.ceil((bounds.bottom - bounds.top) * scale + 2 * margin),
    seatRadius: fittingRadius(sections, placement, { wanted, gap: scale * gap }, notes),
    placement,
  };
}

/**
 * Two floors drawn at the same place would hide each other's seats. The later section moves below
 * everything placed so far, with its decoration.
 */
export function separateSections(
  sections: readonly DraftSection[],
  notes: NoteBook,
): DraftSection[] {
  const gap = usualGap(sections);
  const placed = new NearbyPoints(Math.max(0.001, gap * 0.8));
  let bottom = -Infinity;
  return sections.map((section) => {
    const seats = allSeats([section]);
    const covered = seats.filter((seat) => placed.nearest(seat) !== undefined).length;
    let settled = section;
    if (covered > 0 && covered >= seats.length * COVERED_SHARE) {
      settled = moveDown(section, bottom + 4 * gap - boundsOf([section]).top);
      notes.add(NoteCode.MovedSection, section.name);
    }
    for (const seat of allSeats([settled])) {
      // One of a pile is enough: more would only slow the next look-up.
      if (placed.nearest(seat) === undefined) placed.add(seat);
    }
    bottom = Math.max(bottom, boundsOf([settled]).bottom);
    return settled;
  });
}

/** The largest radius, up to the one wanted, at which no two seats overlap. */
function fittingRadius(
  sections: readonly DraftSection[],
  placement: Placement,
  { wanted, gap }: { wanted: number; gap: number },
  notes: NoteBook,
): number {
  const reach = gap > 0 ? Math.min(gap * 1.1, 2 * wanted) : 2 * wanted;
  const placed = new NearbyPoints(reach);
  let closest = Infinity;
  for (const seat of allSeats(sections)) {
    const point = placePoint(seat, placement);
    const near = placed.nearest(point);
    if (near !== undefined && near < reach * COINCIDENT) continue;
    closest = Math.min(closest, near ?? Infinity);
    placed.add(point);
  }
  if (closest >= 2 * wanted) return wanted;
  // A little less than half the distance, so that neighbours don't touch.
  const radius = Math.max(0.1, Math.floor(closest * 4.5) / 10);
  notes.add(NoteCode.ReducedRadius, `${wanted} to ${radius}`);
  return radius;
}

function usualGap(sections: readonly DraftSection[]): number {
  const gaps = sections.flatMap((section) => section.rows.flatMap((row) => rowGaps(row.seats)));
  return median(gaps.filter((gap) => gap > 0)) ?? 0;
}

function allSeats(sections: readonly DraftSection[]): DraftSeat[] {
  return sections.flatMap((section) => section.rows.flatMap((row) => row.seats));
}

function moveDown(section: DraftSection, y: number): DraftSection {
  return {
    ...section,
    shapes: section.shapes.map((shape) => moveShape(shape, 0, y)),
    rows: section.rows.map((row) => ({
      ...row,
      seats: row.seats.map((seat) => ({ ...seat, y: seat.y + y })),
    })),
  };
}

function boundsOf(sections: readonly DraftSection[]): {
  left: number;
  top: number;
  right: number;
  bottom: number;
} {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const include = ({ x, y }: Point) => {
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x);
    bounds.bottom = Math.max(bounds.bottom, y);
  };
  allSeats(sections).forEach(include);
  for (const section of sections) section.shapes.flatMap(shapeCorners).forEach(include);
  return bounds;
}
