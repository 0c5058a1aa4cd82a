import { Look } from '../model/looks.ts';
import type { MapTheme } from './theme.ts';

/**
 * One seat's mark. Looks differ in form and not in colour alone: free is filled, mine has a check,
 * held by others is hollow with a dot, sold is a small cross, not for sale a speck. Grades differ
 * in outline too: circle, square, diamond, hexagon, shield.
 */
export function drawMark(
  ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  mark: { x: number; y: number; radius: number; look: Look; rank: number },
  theme: MapTheme,
): void {
  const { x, y, radius, look, rank } = mark;
  const paint = theme.grades[rank];
  ctx.lineWidth = Math.max(1, radius * 0.16);
  switch (look) {
    case Look.Free:
      if (!paint) return drawSpeck(ctx, x, y, radius, theme.faint);
      tracePath(ctx, x, y, radius, rank);
      ctx.fillStyle = paint.fill;
      ctx.fill();
      return;
    case Look.Mine:
      return drawMine(ctx, x, y, radius, theme);
    case Look.Asking:
      tracePath(ctx, x, y, radius * 1.1, 0);
      ctx.fillStyle = theme.background;
      ctx.fill();
      ctx.lineWidth = Math.max(1.5, radius * 0.3);
      ctx.strokeStyle = theme.accent;
      ctx.stroke();
      return;
    case Look.Held:
      tracePath(ctx, x, y, radius * 0.86, rank);
      ctx.strokeStyle = theme.hollow;
      ctx.stroke();
      return drawSpeck(ctx, x, y, radius * 1.5, theme.hollow);
    case Look.Sold:
      return drawCross(ctx, x, y, radius * 0.42, theme.faint);
    case Look.NotForSale:
      return drawSpeck(ctx, x, y, radius, theme.faint);
  }
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

function drawMine(ctx: Context, x: number, y: number, radius: number, theme: MapTheme): void {
  ctx.beginPath();
  ctx.arc(x, y, radius * 1.22, 0, Math.PI * 2);
  ctx.fillStyle = theme.accent;
  ctx.fill();
  ctx.lineWidth = Math.max(1, radius * 0.18);
  ctx.strokeStyle = theme.background;
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x - radius * 0.52, y + radius * 0.05);
  ctx.lineTo(x - radius * 0.1, y + radius * 0.45);
  ctx.lineTo(x + radius * 0.56, y - radius * 0.42);
  ctx.lineWidth = Math.max(1.2, radius * 0.28);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.strokeStyle = theme.accentInk;
  ctx.stroke();
}

function drawSpeck(ctx: Context, x: number, y: number, radius: number, color: string): void {
  ctx.beginPath();
  ctx.arc(x, y, Math.max(0.6, radius * 0.16), 0, Math.PI * 2);
  ctx.fillStyle = color;
  ctx.fill();
}

function drawCross(ctx: Context, x: number, y: number, arm: number, color: string): void {
  ctx.beginPath();
  ctx.moveTo(x - arm, y - arm);
  ctx.lineTo(x + arm, y + arm);
  ctx.moveTo(x + arm, y - arm);
  ctx.lineTo(x - arm, y + arm);
  ctx.lineCap = 'round';
  ctx.strokeStyle = color;
  ctx.stroke();
}

/** Corners of the grade outlines round a circle of radius 1; the first grade is a circle. */
const OUTLINES: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [],
  [
    [0, -1.16],
    [1.16, 0],
    [0, 1.16],
    [-1.16, 0],
  ],
  [
    [0.54, -0.94],
    [1.08, 0],
    [0.54, 0.94],
    [-0.54, 0.94],
    [-1.08, 0],
    [-0.54, -0.94],
  ],
  [
    [-0.92, -0.88],
    [0.92, -0.88],
    [0.92, 0.1],
    [0, 1.12],
    [-0.92, 0.1],
  ],
];
const SQUARE = 1;

function tracePath(ctx: Context, x: number, y: number, radius: number, rank: number): void {
  const kind = Math.max(0, rank) % OUTLINES.length;
  ctx.beginPath();
  if (kind === SQUARE) {
    const half = radius * 0.9;
    ctx.roundRect(x - half, y - half, half * 2, half * 2, radius * 0.28);
    return;
  }
  const corners = OUTLINES[kind] ?? [];
  if (corners.length === 0) {
    ctx.arc(x, y, radius, 0, Math.PI * 2);
    return;
  }
  corners.forEach(([dx, dy], k) => {
    if (k === 0) ctx.moveTo(x + dx * radius, y + dy * radius);
    else ctx.lineTo(x + dx * radius, y + dy * radius);
  });
  ctx.closePath();
}

/** The same outline for an SVG mark in a legend. */
export function markPath(rank: number, radius: number): string {
  const kind = Math.max(0, rank) % OUTLINES.length;
  const r = String(radius);
  if (kind === 0) return `M${r} 0A${r} ${r} 0 1 1-${r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
  if (kind === SQUARE) {
    const half = radius * 0.9;
    return `M${String(-half)} ${String(-half)}H${String(half)}V${String(half)}H${String(-half)}Z`;
  }
  const corners = OUTLINES[kind] ?? [];
  return `M${corners.map(([x, y]) => `${String(x * radius)} ${String(y * radius)}`).join('L')}Z`;
}
