import { SeatFlag } from '@ticket-flow/client/protocol';
import type { Chart } from '../../chart.ts';
import { buildChart } from './builder.ts';
import type { SeatPlace } from './geometry.ts';
import { radians } from './geometry.ts';
import { palette } from './palette.ts';
import type { TheatreFloor } from './theatre-floor.ts';
import { accessibleEnds, stageShapes, theatreFloor } from './theatre-floor.ts';

const focus = { x: 420, y: -552 };

const stalls: TheatreFloor = {
  name: '1F',
  floor: 0,
  focus,
  firstRadius: 740,
  rowCount: 14,
  rowPitch: 32,
  seatPitch: 26,
  aisles: [radians(-10.5), radians(10.5)],
  aisleWidth: 58,
  halfAngle: radians(23),
  halfWidth: 330,
  walkway: { afterRow: 8, depth: 26 },
  category,
  flags,
};

/** A drama theatre: one floor, gently curved rows, two aisles. */
export function playHouse(): Chart {
  return buildChart({
    uidPrefix: 'play-house',
    name: 'Play house',
    width: 840,
    height: 690,
    seatRadius: 10,
    floors: ['1F'],
    categories: [
      { key: 'front', name: 'Front', color: palette.vermilion },
      { key: 'middle', name: 'Middle', color: palette.blue },
      { key: 'rear', name: 'Rear', color: palette.green },
    ],
    sections: [theatreFloor(stalls)],
    areas: [],
    shapes: stageShapes(focus, 680, 250),
  });
}

function category({ row, block }: SeatPlace): number {
  if (row < 5 && block === 1) return 0;
  return row < 9 ? 1 : 2;
}

/** Wheelchairs reach the first row behind the walkway; speakers stand before the front corners. */
function flags(place: SeatPlace): number {
  if (place.row === 9) return accessibleEnds(place);
  const fromEnd = Math.min(place.seat, place.seatCount - 1 - place.seat);
  return place.row < 2 && fromEnd < 2 ? SeatFlag.RestrictedView : 0;
}
