import type { Point } from '@ticket-flow/client/protocol';
import { SeatFlag } from '@ticket-flow/client/protocol';
import type { Chart } from '@ticket-flow/db';
import { MAX_CHART_SEATS } from '../lint.ts';
import { assembleChart } from './assemble.ts';
import type { ChartDraft, DraftCategory, DraftSeat, DraftSection } from './draft.ts';
import { ChartImportCode, ChartImportError } from './errors.ts';
import type { ImportReport } from './notes.ts';
import { NoteBook, NoteCode } from './notes.ts';
import { add, areaShapes, hexColor } from './pretix-areas.ts';
import { noteIgnoredFields } from './pretix-fields.ts';
import type { PretixPlan, PretixSeat, PretixZone } from './pretix-schema.ts';
import { parsePlan } from './pretix-schema.ts';

const DEFAULT_RADIUS = 10;

export interface ChartImport {
  readonly chart: Chart;
  readonly report: ImportReport;
}

/** Whether the file looks like a pretix seating plan; nothing else is checked. */
export function isPretix(json: unknown): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && 'zones' in json;
}

/**
 * Reads a pretix seating plan. Zones become sections of one floor; what had to be changed on the
 * way is in the report. Throws {@link ChartImportError} if the file is wrong.
 */
export function importPretix(json: unknown): ChartImport {
  const notes = new NoteBook();
  const plan = parsePlan(json);
  checkSeatCount(plan);
  noteIgnoredFields(json, notes);
  const chart = assembleChart(draftOf(plan, notes), notes);
  return { chart, report: { format: 'pretix', notes: notes.notes() } };
}

function checkSeatCount(plan: PretixPlan): void {
  const rows = plan.zones.flatMap((zone) => zone.rows);
  const total = rows.reduce((sum, row) => sum + row.seats.length, 0);
  if (total <= MAX_CHART_SEATS) return;
  throw new ChartImportError(
    ChartImportCode.TooManySeats,
    `${total} seats, at most ${MAX_CHART_SEATS} are allowed`,
    'zones',
  );
}

function draftOf(plan: PretixPlan, notes: NoteBook): ChartDraft {
  const categories = new Categories(plan, notes);
  const sections = plan.zones.map((zone, k) => draftZone(zone, `zones[${k}]`, categories, notes));
  return { name: plan.name || 'Seating plan', categories: categories.list, sections };
}

function draftZone(
  zone: PretixZone,
  field: string,
  categories: Categories,
  notes: NoteBook,
): DraftSection {
  return {
    name: zone.name ?? '',
    rows: zone.rows.map((row) => {
      const origin = add(zone.position, row.position);
      return {
        name: row.row_number,
        seats: row.seats.map((s) => draftSeat(s, origin, categories)),
      };
    }),
    shapes: (zone.areas ?? []).flatMap((area, k) =>
      areaShapes(area, zone.position, `${field}.areas[${k}]`, notes),
    ),
  };
}

function draftSeat(seat: PretixSeat, origin: Point, categories: Categories): DraftSeat {
  return {
    number: seat.seat_number,
    uid: seat.seat_guid,
    ...add(origin, seat.position),
    radius: seat.radius ?? DEFAULT_RADIUS,
    category: categories.indexOf(seat.category),
    flags: seat.wheelchair === true ? SeatFlag.Accessible : 0,
  };
}

/** Categories by name: those the file lists, then those its seats use all the same. */
class Categories {
  readonly list: DraftCategory[] = [];
  readonly #index = new Map<string, number>();
  readonly #notes: NoteBook;

  constructor(plan: PretixPlan, notes: NoteBook) {
    this.#notes = notes;
    for (const { name, color } of plan.categories) {
      if (this.#index.has(name)) notes.add(NoteCode.RepeatedCategory, name);
      else this.#push(name, hexColor(color));
    }
  }

  indexOf(name: string): number {
    const known = this.#index.get(name);
    if (known !== undefined) return known;
    this.#notes.add(NoteCode.UnknownCategory, name);
    return this.#push(name, undefined);
  }

  #push(name: string, color: string | undefined): number {
    this.#index.set(name, this.list.length);
    return this.list.push({ name, ...(color ? { color } : {}) }) - 1;
  }
}
