import { createHash } from 'node:crypto';
import type { ChartGeometry } from '@ticket-flow/client/protocol';
import type { Chart, Database } from '@ticket-flow/db';
import type { Transaction } from 'sequelize';

export interface StoredChart extends Chart {
  readonly id: number;
  readonly venueId: number;
  /** Names this very content; part of the geometry's address. */
  readonly hash: string;
}

export interface NewChart {
  readonly organisationId: number;
  readonly venueId: number;
  readonly chart: Chart;
}

export interface ChartRepository {
  find(id: number): Promise<StoredChart | undefined>;
  /** Venue by chart id. */
  venuesOf(chartIds: readonly number[]): Promise<Map<number, number>>;
  /** Stores a chart as the next version of its name at the venue. */
  insert(tx: Transaction, chart: NewChart): Promise<number>;
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
    insert: async (transaction, { organisationId, venueId, chart }) => {
      const geometry = JSON.stringify(chart.geometry);
      const latest = await models.charts.findOne({
        where: { venue_id: venueId, name: chart.geometry.name },
        order: [['version', 'DESC']],
        attributes: ['version'],
        transaction,
      });
      const row = await models.charts.create(
        {
          organisation_id: organisationId,
          venue_id: venueId,
          name: chart.geometry.name,
          version: (latest?.version ?? 0) + 1,
          seat_count: chart.geometry.seatCount,
          geometry,
          geometry_hash: createHash('sha256').update(geometry).digest('hex').slice(0, 24),
          uids: JSON.stringify(chart.uids),
          created_at: Date.now(),
        },
        { transaction },
      );
      return row.id;
    },
  };
}
