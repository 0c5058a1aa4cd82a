import { createHash, createHmac } from 'node:crypto';

/** What the database has of one room, as far as the order of its line follows from it. */
export interface RecordedLine {
  /** 32 bytes, hex. */
  readonly seed: string;
  readonly seedHash: string;
  /** Arrivals up to this number were in the lobby when it was shuffled. */
  readonly cut: number;
  readonly arrivals: readonly { readonly account: string; readonly seq: number }[];
}

const DRAW_BYTES = 6;

/** Written down anew from the rules, not taken from the server's code: it is what is checked. */
export function drawnNumber(seed: string, account: string): number {
  const digest = createHmac('sha256', Buffer.from(seed, 'hex')).update(account).digest();
  return digest.readUIntBE(0, DRAW_BYTES);
}

export function seedIsTheOnePublished({ seed, seedHash }: RecordedLine): boolean {
  return createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex') === seedHash;
}

/** Accounts as the room has to let them in: the lobby as it was drawn, then who came later. */
export function recordedOrder({ seed, cut, arrivals }: RecordedLine): string[] {
  const lobby = arrivals
    .filter(({ seq }) => seq <= cut)
    .map(({ account }) => ({ account, drawn: drawnNumber(seed, account) }))
    .toSorted((a, b) => a.drawn - b.drawn);
  const later = arrivals.filter(({ seq }) => seq > cut).toSorted((a, b) => a.seq - b.seq);
  return [...lobby, ...later].map(({ account }) => account);
}

/**
 * Kendall's tau of `order` against `expected`, over what is in both: 1 when nobody was let in
 * before somebody who stood in front, -1 for the reverse. Null where there are no two to compare.
 */
export function kendallTau(order: readonly string[], expected: readonly string[]): number | null {
  const ranks = new Map(expected.map((account, rank) => [account, rank]));
  const ranked = order.flatMap((account) => ranks.get(account) ?? []);
  const count = ranked.length;
  if (count < 2) return null;
  return 1 - (4 * inversions(ranked)) / (count * (count - 1));
}

/** Pairs that stand the wrong way round; a merge sort counts them on its way. */
export function inversions(values: readonly number[]): number {
  let from = [...values];
  let to = new Array<number>(from.length).fill(0);
  let count = 0;
  for (let width = 1; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      count += merge(from, to, start, width);
    }
    [from, to] = [to, from];
  }
  return count;
}

/** Merges two neighbouring sorted runs, and says how often a right one went before a left one. */
function merge(from: readonly number[], to: number[], start: number, width: number): number {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let left = start;
  let right = middle;
  let crossed = 0;
  for (let at = start; at < end; at += 1) {
    const [a, b] = [from[left] ?? 0, from[right] ?? 0];
    if (left < middle && (right >= end || a <= b)) {
      to[at] = a;
      left += 1;
    } else {
      to[at] = b;
      right += 1;
      crossed += middle - left;
    }
  }
  return crossed;
}
