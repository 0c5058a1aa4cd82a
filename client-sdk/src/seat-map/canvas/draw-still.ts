import { drawOutlines } from './draw-blocks.ts';
import { drawSeats } from './draw-seats.ts';
import { drawShapes } from './draw-shapes.ts';
import { isShown, seatRadius } from './scene.ts';
import type { Context, Scene } from './scene.ts';

const ROW_LABEL_RADIUS = 4.5;

/** A picture of the seats as they are; what moves or is pointed at is drawn over it. */
export function drawStill(ctx: Context, scene: Scene): void {
  const { size, theme } = scene;
  ctx.globalAlpha = 1;
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, size.width, size.height);
  drawShapes(ctx, scene);
  drawOutlines(ctx, scene);
  drawSeats(ctx, scene);
  drawRowLabels(ctx, scene);
}

function drawRowLabels(ctx: Context, scene: Scene): void {
  const radius = seatRadius(scene);
  if (radius < ROW_LABEL_RADIUS) return;
  const { layout, view, size, theme } = scene;
  ctx.font = `600 ${String(Math.min(15, Math.max(9, radius * 1.15)))}px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.faint;
  for (const label of layout.rowLabels) {
    const x = label.x * view.scale + view.x;
    const y = label.y * view.scale + view.y;
    const near = x > -20 && y > -20 && x < size.width + 20 && y < size.height + 20;
    if (near && isShown(scene, label.floor)) ctx.fillText(label.text, x, y);
  }
}
