import type { ChartCategory, ChartRow, ChartSection } from '@ticket-flow/client/protocol';
import type { Chart } from '@ticket-flow/db';
import type { Canvas } from './canvas.ts';
import { fitCanvas, separateSections } from './canvas.ts';
import type { ChartDraft, DraftCategory, DraftRow, DraftSection } from './draft.ts';
import { ChartImportCode, ChartImportError } from './errors.ts';
import { nameRows, nameSections, numberSeats, uniqueLabels, uniqueUids } from './names.ts';
import type { NoteBook } from './notes.ts';
import { NoteCode } from './notes.ts';
import { findBreaks, orderRow } from './row-order.ts';
import { placePoint, placeShape } from './shapes.ts';
import { splitSections } from './split.ts';

/** Colours for categories that came without one; they stay apart for colour-blind readers. */
const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#f0e442'];

/** Turns a draft of any format into a chart: names, order, canvas, index. */
export function assembleChart(draft: ChartDraft, notes: NoteBook): Chart {
  const sections = settle(draft.sections, notes);
  const seated = sections.filter((section) => section.rows.length > 0);
  if (seated.length === 0) throw new ChartImportError(ChartImportCode.NoSeats, 'it has no seats');
  const uids = uniqueUids(seated, notes);
  const canvas = fitCanvas(sections, notes);
  const shapes = sections.flatMap((section) => section.shapes);
  return {
    geometry: {
      format: 1,
      name: draft.name,
      width: canvas.width,
      height: canvas.height,
      seatRadius: canvas.seatRadius,
      seatCount: uids.length,
      floors: ['1F'],
      categories: chartCategories(draft.categories),
      sections: indexSections(seated, canvas),
      areas: [],
      shapes: shapes.map((shape) => placeShape(shape, canvas.placement)),
    },
    uids,
  };
}

function settle(sections: readonly DraftSection[], notes: NoteBook): DraftSection[] {
  const seated = sections.map((section) => dropEmptyRows(section, notes));
  const named = nameSeated(seated, notes).map((section) => settleRows(section, notes));
  return uniqueLabels(splitSections(separateSections(named, notes), notes), notes);
}

/** A zone that holds only decoration needs no name: nothing is sold in it. */
function nameSeated(sections: readonly DraftSection[], notes: NoteBook): DraftSection[] {
  const scenery = sections.filter((section) => section.rows.length === 0);
  const seated = sections.filter((section) => section.rows.length > 0);
  return [...scenery, ...nameSections(seated, notes)];
}

function dropEmptyRows(section: DraftSection, notes: NoteBook): DraftSection {
  const rows = section.rows.filter((row) => row.seats.length > 0);
  const dropped = section.rows.length - rows.length;
  if (dropped > 0) notes.add(NoteCode.DroppedEmpty, `rows of ${section.name || 'a zone'}`, dropped);
  if (rows.length === 0 && section.shapes.length === 0) {
    notes.add(NoteCode.DroppedEmpty, `zone ${section.name}`.trim());
  }
  return { ...section, rows };
}

function settleRows(section: DraftSection, notes: NoteBook): DraftSection {
  const rows = section.rows.map((row) =>
    numberSeats(section.name, { ...row, seats: orderRow(row.seats) }, notes),
  );
  return nameRows({ ...section, rows }, notes);
}

function indexSections(sections: readonly DraftSection[], canvas: Canvas): ChartSection[] {
  let next = 0;
  return sections.map((section) => ({
    name: section.name,
    floor: 0,
    rows: section.rows.map((row) => {
      const first = next;
      next += row.seats.length;
      return chartRow(row, first, canvas);
    }),
  }));
}

function chartRow(row: DraftRow, first: number, canvas: Canvas): ChartRow {
  const points = row.seats.map((seat) => placePoint(seat, canvas.placement));
  const categories = row.seats.map((seat) => seat.category);
  const one = categories.every((category) => category === categories[0]);
  const breaks = findBreaks(row.seats);
  return {
    name: row.name,
    first,
    numbers: row.seats.map((seat) => seat.number),
    x: points.map((point) => point.x),
    y: points.map((point) => point.y),
    category: one ? (categories[0] ?? 0) : categories,
    ...(breaks.length > 0 ? { breaks } : {}),
    ...(row.seats.some((seat) => seat.flags !== 0)
      ? { flags: row.seats.map((seat) => seat.flags) }
      : {}),
  };
}

function chartCategories(categories: readonly DraftCategory[]): ChartCategory[] {
  const taken = new Set<string>();
  return categories.map(({ name, color }, k) => {
    const slug = slugOf(name);
    let key = slug;
    for (let n = k + 1; key === '' || taken.has(key); n += 1) key = `${slug || 'category'}-${n}`;
    taken.add(key);
    return { key, name, color: color ?? COLORS[k % COLORS.length] ?? '#0072b2' };
  });
}

/** "Category I" as "category-i"; letters of any script stay. */
function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
