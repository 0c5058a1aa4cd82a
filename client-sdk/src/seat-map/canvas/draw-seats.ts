import { Look } from '../model/looks.ts';
import { MARK_RADIUS, NUMBER_RADIUS, STEPPED_BACK, seatRadius, stepsBack } from './scene.ts';
import type { Context, Scene } from './scene.ts';
import { visible } from './viewport.ts';

/** The seats of a picture as they are, without what moves. */
export function drawSeats(ctx: Context, scene: Scene): void {
  const radius = seatRadius(scene);
  if (radius < MARK_RADIUS) drawSpots(ctx, scene, radius);
  else drawMarks(ctx, scene, radius);
}

/** In CSS pixels. */
const SMALLEST_REACH = 6;

/** Seats that a picture shows, and some just beside it whose marks reach in. */
export function forVisible(scene: Scene, each: (seat: number) => void): void {
  const { layout, view, size, floor } = scene;
  // My seats are never smaller than a fingertip's worth of pixels, however far away.
  const reach = Math.max(layout.seatRadius * 1.6, SMALLEST_REACH / view.scale);
  layout.grid.inside(visible(view, size, reach), (seat) => {
    if (floor === undefined || layout.floorOf[seat] === floor) each(seat);
  });
}

/** Thousands of seats at a few pixels each: rectangles, which cost least. */
function drawSpots(ctx: Context, scene: Scene, radius: number): void {
  const { layout, book, view, theme } = scene;
  const mine: number[] = [];
  forVisible(scene, (seat) => {
    const look = book.get(seat);
    const rank = layout.gradeRank[seat] ?? -1;
    if (look >= Look.Mine) {
      mine.push(seat);
      return;
    }
    const half = radius * SPOT_SIZES[look];
    ctx.globalAlpha = stepsBack(scene, rank) ? STEPPED_BACK : 1;
    ctx.fillStyle = look === Look.Free ? (theme.grades[rank]?.fill ?? theme.faint) : theme.faint;
    const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
    const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
    ctx.fillRect(x - half, y - half, half * 2, half * 2);
  });
  ctx.globalAlpha = 1;
  for (const seat of mine) drawMineSpot(ctx, scene, seat, radius);
}

/** Parts of the radius: what can be had is large, what is gone is small. */
const SPOT_SIZES = [0.86, 0.4, 0.2, 0.2, 1, 1] as const;

function drawMineSpot(ctx: Context, { layout, view, theme }: Scene, seat: number, radius: number) {
  const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
  const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
  ctx.beginPath();
  ctx.arc(x, y, Math.max(4, radius * 1.8), 0, Math.PI * 2);
  ctx.fillStyle = theme.accent;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = theme.background;
  ctx.stroke();
}

function drawMarks(ctx: Context, scene: Scene, radius: number): void {
  const { book } = scene;
  const numbered: number[] = [];
  const mine: number[] = [];
  forVisible(scene, (seat) => {
    const look = book.get(seat);
    if (look === Look.Mine) {
      mine.push(seat);
      return;
    }
    copyMark(ctx, scene, seat, { look });
    if (look === Look.Free && radius >= NUMBER_RADIUS) numbered.push(seat);
  });
  if (numbered.length > 0) drawNumbers(ctx, scene, numbered, radius);
  // Mine last: they are larger than their places and must not lie under a neighbour.
  for (const seat of mine) copyMark(ctx, scene, seat, { look: Look.Mine });
  ctx.globalAlpha = 1;
}

function drawNumbers(ctx: Context, scene: Scene, seats: readonly number[], radius: number): void {
  const { layout, view, theme } = scene;
  ctx.globalAlpha = 1;
  ctx.font = `650 ${String(Math.round(radius * 0.92))}px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const seat of seats) {
    const rank = layout.gradeRank[seat] ?? -1;
    if (stepsBack(scene, rank)) continue;
    ctx.fillStyle = theme.grades[rank]?.ink ?? theme.ink;
    const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
    const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
    ctx.fillText(layout.seats[seat]?.number ?? '', x, y + radius * 0.05);
  }
}

/** One seat's mark from the sprites; `part` lets it be seen through, `grow` makes it larger. */
export function copyMark(
  ctx: Context,
  scene: Scene,
  seat: number,
  { look, part = 1, grow = 1 }: { look: Look; part?: number; grow?: number },
): void {
  const { layout, view, sprites } = scene;
  const rank = layout.gradeRank[seat] ?? -1;
  const back = look !== Look.Mine && stepsBack(scene, rank);
  ctx.globalAlpha = part * (back ? STEPPED_BACK : 1);
  const reach = sprites.reach * grow;
  const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
  const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
  ctx.drawImage(sprites.image(look, rank), x - reach, y - reach, reach * 2, reach * 2);
}
