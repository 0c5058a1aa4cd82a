import { createHash } from 'node:crypto';
import type { Transaction } from 'sequelize';
import { geometryText } from './chart.ts';
import type { Chart } from './chart.ts';
import type { Models, PerformanceRow } from './models/index.ts';

/** Multi-table inserts of the catalogue, used by the seed and by imports. */
export interface Localized {
  readonly ko: string;
  readonly en: string;
}

const LOCALES = ['ko', 'en'] as const;
const FULL_PRICE = 'adult';

export interface WriteContext {
  readonly models: Models;
  readonly tx: Transaction;
  readonly now: number;
}

/** The first organisation there is; makes one in an empty database. */
export async function ensureOrganisation({ models, tx, now }: WriteContext): Promise<number> {
  const found = await models.organisations.findOne({ order: ['id'], transaction: tx });
  if (found) return found.id;
  const row = { slug: 'default', name: 'Default', created_at: now };
  return (await models.organisations.create(row, { transaction: tx })).id;
}

export interface NewVenue {
  readonly organisationId: number;
  readonly slug: string;
  readonly timeZone: string;
  readonly name: Localized;
  readonly address: Localized;
}

export async function insertVenue({ models, tx }: WriteContext, venue: NewVenue): Promise<number> {
  const row = await models.venues.create(
    { organisation_id: venue.organisationId, slug: venue.slug, time_zone: venue.timeZone },
    { transaction: tx },
  );
  await models.venueTexts.bulkCreate(
    LOCALES.map((locale) => ({
      venue_id: row.id,
      locale,
      name: venue.name[locale],
      address: venue.address[locale],
    })),
    { transaction: tx },
  );
  return row.id;
}

/** Stores a chart as the next version of its name at the venue. */
export async function insertChart(
  { models, tx, now }: WriteContext,
  place: { readonly organisationId: number; readonly venueId: number },
  { geometry, uids }: Chart,
): Promise<number> {
  const text = geometryText(geometry);
  const where = { venue_id: place.venueId, name: geometry.name };
  const latest = await models.charts.findOne({
    where,
    order: [['version', 'DESC']],
    attributes: ['version'],
    transaction: tx,
  });
  const row = await models.charts.create(
    {
      ...where,
      organisation_id: place.organisationId,
      version: (latest?.version ?? 0) + 1,
      seat_count: geometry.seatCount,
      geometry: text,
      geometry_hash: createHash('sha256').update(text).digest('hex').slice(0, 24),
      uids: JSON.stringify(uids),
      created_at: now,
    },
    { transaction: tx },
  );
  return row.id;
}

export interface NewEvent {
  readonly organisationId: number;
  readonly slug: string;
  readonly position: number;
  readonly categoryIds: readonly number[];
  readonly poster: object;
  readonly runningMinutes: number | null;
  readonly ageRating: string | null;
  readonly title: Localized;
  readonly tagline: Localized;
  readonly description: Localized;
  readonly people: readonly { readonly role: Localized; readonly name: Localized }[];
}

export async function insertEvent(
  { models, tx, now }: WriteContext,
  event: NewEvent,
): Promise<number> {
  const row = await models.events.create(
    {
      organisation_id: event.organisationId,
      slug: event.slug,
      position: event.position,
      poster: JSON.stringify(event.poster),
      running_minutes: event.runningMinutes,
      age_rating: event.ageRating,
      published_at: now,
    },
    { transaction: tx },
  );
  await models.eventTexts.bulkCreate(
    LOCALES.map((locale) => ({
      event_id: row.id,
      locale,
      title: event.title[locale],
      tagline: event.tagline[locale],
      description: event.description[locale],
      people: JSON.stringify(
        event.people.map(({ role, name }) => ({ role: role[locale], name: name[locale] })),
      ),
    })),
    { transaction: tx },
  );
  await models.eventCategories.bulkCreate(
    event.categoryIds.map((categoryId) => ({ event_id: row.id, category_id: categoryId })),
    { transaction: tx },
  );
  return row.id;
}

