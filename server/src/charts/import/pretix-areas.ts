import type { Point, Shape } from '@ticket-flow/client/protocol';
import { ChartImportCode, ChartImportError } from './errors.ts';
import type { NoteBook } from './notes.ts';
import { NoteCode } from './notes.ts';
import type { PretixArea } from './pretix-schema.ts';
import { turnAbout } from './shapes.ts';

const DEFAULT_TEXT_SIZE = 16;

/**
 * Shapes of an area: its outline, and its caption if it has one. The format turns an area about
 * its position, which only for circles and ellipses is the middle.
 */
export function areaShapes(
  area: PretixArea,
  origin: Point,
  field: string,
  notes: NoteBook,
): Shape[] {
  const at = add(origin, area.position);
  const outline = outlineOf(area, at, field, notes);
  const caption = captionOf(area, at);
  return [outline, caption].flatMap((shape) =>
    shape ? [turnAbout(shape, at, area.rotation ?? 0)] : [],
  );
}

/** `#rrggbb` from the hex notations in use; other notations are left to the reader's theme. */
export function hexColor(color: string | null | undefined): string | undefined {
  const hex = color?.toLowerCase() ?? '';
  if (/^#[0-9a-f]{6}([0-9a-f]{2})?$/.test(hex)) return hex.slice(0, 7);
  if (/^#[0-9a-f]{3}$/.test(hex)) return hex.replace(/[0-9a-f]/g, '$&$&');
  return undefined;
}

export function add(a: Point, b: Point | null | undefined): Point {
  return { x: a.x + (b?.x ?? 0), y: a.y + (b?.y ?? 0) };
}

function outlineOf(area: PretixArea, at: Point, field: string, notes: NoteBook): Shape | undefined {
  const paint = paintOf(area);
  switch (area.shape) {
    case 'polygon': {
      const { points } = required(area.polygon, `${field}.polygon`);
      if (points.length < 3) throw missing(`${field}.polygon.points`, 'a polygon has 3 or more');
      return { kind: 'polygon', points: points.map((point) => add(at, point)), ...paint };
    }
    case 'rectangle':
      return {
        kind: 'rectangle',
        ...at,
        ...required(area.rectangle, `${field}.rectangle`),
        ...paint,
      };
    case 'ellipse': {
      const { radius } = required(area.ellipse, `${field}.ellipse`);
      return { kind: 'ellipse', ...at, radiusX: radius.x, radiusY: radius.y, ...paint };
    }
    case 'circle': {
      const { radius } = required(area.circle, `${field}.circle`);
      return { kind: 'ellipse', ...at, radiusX: radius, radiusY: radius, ...paint };
    }
    case 'text':
      required(area.text, `${field}.text`);
      return undefined;
    default:
      notes.add(NoteCode.SkippedShape, `${field}: ${area.shape}`);
      return undefined;
  }
}

function captionOf(area: PretixArea, at: Point): Shape | undefined {
  if (!area.text?.text) return undefined;
  const color = hexColor(area.text.color);
  return {
    kind: 'text',
    ...add(at, area.text.position),
    text: area.text.text,
    size: area.text.size ?? DEFAULT_TEXT_SIZE,
    ...(color ? { color } : {}),
  };
}

function paintOf(area: PretixArea): { color?: string; borderColor?: string } {
  const color = hexColor(area.color);
  const borderColor = hexColor(area.border_color);
  return { ...(color ? { color } : {}), ...(borderColor ? { borderColor } : {}) };
}

function required<T>(value: T | null | undefined, field: string): T {
  if (value === undefined || value === null) throw missing(field, 'the shape needs it');
  return value;
}

function missing(field: string, message: string): ChartImportError {
  return new ChartImportError(ChartImportCode.InvalidField, message, field);
}
