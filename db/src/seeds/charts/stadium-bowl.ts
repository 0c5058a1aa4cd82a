import type { Point } from '@ticket-flow/client/protocol';
import type { GridBlock } from './geometry.ts';
import { arcSeats, grid, radians, ringOutline, roundPoints } from './geometry.ts';

/**
 * A bowl is a rectangle with round corners, grown outwards: straight stands on four sides, and
 * wedges of an arc in the corners. So each row keeps its spacing all the way round.
 */
export interface Bowl {
  readonly centre: Point;
  /** Half the length of the straight stands. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly seatPitch: number;
  readonly rowPitch: number;
  readonly aisleWidth: number;
}

export interface Tier {
  /** Distance of the first row from the inner rectangle. */
  readonly firstRadius: number;
  readonly rowCount: number;
}

export type Side = 'south' | 'east' | 'north' | 'west';

/** One section of a tier: where its seats are, and the line around it. */
export interface Wedge {
  readonly side: Side;
  readonly corner: boolean;
  /** Position among the sections of its side or corner, and their number. */
  readonly part: number;
  readonly parts: number;
  readonly rows: readonly (readonly Point[])[];
  readonly outline: readonly Point[];
}

/** Section counts: each long side, each short side, each corner. */
export interface Cuts {
  readonly long: number;
  readonly short: number;
  readonly corner: number;
}

const SIDES: readonly { side: Side; along: Point; back: Point }[] = [
  { side: 'south', along: { x: 1, y: 0 }, back: { x: 0, y: 1 } },
  { side: 'east', along: { x: 0, y: -1 }, back: { x: 1, y: 0 } },
  { side: 'north', along: { x: -1, y: 0 }, back: { x: 0, y: -1 } },
  { side: 'west', along: { x: 0, y: 1 }, back: { x: -1, y: 0 } },
];

/** All sections of a tier, anticlockwise from the left end of the south stand. */
export function tierWedges(bowl: Bowl, tier: Tier, cuts: Cuts): Wedge[] {
  return SIDES.flatMap(({ side, along, back }, quarter) => {
    const parts = along.x === 0 ? cuts.short : cuts.long;
    const stands = range(parts).map((part) => ({
      side,
      corner: false,
      part,
      parts,
      ...stand(bowl, tier, { along, back, part, parts }),
    }));
    const corners = range(cuts.corner).map((part) => ({
      side,
      corner: true,
      part,
      parts: cuts.corner,
      ...cornerWedge(bowl, tier, quarter, part, cuts.corner),
    }));
    return [...stands, ...corners];
  });
}

/** Distance of the tier's outer line from the inner rectangle. */
export function tierEdge(bowl: Bowl, tier: Tier): number {
  return tier.firstRadius + (tier.rowCount - 1) * bowl.rowPitch;
}

interface StandPart {
  readonly along: Point;
  readonly back: Point;
  readonly part: number;
  readonly parts: number;
}

function stand(bowl: Bowl, tier: Tier, cut: StandPart): Pick<Wedge, 'rows' | 'outline'> {
  const { along, back } = cut;
  const straight = 2 * (along.x === 0 ? bowl.halfHeight : bowl.halfWidth);
  const length = straight / cut.parts;
  const depthToFirst = (along.x === 0 ? bowl.halfWidth : bowl.halfHeight) + tier.firstRadius;
  const offset = (cut.part + 0.5) * length - straight / 2;
  const block: GridBlock = {
    origin: {
      x: bowl.centre.x + back.x * depthToFirst + along.x * offset,
      y: bowl.centre.y + back.y * depthToFirst + along.y * offset,
    },
    along,
    back,
    rows: tier.rowCount,
    columns: Math.floor((length - bowl.aisleWidth) / bowl.seatPitch) + 1,
    seatPitch: bowl.seatPitch,
    rowPitch: bowl.rowPitch,
  };
  return { rows: grid(block), outline: standOutline(bowl, block, length) };
}

function standOutline(bowl: Bowl, block: GridBlock, length: number): Point[] {
  const half = length / 2 - bowl.aisleWidth / 4;
  const near = -bowl.rowPitch * 0.6;
  const far = (block.rows - 1) * block.rowPitch + bowl.rowPitch * 0.6;
  const at = (side: number, depth: number): Point => ({
    x: block.origin.x + block.along.x * side + block.back.x * depth,
    y: block.origin.y + block.along.y * side + block.back.y * depth,
  });
  return roundPoints([at(-half, near), at(half, near), at(half, far), at(-half, far)]);
}

/** Corners follow their side: south-east after south, north-east after east, and so on. */
function cornerWedge(
  bowl: Bowl,
  tier: Tier,
  quarter: number,
  part: number,
  parts: number,
): Pick<Wedge, 'rows' | 'outline'> {
  const focus = {
    x: bowl.centre.x + (quarter < 2 ? bowl.halfWidth : -bowl.halfWidth),
    y: bowl.centre.y + (quarter === 0 || quarter === 3 ? bowl.halfHeight : -bowl.halfHeight),
  };
  const turn = radians(90) / parts;
  const from = radians(90) * quarter + turn * part;
  // The aisle is as wide at the back as at the front, so its angle shrinks with the radius.
  const between = (radius: number, aisle: number) => ({
    radius,
    from: from + aisle / 2 / radius,
    to: from + turn - aisle / 2 / radius,
  });
  const rows = range(tier.rowCount).map((row) => {
    const cut = between(tier.firstRadius + row * bowl.rowPitch, bowl.aisleWidth);
    return arcSeats(focus, cut.radius, cut.from, cut.to, bowl.seatPitch);
  });
  const outline = ringOutline(
    focus,
    between(tier.firstRadius - bowl.rowPitch * 0.6, bowl.aisleWidth / 2),
    between(tierEdge(bowl, tier) + bowl.rowPitch * 0.6, bowl.aisleWidth / 2),
  );
  return { rows, outline };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, k) => k);
}
