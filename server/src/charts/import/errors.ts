export const ChartImportCode = {
  UnknownFormat: 'UNKNOWN_FORMAT',
  InvalidField: 'INVALID_FIELD',
  NoSeats: 'NO_SEATS',
  TooManySeats: 'TOO_MANY_SEATS',
} as const;
export type ChartImportCode = (typeof ChartImportCode)[keyof typeof ChartImportCode];

/** A file that can't become a chart. `field` is the path in the file: `zones[2].rows[0].seats`. */
export class ChartImportError extends Error {
  readonly code: ChartImportCode;
  readonly field: string | undefined;

  constructor(code: ChartImportCode, message: string, field?: string) {
    super(field === undefined ? message : `${field}: ${message}`);
    this.name = 'ChartImportError';
    this.code = code;
    this.field = field;
  }
}

/** `['zones', 2, 'position', 'x']` as `zones[2].position.x`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
