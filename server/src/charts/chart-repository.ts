import type { ChartGeometry } from '@ticket-flow/client/protocol';
import type { Chart, Database } from '@ticket-flow/db';

export interface StoredChart extends Chart {
  readonly id: number;
  readonly venueId: number;
  /** Names this very content; part of the geometry's address. */
  readonly hash: string;
}

export interface ChartRepository {
  find(id: number): Promise<StoredChart | undefined>;
  /** Venue by chart id. */
  venuesOf(chartIds: readonly number[]): Promise<Map<number, number>>;
}

export function createChartRepository({ models }: Database): ChartRepository {
  return {
    find: async (id) => {
      const row = await models.charts.findByPk(id);
      if (!row) return undefined;
      return {
        id,
        venueId: row.venue_id,
        hash: row.geometry_hash,
        geometry: JSON.parse(row.geometry) as ChartGeometry,
        uids: JSON.parse(row.uids) as string[],
      };
    },
    venuesOf: async (chartIds) => {
      const rows = await models.charts.findAll({
        where: { id: [...chartIds] },
        attributes: ['id', 'venue_id'],
      });
      return new Map(rows.map((row) => [row.id, row.venue_id]));
    },
  };
}
