import { Look } from '../model/looks.ts';
import { FADE_MS, MARK_RADIUS, NUMBER_RADIUS, seatRadius } from './scene.ts';
import type { Scene } from './scene.ts';
import { visible } from './viewport.ts';

type Context = CanvasRenderingContext2D;

const STEPPED_BACK = 0.18;

export function drawSeats(ctx: Context, scene: Scene): void {
  const radius = seatRadius(scene);
  if (radius < MARK_RADIUS) drawSpots(ctx, scene, radius);
  else drawMarks(ctx, scene, radius);
  drawPointed(ctx, scene, radius);
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
    const half =
      look === Look.Free ? radius * 0.86 : look === Look.Held ? radius * 0.4 : radius * 0.2;
    ctx.globalAlpha = stepsBack(scene, rank) ? STEPPED_BACK : 1;
    ctx.fillStyle = look === Look.Free ? (theme.grades[rank]?.fill ?? theme.faint) : theme.faint;
    const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
    const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
    ctx.fillRect(x - half, y - half, half * 2, half * 2);
  });
  ctx.globalAlpha = 1;
  for (const seat of mine) drawMineSpot(ctx, scene, seat, radius);
}

function drawMineSpot(ctx: Context, { layout, view, theme }: Scene, seat: number, radius: number) {
  const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
  const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
  ctx.beginPath();
  ctx.arc(x, y, Math.max(4, radius * 1.8), 0, Math.PI * 2);
  ctx.fillStyle = theme.accent;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = theme.accentRing;
  ctx.stroke();
}

function stepsBack({ onlyGrade }: Scene, rank: number): boolean {
  return onlyGrade !== undefined && onlyGrade !== rank;
}

function forVisible({ layout, view, size }: Scene, each: (seat: number) => void): void {
  layout.grid.inside(visible(view, size, layout.seatRadius * 1.5), each);
}

function drawMarks(ctx: Context, scene: Scene, radius: number): void {
  const { layout, book, view, theme, sprites } = scene;
  const numbered: number[] = [];
  const mine: number[] = [];
  sprites.prepare(radius, window.devicePixelRatio || 1, theme);
  forVisible(scene, (seat) => {
    const look = book.get(seat);
    if (look === Look.Mine) {
      mine.push(seat);
      return;
    }
    drawMarkOf(ctx, scene, seat, look);
    if (look === Look.Free && radius >= NUMBER_RADIUS) numbered.push(seat);
  });
  // Mine last: they are larger than their places and must not lie under a neighbour.
  for (const seat of mine) drawMarkOf(ctx, scene, seat, Look.Mine);
  ctx.globalAlpha = 1;
  if (numbered.length === 0) return;
  ctx.font = `650 ${String(Math.round(radius * 0.92))}px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const seat of numbered) {
    const rank = layout.gradeRank[seat] ?? -1;
    if (stepsBack(scene, rank)) continue;
    ctx.fillStyle = theme.grades[rank]?.ink ?? theme.ink;
    const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
    const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
    ctx.fillText(layout.seats[seat]?.number ?? '', x, y + radius * 0.05);
  }
}

/** A changed seat fades from its old mark to the new one; a seat that became mine pops. */
function drawMarkOf(ctx: Context, scene: Scene, seat: number, look: Look): void {
  const { layout, book, now, still } = scene;
  const rank = layout.gradeRank[seat] ?? -1;
  const base = stepsBack(scene, rank) && look !== Look.Mine ? STEPPED_BACK : 1;
  const fade = still ? undefined : book.fades.get(seat);
  const part = fade ? Math.min(1, (now - fade.startedAt) / FADE_MS) : 1;
  if (fade && part < 1) {
    ctx.globalAlpha = base * (1 - part);
    copyMark(ctx, scene, seat, { look: fade.from, rank, grow: 1 });
  }
  ctx.globalAlpha = base * (fade ? Math.max(0.05, part) : 1);
  const grow = look === Look.Mine && part < 1 ? 1 + 0.4 * Math.sin(Math.PI * part) : 1;
  copyMark(ctx, scene, seat, { look, rank, grow });
}

function copyMark(
  ctx: Context,
  { layout, view, sprites }: Scene,
  seat: number,
  { look, rank, grow }: { look: Look; rank: number; grow: number },
): void {
  const reach = sprites.reach * grow;
  const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
  const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
  ctx.drawImage(sprites.image(look, rank), x - reach, y - reach, reach * 2, reach * 2);
}

function drawPointed(ctx: Context, { layout, view, theme, pointed }: Scene, radius: number): void {
  if (pointed?.kind !== 'seat' || pointed.seat >= layout.numbered) return;
  const x = (layout.xs[pointed.seat] ?? 0) * view.scale + view.x;
  const y = (layout.ys[pointed.seat] ?? 0) * view.scale + view.y;
  ctx.beginPath();
  ctx.arc(x, y, Math.max(5, radius * 1.5), 0, Math.PI * 2);
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.ink;
  ctx.stroke();
}
