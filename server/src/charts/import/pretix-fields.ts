import type { NoteBook } from './notes.ts';
import { NoteCode } from './notes.ts';

/** What the importer knows of each object; `true` is a value, an object a nested one. */
interface Fields {
  readonly [field: string]: true | Fields;
}

const point: Fields = { x: true, y: true };

/** The fields of the format, those without a meaning for a chart included. */
const planFields: Fields = {
  name: true,
  size: { width: true, height: true },
  categories: { name: true, color: true },
  zones: {
    name: true,
    zone_id: true,
    uuid: true,
    position: point,
    rows: {
      row_number: true,
      row_label: true,
      seat_label: true,
      row_number_position: true,
      uuid: true,
      position: point,
      seats: {
        seat_guid: true,
        seat_number: true,
        uuid: true,
        start_direction: true,
        radius: true,
        category: true,
        wheelchair: true,
        position: point,
      },
    },
    areas: {
      color: true,
      border_color: true,
      rotation: true,
      position: point,
      uuid: true,
      shape: true,
      polygon: { points: point },
      rectangle: { width: true, height: true },
      ellipse: { radius: point },
      circle: { radius: true },
      text: { text: true, color: true, size: true, position: point },
    },
  },
};

/** Files with thousands of fields of their own are cut short. */
const MAX_FIELDS = 50;

/** Notes every field of the file that the format doesn't have, once with its count. */
export function noteIgnoredFields(json: unknown, notes: NoteBook): void {
  const counts = new Map<string, number>();
  countUnknown(json, planFields, '', counts);
  for (const [field, count] of counts) notes.add(NoteCode.IgnoredField, field, count);
}

function countUnknown(
  value: unknown,
  known: Fields,
  path: string,
  counts: Map<string, number>,
): void {
  if (Array.isArray(value)) {
    for (const item of value) countUnknown(item, known, `${path}[]`, counts);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [field, content] of Object.entries(value)) {
    const name = path === '' ? field : `${path}.${field}`;
    const inner = Object.hasOwn(known, field) ? known[field] : undefined;
    if (inner === undefined) count(counts, name);
    else if (inner !== true) countUnknown(content, inner, name, counts);
  }
}

function count(counts: Map<string, number>, name: string): void {
  if (counts.has(name) || counts.size < MAX_FIELDS) counts.set(name, (counts.get(name) ?? 0) + 1);
}
