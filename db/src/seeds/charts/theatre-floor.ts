import type { Point, Shape } from '@ticket-flow/client/protocol';
import { SeatFlag } from '@ticket-flow/client/protocol';
import type { DraftSection } from './builder.ts';
import type { SeatPlace, SeatRule } from './geometry.ts';
import { arcLine, arcSeats, arcSeatsFrom, polar, rowOfBlocks, roundPoints } from './geometry.ts';
import { scenery } from './palette.ts';

/** One floor of a theatre: arcs around a focus behind the stage, cut by radial aisles. */
export interface TheatreFloor {
  readonly name: string;
  readonly floor: number;
  /** Common centre of all rows. */
  readonly focus: Point;
  readonly firstRadius: number;
  readonly rowCount: number;
  readonly rowPitch: number;
  readonly seatPitch: number;
  /** Angles of the two aisles, in radians off the middle axis, left to right. */
  readonly aisles: readonly [number, number];
  readonly aisleWidth: number;
  /** Half the angle the rows fill … */
  readonly halfAngle: number;
  /** … unless the side walls are nearer than that. */
  readonly halfWidth: number;
  /** Cross aisle of this depth behind the row with this position. */
  readonly walkway?: { readonly afterRow: number; readonly depth: number };
  readonly category: SeatRule;
  readonly flags: SeatRule;
}

/** The floor as one section whose rows run through its blocks: "1F", row "B", numbers 1 to 30. */
export function theatreFloor(floor: TheatreFloor): DraftSection {
  const rows = Array.from({ length: floor.rowCount }, (_, row) =>
    rowOfBlocks(
      rowLetter(row),
      blocksOf(floor, rowRadius(floor, row)),
      { row, rowCount: floor.rowCount },
      floor,
    ),
  );
  return { name: floor.name, floor: floor.floor, outline: outlineOf(floor), rows };
}

/** Distance of a row from the focus. */
export function rowRadius(floor: TheatreFloor, row: number): number {
  const walkway = floor.walkway && row > floor.walkway.afterRow ? floor.walkway.depth : 0;
  return floor.firstRadius + row * floor.rowPitch + walkway;
}

/** "A" … "Z", then "AA", "AB" … */
export function rowLetter(row: number): string {
  const letter = String.fromCharCode(65 + (row % 26));
  return row < 26 ? letter : rowLetter(Math.floor(row / 26) - 1) + letter;
}

/** Wheelchair places with a companion's seat beside each, at both ends of one row. */
export function accessibleEnds(place: SeatPlace): number {
  const fromEnd = Math.min(place.seat, place.seatCount - 1 - place.seat);
  if (fromEnd > 3) return 0;
  return fromEnd % 2 === 0 ? SeatFlag.Accessible : SeatFlag.Companion;
}

/** A stage whose apron follows the curve of the rows, with a caption. */
export function stageShapes(focus: Point, apronRadius: number, halfWidth: number): Shape[] {
  const edge = Math.asin(halfWidth / apronRadius);
  const apron = arcLine(focus, apronRadius, -edge, edge);
  const back = polar(focus, apronRadius, edge).y - 70;
  const outline = [
    ...apron,
    { x: focus.x + halfWidth * 0.82, y: back },
    { x: focus.x - halfWidth * 0.82, y: back },
  ];
  return [
    {
      kind: 'polygon',
      points: roundPoints(outline),
      color: scenery.stage,
      borderColor: scenery.stageEdge,
    },
    {
      kind: 'text',
      x: focus.x,
      y: Math.round(focus.y + apronRadius - 45),
      text: 'STAGE',
      size: 22,
      color: scenery.caption,
    },
  ];
}

function edgeAngle(floor: TheatreFloor, radius: number): number {
  return Math.min(floor.halfAngle, Math.asin(Math.min(1, floor.halfWidth / radius)));
}

/** Seats stand close to the aisles: the middle block fills its width, the wings end ragged. */
function blocksOf(floor: TheatreFloor, radius: number): Point[][] {
  const { focus, seatPitch } = floor;
  const [left, right] = floor.aisles;
  const edge = edgeAngle(floor, radius);
  const halfAisle = floor.aisleWidth / 2 / radius;
  return [
    arcSeatsFrom(focus, radius, left - halfAisle, -edge, seatPitch).reverse(),
    arcSeats(focus, radius, left + halfAisle, right - halfAisle, seatPitch),
    arcSeatsFrom(focus, radius, right + halfAisle, edge, seatPitch),
  ];
}

/** The front arc, down the right wall, along the back, up the left wall. */
function outlineOf(floor: TheatreFloor): Point[] {
  const margin = floor.seatPitch;
  const front = floor.firstRadius - margin;
  const back = rowRadius(floor, floor.rowCount - 1) + margin;
  const wall = (radius: number) => edgeAngle(floor, radius) + margin / radius;
  const steps = Array.from({ length: 13 }, (_, k) => front + ((back - front) * k) / 12);
  const side = (sign: number) => steps.map((r) => polar(floor.focus, r, sign * wall(r)));
  return roundPoints([
    ...arcLine(floor.focus, front, -wall(front), wall(front)),
    ...side(1).slice(1, -1),
    ...arcLine(floor.focus, back, -wall(back), wall(back)).reverse(),
    ...side(-1).slice(1, -1).reverse(),
  ]);
}
