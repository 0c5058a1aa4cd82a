import type { ChartGeometry } from '@ticket-flow/client/protocol';

/** A chart as stored: what everyone may see, and the permanent uid of every seat by index. */
export interface Chart {
  readonly geometry: ChartGeometry;
  readonly uids: readonly string[];
}
