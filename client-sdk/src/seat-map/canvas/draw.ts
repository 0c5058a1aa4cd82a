import { drawAreas, drawBlocks, drawOutlines } from './draw-blocks.ts';
import { drawSeats } from './draw-seats.ts';
import { drawShapes } from './draw-shapes.ts';
import { FADE_MS, isBlocks, seatRadius } from './scene.ts';
import type { Scene } from './scene.ts';

/** Paints the whole picture. Answers whether something in it is still moving. */
export function draw(ctx: CanvasRenderingContext2D, scene: Scene): boolean {
  const { size, theme } = scene;
  ctx.globalAlpha = 1;
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, size.width, size.height);
  drawShapes(ctx, scene);
  drawAreas(ctx, scene);
  if (isBlocks(scene)) drawBlocks(ctx, scene);
  else {
    drawOutlines(ctx, scene);
    drawSeats(ctx, scene);
    drawRowLabels(ctx, scene);
  }
  forgetFinishedFades(scene);
  return scene.book.fades.size > 0;
}

function forgetFinishedFades({ book, now, still }: Scene): void {
  for (const [seat, { startedAt }] of book.fades) {
    if (still || now - startedAt >= FADE_MS) book.fades.delete(seat);
  }
}

const ROW_LABEL_RADIUS = 4.5;

function drawRowLabels(ctx: CanvasRenderingContext2D, scene: Scene): void {
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
    if (x > -20 && y > -20 && x < size.width + 20 && y < size.height + 20) {
      ctx.fillText(label.text, x, y);
    }
  }
}
