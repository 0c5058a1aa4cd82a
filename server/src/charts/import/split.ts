import { median } from '../spacing.ts';
import type { DraftRow, DraftSection } from './draft.ts';
import { NamePool } from './names.ts';
import type { NoteBook } from './notes.ts';
import { NoteCode } from './notes.ts';

/** Rows further from a block's last row than this many usual steps start a block of their own. */
const MAX_STEPS = 3;
/** How many blocks back a row is compared with: a row that belongs to none of them is far away. */
const BLOCKS_BACK = 64;

interface Block {
  readonly rows: DraftRow[];
  readonly keys: Set<string>;
  last: Middle;
}

interface Middle {
  readonly x: number;
  readonly y: number;
}

/**
 * Files often draw several blocks of seats in one zone and start the rows of each at "A" again.
 * Such a zone becomes several sections: a row joins the nearest block in which none of its seats
 * repeats. A zone whose labels are unique stays whole.
 */
export function splitSections(sections: readonly DraftSection[], notes: NoteBook): DraftSection[] {
  const pool = new NamePool(sections.map((section) => section.name));
  return sections.flatMap((section) => {
    const keys = section.rows.flatMap(seatKeys);
    if (new Set(keys).size === keys.length) return [section];
    return blocksOf(section.rows).map((block, k): DraftSection => {
      if (k === 0) return { ...section, rows: block.rows };
      const name = pool.claimCopy(section.name);
      notes.add(NoteCode.SplitSection, `${name}: ${describeRows(block.rows)}`);
      return { name, rows: block.rows, shapes: [] };
    });
  });
}

function blocksOf(rows: readonly DraftRow[]): Block[] {
  const blocks: Block[] = [];
  const reach = MAX_STEPS * usualStep(rows);
  for (const row of rows) {
    const keys = seatKeys(row);
    const middle = middleOf(row);
    const home = nearestBlock(blocks, keys, middle, reach);
    if (!home) {
      blocks.push({ rows: [row], keys: new Set(keys), last: middle });
      continue;
    }
    home.rows.push(row);
    for (const key of keys) home.keys.add(key);
    home.last = middle;
  }
  return blocks;
}

function nearestBlock(
  blocks: readonly Block[],
  keys: readonly string[],
  middle: Middle,
  reach: number,
): Block | undefined {
  let best: Block | undefined;
  let bestDistance = reach;
  for (const block of blocks.slice(-BLOCKS_BACK)) {
    const away = distance(block.last, middle);
    if (away > bestDistance || keys.some((key) => block.keys.has(key))) continue;
    best = block;
    bestDistance = away;
  }
  return best;
}

function usualStep(rows: readonly DraftRow[]): number {
  const middles = rows.map(middleOf);
  const steps = middles.flatMap((middle, k) => {
    const before = middles[k - 1];
    return before ? [distance(before, middle)] : [];
  });
  return median(steps) ?? 0;
}

function seatKeys(row: DraftRow): string[] {
  return row.seats.map((seat) => JSON.stringify([row.name, seat.number]));
}

function middleOf(row: DraftRow): Middle {
  const n = Math.max(1, row.seats.length);
  const sum = row.seats.reduce((a, seat) => ({ x: a.x + seat.x, y: a.y + seat.y }), { x: 0, y: 0 });
  return { x: sum.x / n, y: sum.y / n };
}

function distance(a: Middle, b: Middle): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function describeRows(rows: readonly DraftRow[]): string {
  const first = rows[0]?.name ?? '';
  const last = rows.at(-1)?.name ?? '';
  return rows.length === 1 ? `row ${first}` : `rows ${first} to ${last}`;
}
