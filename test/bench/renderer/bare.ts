import { drawMark } from '../../../client-sdk/src/seat-map/canvas/marks.ts';
import type { MapTheme } from '../../../client-sdk/src/seat-map/canvas/theme.ts';
import type { MapLayout } from '../../../client-sdk/src/seat-map/model/layout.ts';
import type { Look, LookBook } from '../../../client-sdk/src/seat-map/model/looks.ts';

/**
 * The reference: a page that knows nothing but its marks. Each frame it wipes the canvas and draws
 * what is in sight: blocks with their two texts, or squares, or copied marks, or marks and numbers.
 * No layers, no hit-testing, no row names, no scenery, nothing that moves. What is in sight it finds
 * in sections sorted beforehand.
 */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Bare {
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly theme: MapTheme;
  readonly size: { readonly width: number; readonly height: number };
  readonly seatRadius: number;
  readonly marks: Map<string, HTMLCanvasElement>;
}

export function prepareBare(parts: Omit<Bare, 'seatRadius' | 'marks'>): Bare {
  return { ...parts, seatRadius: parts.layout.seatRadius, marks: new Map() };
}

/** Answers how many marks it drew. */
export function drawBare(ctx: CanvasRenderingContext2D, bare: Bare, view: View): number {
  const { theme, size } = bare;
  const radius = bare.seatRadius * view.scale;
  ctx.setTransform(window.devicePixelRatio, 0, 0, window.devicePixelRatio, 0, 0);
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, size.width, size.height);
  if (radius < 1.7) return drawBlocks(ctx, bare, view);
  let drawn = 0;
  const { layout } = bare;
  for (const section of layout.sections) {
    const { bounds } = section;
    if (bounds.right * view.scale + view.x < 0) continue;
    if (bounds.left * view.scale + view.x > size.width) continue;
    if (bounds.bottom * view.scale + view.y < 0) continue;
    if (bounds.top * view.scale + view.y > size.height) continue;
    drawn += drawSeats(ctx, bare, view, section.first, section.end);
  }
  return drawn;
}

function drawSeats(
  ctx: CanvasRenderingContext2D,
  bare: Bare,
  view: View,
  first: number,
  end: number,
): number {
  const { layout, book, theme, size } = bare;
  const radius = bare.seatRadius * view.scale;
  const reach = Math.ceil(radius * 1.5) + 1;
  let drawn = 0;
  if (radius >= 8) {
    ctx.font = `650 ${String(Math.round(radius * 0.92))}px ${theme.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
  }
  for (let seat = first; seat < end; seat += 1) {
    const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
    const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
    if (x < -reach || y < -reach || x > size.width + reach || y > size.height + reach) continue;
    const look = book.get(seat);
    const rank = layout.gradeRank[seat] ?? -1;
    drawn += 1;
    if (radius < 3) {
      const half = radius * (look === 0 ? 0.86 : look === 1 ? 0.4 : 0.2);
      ctx.fillStyle = look === 0 ? (theme.grades[rank]?.fill ?? '') : theme.faint;
      ctx.fillRect(x - half, y - half, half * 2, half * 2);
      continue;
    }
    ctx.drawImage(
      markOf(bare, radius, reach, look, rank),
      x - reach,
      y - reach,
      reach * 2,
      reach * 2,
    );
    if (radius < 8 || look !== 0) continue;
    ctx.fillStyle = theme.grades[rank]?.ink ?? '';
    ctx.fillText(layout.seats[seat]?.number ?? '', x, y + radius * 0.05);
  }
  return drawn;
}

function markOf(
  { marks, theme }: Bare,
  radius: number,
  reach: number,
  look: Look,
  rank: number,
): HTMLCanvasElement {
  const key = `${radius.toFixed(2)} ${String(look)} ${String(rank)}`;
  const found = marks.get(key);
  if (found) return found;
  const canvas = document.createElement('canvas');
  const ratio = window.devicePixelRatio;
  canvas.width = canvas.height = Math.ceil(reach * 2 * ratio);
  const ctx = canvas.getContext('2d');
  ctx?.scale(ratio, ratio);
  if (ctx) drawMark(ctx, { x: reach, y: reach, radius, look, rank }, theme);
  marks.set(key, canvas);
  return canvas;
}

function drawBlocks(ctx: CanvasRenderingContext2D, bare: Bare, view: View): number {
  const { layout, book, theme } = bare;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  layout.sections.forEach((section, k) => {
    ctx.beginPath();
    for (const { x, y } of section.outline)
      ctx.lineTo(x * view.scale + view.x, y * view.scale + view.y);
    ctx.closePath();
    ctx.globalAlpha = 0.8;
    ctx.fillStyle = theme.grades[section.rank]?.fill ?? '';
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
    ctx.strokeStyle = ctx.fillStyle;
    ctx.stroke();
    const width = Math.min(section.bounds.right - section.bounds.left, section.room * 1.3);
    if (width * view.scale < 20) return;
    const size = Math.min(22, Math.max(10, width * view.scale * 0.28));
    const x = section.centre.x * view.scale + view.x;
    const y = section.centre.y * view.scale + view.y;
    ctx.fillStyle = theme.grades[section.rank]?.ink ?? '';
    ctx.font = `750 ${String(size)}px ${theme.font}`;
    ctx.fillText(section.name, x, y);
    if (size < 12) return;
    ctx.font = `550 ${String(size * 0.62)}px ${theme.font}`;
    ctx.fillText(`${String(book.freeInSection[k] ?? 0)} left`, x, y + size);
  });
  return layout.sections.length;
}