export interface NewGrade {
  readonly code: string;
  readonly color: string;
  readonly name: Localized;
  /** Keys of the chart's categories. */
  readonly categories: readonly string[];
  /** By price type code. */
  readonly prices: Readonly<Record<string, number>>;
}

export interface NewPerformance extends Omit<
  PerformanceRow,
  'id' | 'sale_config' | 'waiting_room'
> {
  readonly grades: readonly NewGrade[];
  /** Grade code of single seats that differ from their category. */
  readonly seatGrades: readonly { readonly seat: number; readonly grade: string }[];
  /** Price type ids by code. */
  readonly priceTypeIds: Readonly<Record<string, number>>;
}

/** A performance with its price list and its first epoch; locks its chart (it is used now). */
export async function insertPerformance(
  context: WriteContext,
  { grades, seatGrades, priceTypeIds, ...performance }: NewPerformance,
): Promise<number> {
  const { models, tx, now } = context;
  const row = await models.performances.create(
    { ...performance, sale_config: 1 },
    { transaction: tx },
  );
  await models.seatEpochs.create({ performance_id: row.id, epoch: 1 }, { transaction: tx });
  await models.charts.update(
    { locked_at: now },
    { where: { id: performance.chart_id, locked_at: null }, transaction: tx },
  );
  const gradeIds = new Map<string, number>();
  for (const [position, grade] of grades.entries()) {
    gradeIds.set(grade.code, await insertGrade(context, row.id, position, grade, priceTypeIds));
  }
  await models.seatGrades.bulkCreate(
    seatGrades.map(({ seat, grade }) => ({
      performance_id: row.id,
      seat,
      grade_id: gradeIds.get(grade) ?? 0,
    })),
    { transaction: tx },
  );
  return row.id;
}

async function insertGrade(
  { models, tx: transaction }: WriteContext,
  performanceId: number,
  position: number,
  grade: NewGrade,
  priceTypeIds: Readonly<Record<string, number>>,
): Promise<number> {
  const { code, color, name } = grade;
  const row = await models.grades.create(
    { performance_id: performanceId, code, color, position },
    { transaction },
  );
  await models.gradeTexts.bulkCreate(
    LOCALES.map((locale) => ({ grade_id: row.id, locale, name: name[locale] })),
    { transaction },
  );
  await models.gradeCategories.bulkCreate(
    grade.categories.map((key) => ({
      performance_id: performanceId,
      grade_id: row.id,
      category_key: key,
    })),
    { transaction },
  );
  await models.prices.bulkCreate(
    Object.entries(grade.prices).map(([type, amount]) => ({
      grade_id: row.id,
      price_type_id: priceTypeIds[type] ?? 0,
      amount,
    })),
    { transaction },
  );
  return row.id;
}

const PRICE_TYPES: readonly { code: string; name: Localized }[] = [
  { code: FULL_PRICE, name: { ko: '일반', en: 'Adult' } },
  { code: 'youth', name: { ko: '청소년', en: 'Youth' } },
];

/** The organisation's price types by code; makes the usual ones when it has none. */
export async function ensurePriceTypes(
  { models, tx: transaction }: WriteContext,
  organisationId: number,
): Promise<Record<string, number>> {
  const where = { organisation_id: organisationId };
  const existing = await models.priceTypes.findAll({ where, transaction });
  if (existing.length > 0) return Object.fromEntries(existing.map(({ code, id }) => [code, id]));
  const ids: Record<string, number> = {};
  for (const [position, { code, name }] of PRICE_TYPES.entries()) {
    const row = await models.priceTypes.create({ ...where, code, position }, { transaction });
    await models.priceTypeTexts.bulkCreate(
      LOCALES.map((locale) => ({ price_type_id: row.id, locale, name: name[locale] })),
      { transaction },
    );
    ids[code] = row.id;
  }
  return ids;
}
