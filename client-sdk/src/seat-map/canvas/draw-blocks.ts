import { overlaps } from '../model/geometry.ts';
import type { AreaLayout, SectionLayout } from '../model/layout.ts';
import type { Scene } from './scene.ts';
import { tracePolygon } from './draw-shapes.ts';
import { toScreen, visible } from './viewport.ts';

type Context = CanvasRenderingContext2D;

/** From afar: each section one block, fuller in colour the more of it is free. */
export function drawBlocks(ctx: Context, scene: Scene): void {
  const { layout, book, view, size } = scene;
  const seen = visible(view, size);
  layout.sections.forEach((section, k) => {
    if (!overlaps(section.bounds, seen)) return;
    drawBlock(ctx, scene, section, book.freeInSection[k] ?? 0, isPointed(scene, 'section', k));
  });
}

export function drawAreas(ctx: Context, scene: Scene): void {
  const { layout, book, view, size } = scene;
  const seen = visible(view, size);
  layout.areas.forEach((area, k) => {
    if (!overlaps(area.bounds, seen)) return;
    drawBlock(ctx, scene, area, book.freeInArea[k] ?? 0, isPointed(scene, 'area', k));
  });
}

function isPointed({ pointed }: Scene, kind: 'section' | 'area', index: number): boolean {
  if (pointed?.kind !== kind) return false;
  return pointed.kind === 'section'
    ? pointed.section === index
    : pointed.kind === 'area' && pointed.area === index;
}

function drawBlock(
  ctx: Context,
  scene: Scene,
  part: SectionLayout | AreaLayout,
  free: number,
  pointed: boolean,
): void {
  const { theme, view, onlyGrade } = scene;
  const paint = theme.grades[part.rank];
  const dimmed = onlyGrade !== undefined && onlyGrade !== part.rank;
  const share = free / Math.max(1, part.end - part.first);
  tracePolygon(ctx, part.outline, view);
  ctx.globalAlpha = dimmed ? 0.12 : free === 0 ? 0.1 : 0.5 + 0.5 * share;
  ctx.fillStyle = paint?.fill ?? theme.faint;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.lineWidth = pointed ? 3 : 1;
  ctx.strokeStyle = pointed ? theme.ink : (paint?.fill ?? theme.faint);
  ctx.stroke();
  if (!dimmed) labelBlock(ctx, scene, part, free);
}

/** The name, and under it what is left: a block's colour must not be the only word. */
function labelBlock(
  ctx: Context,
  scene: Scene,
  { name, bounds, centre, room, rank }: SectionLayout | AreaLayout,
  free: number,
): void {
  const { theme, view, words } = scene;
  const width = Math.min(bounds.right - bounds.left, room * 1.3) * view.scale;
  const height = Math.min(bounds.bottom - bounds.top, room) * view.scale;
  if (width < 20 || height < 14) return;
  const size = Math.min(22, Math.max(10, Math.min(width, height) * 0.28));
  const { x, y } = toScreen(view, centre);
  const caption = words.caption(name);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.font = `750 ${String(size)}px ${theme.font}`;
  if (ctx.measureText(caption).width > width) return;
  ctx.fillStyle = free > 0 ? (theme.grades[rank]?.ink ?? theme.ink) : theme.ink;
  const left = words.left(free);
  const small = Math.max(9, size * 0.62);
  ctx.font = `550 ${String(small)}px ${theme.font}`;
  const fitsBoth = size >= 12 && height > size + small + 10 && ctx.measureText(left).width < width;
  if (fitsBoth) ctx.fillText(left, x, y + size * 0.62);
  ctx.font = `750 ${String(size)}px ${theme.font}`;
  ctx.fillText(caption, x, fitsBoth ? y - small * 0.62 : y);
}

/** Nearer: where a section begins and ends, quietly. */
export function drawOutlines(ctx: Context, { layout, view, size, theme }: Scene): void {
  const seen = visible(view, size);
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.faint;
  for (const section of layout.sections) {
    if (!overlaps(section.bounds, seen)) continue;
    tracePolygon(ctx, section.outline, view);
    ctx.globalAlpha = 0.05;
    ctx.fillStyle = theme.ink;
    ctx.fill();
    ctx.globalAlpha = 0.3;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}
