import type { RefundPolicy } from '@ticket-flow/client/protocol';
import type {
  Database,
  EventRow,
  EventTextRow,
  PerformanceRow,
  VenueRow,
  VenueTextRow,
} from '@ticket-flow/db';
import { Op, literal } from 'sequelize';
import type { Charts } from '../charts/index.ts';
import { tagsOfPerformance } from './tags.ts';

export type Performance = PerformanceRow;

/** A performance with where it takes place. */
export interface PlacedPerformance {
  readonly performance: PerformanceRow;
  readonly venueId: number;
}

export interface EventBundle {
  readonly event: EventRow;
  readonly texts: readonly EventTextRow[];
  /** Category ids. */
  readonly categoryIds: readonly number[];
  readonly performances: readonly PlacedPerformance[];
}

export interface CategoryNode {
  readonly id: number;
  readonly parentId: number | null;
  readonly slug: string;
  readonly names: Readonly<Record<string, string>>;
}

export interface VenueBundle extends VenueRow {
  readonly texts: readonly VenueTextRow[];
}

/** Reads of the public catalogue. Only published events are seen. */
export interface CatalogRepository {
  categories(): Promise<CategoryNode[]>;
  listEvents(
    categoryIds: readonly number[] | undefined,
    offset: number,
    limit: number,
  ): Promise<{ total: number; events: EventBundle[] }>;
  findEvent(slug: string): Promise<EventBundle | undefined>;
  findEventById(id: number): Promise<EventBundle | undefined>;
  /** Those of the ids that are published, in no order. */
  findEventsById(ids: readonly number[]): Promise<EventBundle[]>;
  findPerformance(id: number): Promise<PlacedPerformance | undefined>;
  refundPolicy(id: number): Promise<RefundPolicy | undefined>;
  /** Once; raises the sale's configuration with it (EPOCH-6). */
  callOff(performanceId: number): Promise<void>;
  /** Whether seats are held through a waiting room only; raises the sale's configuration. */
  requireAdmission(performanceId: number, required: boolean): Promise<void>;
  /** Called off, and beginning after `startsAfter`. */
  calledOff(startsAfter: number): Promise<number[]>;
  venues(ids: readonly number[]): Promise<Map<number, VenueBundle>>;
  /** Lowest adult price by performance. */
  lowestPrices(performanceIds: readonly number[]): Promise<Map<number, number>>;
}

