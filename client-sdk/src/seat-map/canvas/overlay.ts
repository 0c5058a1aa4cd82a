import { Look } from '../model/looks.ts';
import type { Pointed } from '../model/pointed.ts';
import { copyMark } from './draw-seats.ts';
import { FADE_MS, isShown, MARK_RADIUS, seatRadius } from './scene.ts';
import type { Context, Scene } from './scene.ts';

export interface Overlay {
  readonly pointed: Pointed | undefined;
  /** Seats that a drag has gathered so far. */
  readonly gathered: readonly number[];
  readonly now: number;
  /** The person wants no movement. */
  readonly still: boolean;
}

/** Forgets fades that are over; answers the seats whose fade goes on. */
export function fadingSeats({ book }: Pick<Scene, 'book'>, { now, still }: Overlay): number[] {
  for (const [seat, { startedAt }] of book.fades) {
    if (still || now - startedAt >= FADE_MS) book.fades.delete(seat);
  }
  return [...book.fades.keys()];
}

/** What moves or is pointed at, over the still picture. */
export function drawOverlay(ctx: Context, scene: Scene, overlay: Overlay): void {
  const radius = seatRadius(scene);
  if (radius >= MARK_RADIUS)
    for (const seat of scene.book.fades.keys()) drawFade(ctx, scene, seat, overlay);
  ctx.globalAlpha = 1;
  for (const seat of overlay.gathered) ring(ctx, scene, seat, radius * 1.35, scene.theme.accent);
  const { pointed } = overlay;
  if (pointed?.kind !== 'seat' || pointed.seat >= scene.layout.numbered) return;
  if (!isShown(scene, scene.layout.floorOf[pointed.seat] ?? 0)) return;
  ring(ctx, scene, pointed.seat, radius * 1.4, scene.theme.ink);
}

/** The old mark fades from over the new one; a seat that became mine pops. */
function drawFade(ctx: Context, scene: Scene, seat: number, { now }: Overlay): void {
  const { layout, book } = scene;
  const fade = book.fades.get(seat);
  if (!fade || seat >= layout.numbered || !isShown(scene, layout.floorOf[seat] ?? 0)) return;
  const part = Math.min(1, Math.max(0, (now - fade.startedAt) / FADE_MS));
  const look = book.get(seat);
  if (look === Look.Mine) {
    copyMark(ctx, scene, seat, { look, grow: 1 + 0.2 * Math.sin(Math.PI * part) });
  } else copyMark(ctx, scene, seat, { look: fade.from, part: 1 - part });
}

function ring(
  ctx: Context,
  { layout, view }: Scene,
  seat: number,
  radius: number,
  color: string,
): void {
  const x = (layout.xs[seat] ?? 0) * view.scale + view.x;
  const y = (layout.ys[seat] ?? 0) * view.scale + view.y;
  ctx.beginPath();
  ctx.arc(x, y, Math.max(5, radius), 0, Math.PI * 2);
  ctx.lineWidth = 2;
  ctx.strokeStyle = color;
  ctx.stroke();
}
