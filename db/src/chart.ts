import type { ChartGeometry } from '@ticket-flow/client/protocol';

/** A chart as stored: what everyone may see, and the permanent uid of every seat by index. */
export interface Chart {
  readonly geometry: ChartGeometry;
  readonly uids: readonly string[];
}

/**
 * A chart's geometry as it is kept and travels (CHART-16): coordinates no finer than anybody sees,
 * tenths of a unit where a seat's radius is 4 units or more. What is finer only makes it longer.
 */
export function geometryText(geometry: ChartGeometry): string {
  const finest = geometry.seatRadius / 40;
  const digits = finest > 0 ? Math.max(1, Math.ceil(-Math.log10(finest))) : 1;
  const parts = 10 ** digits;
  const keep = (value: number): number => Math.round(value * parts) / parts || 0;
  return JSON.stringify(geometry, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? keep(value) : value,
  );
}
