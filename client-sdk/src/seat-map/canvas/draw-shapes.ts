import type { Point, Shape } from '../../protocol/index.ts';
import { outlineOf } from '../model/geometry.ts';
import type { Scene } from './scene.ts';
import { toScreen } from './viewport.ts';
import type { View } from './viewport.ts';

const SMALLEST_TEXT = 7;

export function tracePolygon(
  ctx: CanvasRenderingContext2D,
  points: readonly Point[],
  { scale, x, y }: View,
): void {
  ctx.beginPath();
  points.forEach((point, k) => {
    if (k === 0) ctx.moveTo(point.x * scale + x, point.y * scale + y);
    else ctx.lineTo(point.x * scale + x, point.y * scale + y);
  });
  ctx.closePath();
}

/** Stage, field, walls, captions: scenery, below everything that is sold. */
export function drawShapes(ctx: CanvasRenderingContext2D, scene: Scene): void {
  for (const shape of scene.layout.shapes) {
    if (shape.kind === 'text') drawCaption(ctx, shape, scene);
    else drawScenery(ctx, shape, scene);
  }
}

function drawScenery(ctx: CanvasRenderingContext2D, shape: Shape, { view, theme }: Scene): void {
  tracePolygon(ctx, outlineOf(shape), view);
  if (shape.color !== undefined) {
    ctx.fillStyle = shape.color;
    ctx.fill();
  }
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = shape.borderColor ?? (shape.color === undefined ? theme.faint : shape.color);
  ctx.stroke();
}

function drawCaption(
  ctx: CanvasRenderingContext2D,
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
