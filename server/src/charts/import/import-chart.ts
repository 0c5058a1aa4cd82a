import { ChartImportCode, ChartImportError } from './errors.ts';
import type { ChartImport } from './pretix.ts';
import { importPretix, isPretix } from './pretix.ts';

interface ChartFormat {
  readonly name: string;
  readonly detect: (json: unknown) => boolean;
  readonly read: (json: unknown) => ChartImport;
}

/** Tried in order; a further format is a further line. */
const FORMATS: readonly ChartFormat[] = [
  { name: 'pretix seating plan', detect: isPretix, read: importPretix },
];

/** Reads a chart from a parsed JSON file of any format we know. */
export function importChart(json: unknown): ChartImport {
  const format = FORMATS.find(({ detect }) => detect(json));
  if (format) return format.read(json);
  const known = FORMATS.map(({ name }) => name).join(', ');
  throw new ChartImportError(
    ChartImportCode.UnknownFormat,
    `not a seating chart format we know (${known})`,
  );
}
