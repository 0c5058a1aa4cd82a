import { z } from 'zod';
import { ChartImportCode, ChartImportError, fieldPath } from './errors.ts';

/**
 * The pretix seating plan, as tolerant as real files need: decimals everywhere, numbers given as
 * text and names given as numbers, null for absent, unknown fields.
 */

/** Far more than any venue has, few enough that the worst file is read in seconds. */
const MAX_ZONES = 2_000;
const MAX_ROWS_PER_ZONE = 5_000;
const MAX_SEATS_PER_ROW = 2_000;
const MAX_SHAPES_PER_ZONE = 5_000;
const MAX_COORDINATE = 1_000_000;

const NUMERIC = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

const number = z.preprocess(
  (value) => (typeof value === 'string' && NUMERIC.test(value) ? Number(value) : value),
  z.number().min(-MAX_COORDINATE).max(MAX_COORDINATE),
);

const text = (longest: number) =>
  z.preprocess(
    (value) => (typeof value === 'number' ? String(value) : value),
    z.string().trim().max(longest),
  );

const optionalText = (longest: number) => text(longest).nullish();
const point = z.object({ x: number, y: number });
const size = number.pipe(z.number().min(0));

const seat = z.object({
  seat_guid: text(200),
  seat_number: text(50),
  position: point,
  category: text(100),
  radius: size.nullish(),
  wheelchair: z.unknown().optional(),
});

const row = z.object({
  row_number: text(50),
  seats: z.array(seat).max(MAX_SEATS_PER_ROW),
  position: point.nullish(),
});

const caption = z.object({
  text: optionalText(500),
  color: optionalText(50),
  size: size.nullish(),
  position: point.nullish(),
});

const area = z.object({
  shape: text(50),
  color: optionalText(50),
  border_color: optionalText(50),
  rotation: number.nullish(),
  position: point.nullish(),
  polygon: z.object({ points: z.array(point).max(MAX_SHAPES_PER_ZONE) }).nullish(),
  rectangle: z.object({ width: size, height: size }).nullish(),
  ellipse: z.object({ radius: z.object({ x: size, y: size }) }).nullish(),
  circle: z.object({ radius: size }).nullish(),
  text: caption.nullish(),
});

const zone = z.object({
  name: optionalText(100),
  position: point,
  rows: z.array(row).max(MAX_ROWS_PER_ZONE),
  areas: z.array(area).max(MAX_SHAPES_PER_ZONE).nullish(),
});

const category = z.object({ name: text(100), color: optionalText(50) });

const plan = z.object({
  name: text(200),
  zones: z.array(zone).max(MAX_ZONES),
  categories: z.array(category).max(1_000),
  size: z.object({ width: number, height: number }).nullish(),
});

export type PretixPlan = z.output<typeof plan>;
export type PretixZone = z.output<typeof zone>;
export type PretixArea = z.output<typeof area>;
export type PretixSeat = z.output<typeof seat>;

/** Parses the file, or throws a {@link ChartImportError} that names the first wrong field. */
export function parsePlan(json: unknown): PretixPlan {
  const result = plan.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ChartImportError(
    ChartImportCode.InvalidField,
    issue?.message ?? 'invalid',
    fieldPath(issue?.path ?? []),
  );
}
