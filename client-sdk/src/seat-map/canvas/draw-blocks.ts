import { overlaps } from '../model/geometry.ts';
import type { PartLayout } from '../model/layout.ts';
import type { Pointed } from '../model/pointed.ts';
import { tracePolygon } from './draw-shapes.ts';
import { isShown, stepsBack } from './scene.ts';
import type { Context, Scene } from './scene.ts';
import { toScreen, visible } from './viewport.ts';

/** From afar: each section one block, fuller in colour the more of it is free. */
export function drawBlocks(ctx: Context, scene: Scene, pointed: Pointed | undefined): void {
  const { layout, book } = scene;
  const chosen = pointed?.kind === 'section' ? pointed.section : -1;
  forShown(scene, layout.sections, (section, k) => {
    drawBlock(ctx, scene, section, book.freeInSection[k] ?? 0, k === chosen);
  });
}

/** General-admission areas are blocks at every level. */
export function drawAreas(ctx: Context, scene: Scene, pointed: Pointed | undefined): void {
  const { layout, book } = scene;
  const chosen = pointed?.kind === 'area' ? pointed.area : -1;
  forShown(scene, layout.areas, (area, k) => {
    drawBlock(ctx, scene, area, book.freeInArea[k] ?? 0, k === chosen);
  });
}

function forShown(
  scene: Scene,
  parts: readonly PartLayout[],
  each: (part: PartLayout, index: number) => void,
): void {
  const seen = visible(scene.view, scene.size);
  parts.forEach((part, k) => {
    if (isShown(scene, part.floor) && overlaps(part.bounds, seen)) each(part, k);
  });
}

function drawBlock(
  ctx: Context,
  scene: Scene,
  part: PartLayout,
  free: number,
  pointed: boolean,
): void {
  const { theme, view } = scene;
  const paint = theme.grades[part.rank];
  const back = scene.wanted !== undefined && !part.ranks.some((rank) => scene.wanted?.has(rank));
  const share = free / Math.max(1, part.end - part.first);
  tracePolygon(ctx, part.outline, view);
  ctx.globalAlpha = back ? 0.12 : free === 0 ? 0.1 : 0.5 + 0.5 * share;
  ctx.fillStyle = paint?.fill ?? theme.faint;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.lineWidth = pointed ? 3 : 1;
  ctx.strokeStyle = pointed ? theme.ink : (paint?.fill ?? theme.faint);
  ctx.stroke();
  if (!back) labelBlock(ctx, scene, part, free);
}

/** The name, and under it what is left: a block's colour must not be the only word. */
function labelBlock(
  ctx: Context,
  scene: Scene,
  { name, bounds, centre, room, rank }: PartLayout,
  free: number,
): void {
  const { theme, view, words } = scene;
  const width = Math.min(bounds.right - bounds.left, room * 1.3) * view.scale;
  const height = Math.min(bounds.bottom - bounds.top, room) * view.scale;
  if (width < 20 || height < 14) return;
  // Whole pixels: a browser finds a font it has used before much sooner than one of a new size.
  const size = Math.round(Math.min(22, Math.max(10, Math.min(width, height) * 0.28)));
  const { x, y } = toScreen(view, centre);
  const caption = words.caption(name);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.font = `750 ${String(size)}px ${theme.font}`;
  if (theme.widthOf(ctx, caption) > width) return;
  ctx.fillStyle = free > 0 ? (theme.grades[rank]?.ink ?? theme.ink) : theme.ink;
  const left = words.left(free);
  const small = Math.round(Math.max(9, size * 0.62));
  ctx.font = `550 ${String(small)}px ${theme.font}`;
  const fitsBoth = size >= 12 && height > size + small + 10 && theme.widthOf(ctx, left) < width;
  if (fitsBoth) ctx.fillText(left, x, y + size * 0.62);
  ctx.font = `750 ${String(size)}px ${theme.font}`;
  ctx.fillText(caption, x, fitsBoth ? y - small * 0.62 : y);
}

/** Nearer: where a section begins and ends, quietly. */
export function drawOutlines(ctx: Context, scene: Scene): void {
  const { layout, view, theme } = scene;
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.faint;
  ctx.fillStyle = theme.ink;
  forShown(scene, layout.sections, (section) => {
    tracePolygon(ctx, section.outline, view);
    ctx.globalAlpha = 0.05;
    ctx.fill();
    ctx.globalAlpha = 0.3;
    ctx.stroke();
  });
  ctx.globalAlpha = 1;
}

/** Where nothing better is there yet: the sections in their grades' colours. */
export function drawUnderlay(ctx: Context, scene: Scene): void {
  const { layout, view, theme } = scene;
  forShown(scene, layout.sections, (section) => {
    tracePolygon(ctx, section.outline, view);
    ctx.globalAlpha = stepsBack(scene, section.rank) ? 0.05 : 0.2;
    ctx.fillStyle = theme.grades[section.rank]?.fill ?? theme.faint;
    ctx.fill();
  });
  ctx.globalAlpha = 1;
}
