import type { Point, Shape } from '../../protocol/index.ts';
import { overlaps } from '../model/geometry.ts';
import type { Context, Scene } from './scene.ts';
import { toScreen, visible } from './viewport.ts';
import type { View } from './viewport.ts';

const SMALLEST_TEXT = 7;

export function tracePolygon(ctx: Context, points: readonly Point[], { scale, x, y }: View): void {
  ctx.beginPath();
  points.forEach((point, k) => {
    if (k === 0) ctx.moveTo(point.x * scale + x, point.y * scale + y);
    else ctx.lineTo(point.x * scale + x, point.y * scale + y);
  });
  ctx.closePath();
}

/** Stage, field, walls, captions: scenery, below everything that is sold. */
export function drawShapes(ctx: Context, scene: Scene): void {
  const seen = visible(scene.view, scene.size);
  for (const { shape, outline, bounds } of scene.layout.scenery) {
    if (!overlaps(bounds, seen)) continue;
    if (shape.kind === 'text') drawCaption(ctx, shape, scene);
    else drawScenery(ctx, shape, outline, scene);
  }
}

function drawScenery(
  ctx: Context,
  shape: Shape,
  outline: readonly Point[],
  { view, theme }: Scene,
): void {
  tracePolygon(ctx, outline, view);
  if (shape.color !== undefined) {
    ctx.fillStyle = shape.color;
    ctx.fill();
  }
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = shape.borderColor ?? (shape.color === undefined ? theme.faint : shape.color);
  ctx.stroke();
}

function drawCaption(
  ctx: Context,
  shape: Extract<Shape, { kind: 'text' }>,
  { view, theme, words }: Scene,
): void {
  const size = shape.size * view.scale;
  if (size < SMALLEST_TEXT) return;
  const { x, y } = toScreen(view, shape);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(((shape.rotation ?? 0) * Math.PI) / 180);
  ctx.font = `700 ${String(size)}px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = shape.color ?? theme.ink;
  ctx.fillText(words.caption(shape.text), 0, 0);
  ctx.restore();
}
