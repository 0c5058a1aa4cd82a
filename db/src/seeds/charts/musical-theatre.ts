import { SeatFlag } from '@ticket-flow/client/protocol';
import type { Chart } from '../../chart.ts';
import { buildChart } from './builder.ts';
import type { SeatPlace } from './geometry.ts';
import { radians } from './geometry.ts';
import { palette } from './palette.ts';
import type { TheatreFloor } from './theatre-floor.ts';
import { accessibleEnds, stageShapes, theatreFloor } from './theatre-floor.ts';

const focus = { x: 620, y: -330 };

const common = {
  focus,
  rowPitch: 26,
  seatPitch: 21,
  aisles: [radians(-11), radians(11)],
  aisleWidth: 46,
  halfAngle: radians(31),
  halfWidth: 550,
} as const;

const stalls: TheatreFloor = {
  ...common,
  name: '1F',
  floor: 0,
  firstRadius: 540,
  rowCount: 20,
  walkway: { afterRow: 11, depth: 22 },
  category: stallsCategory,
  flags: stallsFlags,
};

const balcony: TheatreFloor = {
  ...common,
  name: '2F',
  floor: 1,
  firstRadius: 1180,
  rowCount: 8,
  category: ({ row }) => (row < 3 ? 2 : 3),
  flags: balconyFlags,
};

/** A musical theatre: stalls and a balcony drawn behind them, three blocks to a row. */
export function musicalTheatre(): Chart {
  return buildChart({
    uidPrefix: 'musical-theatre',
    name: 'Musical theatre',
    width: 1240,
    height: 1090,
    seatRadius: 8,
    floors: ['1F', '2F'],
    categories: [
      { key: 'prime', name: 'Prime', color: palette.vermilion },
      { key: 'stalls', name: 'Stalls', color: palette.blue },
      { key: 'side', name: 'Sides and front balcony', color: palette.green },
      { key: 'balcony', name: 'Balcony', color: palette.orange },
    ],
    sections: [theatreFloor(stalls), theatreFloor(balcony)],
    areas: [],
    shapes: stageShapes(focus, 480, 250),
  });
}

function stallsCategory({ row, block }: SeatPlace): number {
  if (row < 12) return block === 1 ? 0 : 1;
  return block === 1 ? 1 : 2;
}

/** Wheelchairs reach the first row behind the walkway; the first rows' ends see the wings cut. */
function stallsFlags(place: SeatPlace): number {
  if (place.row === 12) return accessibleEnds(place);
  const fromEnd = Math.min(place.seat, place.seatCount - 1 - place.seat);
  return place.row < 3 && fromEnd < 2 ? SeatFlag.RestrictedView : 0;
}

/** The rail cuts the view of the balcony's first row. */
function balconyFlags({ row, block }: SeatPlace): number {
  return row === 0 && block !== 1 ? SeatFlag.RestrictedView : 0;
}