export function createCatalogRepository(
  database: Database,
  venuesOf: Charts['venuesOf'],
): CatalogRepository {
  const { models } = database;

  async function bundle(events: readonly EventRow[]): Promise<EventBundle[]> {
    const ids = events.map(({ id }) => id);
    const [texts, links, performances] = await Promise.all([
      models.eventTexts.findAll({ where: { event_id: ids } }),
      models.eventCategories.findAll({ where: { event_id: ids } }),
      models.performances.findAll({ where: { event_id: ids }, order: ['starts_at', 'id'] }),
    ]);
    const placed = await place(performances);
    return events.map((event) => ({
      event,
      texts: texts.filter((row) => row.event_id === event.id),
      categoryIds: links.filter((row) => row.event_id === event.id).map((row) => row.category_id),
      performances: placed.filter(({ performance }) => performance.event_id === event.id),
    }));
  }

  async function place(performances: readonly PerformanceRow[]): Promise<PlacedPerformance[]> {
    const chartIds = [...new Set(performances.map(({ chart_id }) => chart_id))];
    const venueOf = await venuesOf(chartIds);
    return performances.map((performance) => ({
      performance,
      venueId: venueOf.get(performance.chart_id) ?? 0,
    }));
  }

  const published = { published_at: { [Op.ne]: null } };

  return {
    categories: async () => {
      const [rows, texts] = await Promise.all([
        models.categories.findAll({ order: ['position', 'id'] }),
        models.categoryTexts.findAll(),
      ]);
      return rows.map((row) => ({
        id: row.id,
        parentId: row.parent_id,
        slug: row.slug,
        names: Object.fromEntries(
          texts.filter((text) => text.category_id === row.id).map((t) => [t.locale, t.name]),
        ),
      }));
    },
    listEvents: async (categoryIds, offset, limit) => {
      const within = categoryIds && (await eventsIn(models, categoryIds));
      const where = within ? { ...published, id: within } : published;
      const { count, rows } = await models.events.findAndCountAll({
        where,
        order: ['position', 'id'],
        offset,
        limit,
      });
      return { total: count, events: await bundle(rows) };
    },
    findEvent: async (slug) => {
      const event = await models.events.findOne({ where: { ...published, slug } });
      return event ? (await bundle([event]))[0] : undefined;
    },
    findEventById: async (id) => {
      const event = await models.events.findByPk(id);
      return event ? (await bundle([event]))[0] : undefined;
    },
    findEventsById: async (ids) =>
      bundle(await models.events.findAll({ where: { ...published, id: [...ids] } })),
    findPerformance: async (id) => {
      const performance = await models.performances.findByPk(id);
      return performance ? (await place([performance]))[0] : undefined;
    },
    refundPolicy: async (id) => {
      const row = await models.refundPolicies.findByPk(id);
      return row ? (JSON.parse(row.policy) as RefundPolicy) : undefined;
    },
    callOff: async (id) => {
      await database.transaction(async (tx) => {
        const set = { cancelled_at: Date.now(), sale_config: literal('sale_config + 1') };
        const where = { id, cancelled_at: null };
        await models.performances.update(set, { where, transaction: tx });
        const row = await models.performances.findByPk(id, { transaction: tx });
        database.catalogueChanges.name(tx, ...tagsOfPerformance(id, row?.event_id ?? 0));
      });
    },
    requireAdmission: async (id, required) => {
      await database.transaction(async (tx) => {
        const set = { waiting_room: required, sale_config: literal('sale_config + 1') };
        await models.performances.update(set, { where: { id }, transaction: tx });
        const row = await models.performances.findByPk(id, { transaction: tx });
        database.catalogueChanges.name(tx, ...tagsOfPerformance(id, row?.event_id ?? 0));
      });
    },
    calledOff: async (startsAfter) => {
      const where = { cancelled_at: { [Op.ne]: null }, starts_at: { [Op.gt]: startsAfter } };
      const rows = await models.performances.findAll({ where, attributes: ['id'] });
      return rows.map(({ id }) => id);
    },
    venues: async (ids) => {
      const [rows, texts] = await Promise.all([
        models.venues.findAll({ where: { id: [...ids] } }),
        models.venueTexts.findAll({ where: { venue_id: [...ids] } }),
      ]);
      return new Map(
        rows.map((row) => [
          row.id,
          { ...row.get(), texts: texts.filter((text) => text.venue_id === row.id) },
        ]),
      );
    },
    lowestPrices: async (performanceIds) => {
      const grades = await models.grades.findAll({
        where: { performance_id: [...performanceIds] },
      });
      const prices = await models.prices.findAll({ where: { grade_id: grades.map((g) => g.id) } });
      const performanceOf = new Map(grades.map((grade) => [grade.id, grade.performance_id]));
      const lowest = new Map<number, number>();
      for (const { grade_id: gradeId, amount } of prices) {
        const performanceId = performanceOf.get(gradeId) ?? 0;
        lowest.set(performanceId, Math.min(amount, lowest.get(performanceId) ?? amount));
      }
      return lowest;
    },
  };
}

async function eventsIn(
  models: Database['models'],
  categoryIds: readonly number[],
): Promise<number[]> {
  const links = await models.eventCategories.findAll({
    where: { category_id: [...categoryIds] },
    attributes: ['event_id'],
  });
  return [...new Set(links.map((link) => link.event_id))];
}
