import type { Point } from '../../protocol/index.ts';

export interface GridKey {
  readonly key: string;
  readonly ctrlKey: boolean;
}

const PAGE = 5;

/**
 * The seat that a key leads to from `from`, or undefined for a key that moves nothing. `rows` are
 * the seats that are shown; across rows it is the nearest one on the plan.
 */
export function nextSeat(
  rows: readonly (readonly number[])[],
  from: number,
  { key, ctrlKey }: GridKey,
  place: (seat: number) => Point,
): number | undefined {
  const at = rows.findIndex((row) => row.includes(from));
  const row = rows[at] ?? [];
  const k = row.indexOf(from);
  const last = rows.length - 1;
  const across = (to: number): number =>
    nearest(rows[Math.min(last, Math.max(0, to))] ?? row, place(from), place) ?? from;
  switch (key) {
    case 'ArrowLeft':
      return row[k - 1] ?? from;
    case 'ArrowRight':
      return row[k + 1] ?? from;
    case 'ArrowUp':
      return at === 0 ? from : across(at - 1);
    case 'ArrowDown':
      return at === last ? from : across(at + 1);
    case 'PageUp':
      return at === 0 ? from : across(at - PAGE);
    case 'PageDown':
      return at === last ? from : across(at + PAGE);
    case 'Home':
      return (ctrlKey ? rows[0] : row)?.[0] ?? from;
    case 'End':
      return (ctrlKey ? rows[last] : row)?.at(-1) ?? from;
    default:
      return undefined;
  }
}

function nearest(
  row: readonly number[],
  from: Point,
  place: (seat: number) => Point,
): number | undefined {
  let best: number | undefined;
  let least = Infinity;
  for (const seat of row) {
    const { x, y } = place(seat);
    const distance = (x - from.x) ** 2 + (y - from.y) ** 2;
    if (distance < least) [best, least] = [seat, distance];
  }
  return best;
}
