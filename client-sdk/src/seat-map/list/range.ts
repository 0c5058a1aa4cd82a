/** The free seats of a row from `anchor` to `to`, at most so many, counted from the anchor. */
export function freeBetween(
  row: readonly number[],
  anchor: number,
  to: number,
  options: { readonly most: number; readonly isFree: (seat: number) => boolean },
): number[] {
  const [start, end] = [row.indexOf(anchor), row.indexOf(to)];
  if (start < 0 || end < 0) return [];
  const between = row.slice(Math.min(start, end), Math.max(start, end) + 1);
  const outwards = start <= end ? between : between.reverse();
  return outwards.filter(options.isFree).slice(0, Math.max(0, options.most));
}
