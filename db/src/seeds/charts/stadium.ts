import type { Shape } from '@ticket-flow/client/protocol';
import { SeatFlag } from '@ticket-flow/client/protocol';
import type { Chart } from '../../chart.ts';
import type { DraftSection } from './builder.ts';
import { buildChart } from './builder.ts';
import type { SeatPlace } from './geometry.ts';
import { leftToRight, rowOfBlocks } from './geometry.ts';
import { palette, scenery } from './palette.ts';
import type { Bowl, Tier, Wedge } from './stadium-bowl.ts';
import { tierWedges } from './stadium-bowl.ts';

const CATEGORY = { premium: 0, sideline: 1, ends: 2, upper: 3, standing: 4 } as const;
const STANDING_CAPACITY = 400;

const bowl: Bowl = {
  centre: { x: 1500, y: 1200 },
  halfWidth: 660,
  halfHeight: 360,
  seatPitch: 12,
  rowPitch: 14,
  aisleWidth: 30,
};
const lower: Tier = { firstRadius: 200, rowCount: 18 };
const upper: Tier = { firstRadius: 510, rowCount: 20 };

/** A stadium: two tiers of numbered sections around a field, and a standing area. */
export function stadium(): Chart {
  const lowerWedges = tierWedges(bowl, lower, { long: 6, short: 3, corner: 2 });
  const upperWedges = tierWedges(bowl, upper, { long: 6, short: 3, corner: 4 });
  const seated = lowerWedges.map((wedge, k) => ({ wedge, name: String(101 + k) }));
  const standing = lowerWedges.find(isStanding);
  return buildChart({
    uidPrefix: 'stadium',
    name: 'Stadium',
    width: 3000,
    height: 2400,
    seatRadius: 5,
    floors: ['Lower tier', 'Upper tier'],
    categories: [
      { key: 'premium', name: 'Premium', color: palette.vermilion },
      { key: 'sideline', name: 'Sideline', color: palette.blue },
      { key: 'ends', name: 'Ends', color: palette.sky },
      { key: 'upper', name: 'Upper tier', color: palette.orange },
      { key: 'standing', name: 'Standing', color: palette.purple },
    ],
    sections: [
      ...seated
        .filter(({ wedge }) => !isStanding(wedge))
        .map(({ wedge, name }) => lowerSection(wedge, name)),
      ...upperWedges.map((wedge, k) => upperSection(wedge, String(201 + k))),
    ],
    areas: [
      {
        name: 'Standing',
        floor: 0,
        category: CATEGORY.standing,
        capacity: STANDING_CAPACITY,
        shape: { kind: 'polygon', points: standing?.outline ?? [], color: palette.purple },
      },
    ],
    shapes: fieldShapes(),
  });
}

/** The home supporters stand behind the west goal. */
function isStanding(wedge: Wedge): boolean {
  return wedge.side === 'west' && !wedge.corner && wedge.part === 1;
}

function lowerSection(wedge: Wedge, name: string): DraftSection {
  const long = wedge.side === 'south' || wedge.side === 'north';
  const central = wedge.part > 0 && wedge.part < wedge.parts - 1;
  const category =
    !long || wedge.corner
      ? CATEGORY.ends
      : wedge.side === 'south' && central
        ? CATEGORY.premium
        : CATEGORY.sideline;
  return section(wedge, name, 0, category, wedge.corner ? () => 0 : wheelchairRow);
}

function upperSection(wedge: Wedge, name: string): DraftSection {
  return section(wedge, name, 1, CATEGORY.upper, () => 0);
}

function section(
  wedge: Wedge,
  name: string,
  floor: number,
  category: number,
  flags: (place: SeatPlace) => number,
): DraftSection {
  const rowCount = wedge.rows.length;
  const rows = wedge.rows.map((seats, row) =>
    rowOfBlocks(
      String(row + 1),
      [leftToRight(seats)],
      { row, rowCount },
      { category: () => category, flags },
    ),
  );
  return { name, floor, outline: wedge.outline, rows };
}

/** The concourse is behind the last row: two wheelchair places there, each with a companion. */
function wheelchairRow({ row, rowCount, seat }: SeatPlace): number {
  if (row !== rowCount - 1 || seat > 3) return 0;
  return seat % 2 === 0 ? SeatFlag.Accessible : SeatFlag.Companion;
}

/** A mown field without the lines of one sport: football and baseball are both played here. */
function fieldShapes(): Shape[] {
  const width = 1560;
  const height = 960;
  const left = bowl.centre.x - width / 2;
  const top = bowl.centre.y - height / 2;
  const stripes = 12;
  const stripe = width / stripes;
  return [
    {
      kind: 'rectangle',
      x: left,
      y: top,
      width,
      height,
      color: scenery.grass,
      borderColor: scenery.line,
    },
    ...Array.from({ length: stripes / 2 }, (_, k): Shape => {
      const x = left + 2 * k * stripe;
      return { kind: 'rectangle', x, y: top, width: stripe, height, color: scenery.grassStripe };
    }),
    {
      kind: 'text',
      x: bowl.centre.x,
      y: bowl.centre.y,
      text: 'FIELD',
      size: 72,
      color: scenery.line,
    },
  ];
}
