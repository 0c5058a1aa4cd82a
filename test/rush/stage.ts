import { randomUUID } from 'node:crypto';
import {
  connectDatabase,
  ensurePriceTypes,
  insertChart,
  insertEvent,
  insertPerformance,
  insertVenue,
} from '@ticket-flow/db';
import type { Database, NewGrade, WriteContext } from '@ticket-flow/db';
import type { ChartGeometry } from '@ticket-flow/client';
import { createTokens } from '../../server/src/identity/index.ts';
import { bigChart } from '../support/big-chart.ts';
import { castOf } from './crew/cast.ts';
import type { Member, Row } from './crew/scene.ts';
import { SEAT_LIMIT } from './settings.ts';
import type { SaleTerms } from './settings.ts';

/** What is sold, and to whom. */
export interface Stage {
  readonly performanceId: number;
  readonly eventSlug: string;
  readonly rows: readonly Row[];
  readonly sellable: number;
  readonly members: readonly Member[];
}

export interface StageOptions {
  readonly databaseUrl: string;
  readonly tokenSecret: string;
  readonly people: number;
  readonly seats: number;
  readonly seed: number;
  readonly sale: SaleTerms;
}

const SLUG = 'rush';
const HOUR_MS = 3_600_000;
const INSERT_BATCH = 500;

/** One performance in an arena, and verified accounts of people who want to see it. */
export async function putUp(options: StageOptions): Promise<Stage> {
  const { people, seats, seed, databaseUrl, tokenSecret } = options;
  const database = connectDatabase({ url: databaseUrl });
  try {
    const chart = bigChart(seats);
    const performanceId = await openSale(database, chart, options.sale);
    const ids = await insertAccounts(database, people);
    const tokens = createTokens({ secret: tokenSecret, accessTtlMs: HOUR_MS });
    const cast = castOf(people, seed);
    const members = ids.map((id, index) => ({
      ...{ index, part: cast[index] ?? 'patient' },
      ...{ account: id, accessToken: tokens.issue(id).token },
    }));
    return { performanceId, eventSlug: SLUG, rows: rowsOf(chart), sellable: seats, members };
  } finally {
    await database.close();
  }
}

function rowsOf({ sections }: ChartGeometry): Row[] {
  return sections.flatMap(({ rows }) =>
    rows.map(({ first, numbers }) => ({ first, count: numbers.length })),
  );
}

async function insertAccounts(database: Database, people: number): Promise<string[]> {
  const now = Date.now();
  const rows = Array.from({ length: people }, (_, index) => ({
    ...{ id: randomUUID(), email: `rush-${String(index)}@example.test`, name: 'Rush' },
    // Nobody signs in with it.
    ...{ password_hash: '-', locale: 'ko', platform_operator: false },
    ...{ email_verified_at: now, created_at: now },
  }));
  for (let at = 0; at < rows.length; at += INSERT_BATCH) {
    await database.transaction((transaction) =>
      database.models.users.bulkCreate(rows.slice(at, at + INSERT_BATCH), { transaction }),
    );
  }
  return rows.map(({ id }) => id);
}

function openSale(database: Database, chart: ChartGeometry, terms: SaleTerms): Promise<number> {
  const { models } = database;
  return database.transaction(async (tx) => {
    const context = { models, tx, now: Date.now() };
    const organisation = await models.organisations.create(
      { slug: SLUG, name: SLUG, created_at: context.now },
      { transaction: tx },
    );
    return addPerformance(context, organisation.id, chart, terms);
  });
}

async function addPerformance(
  context: WriteContext,
  organisationId: number,
  chart: ChartGeometry,
  terms: SaleTerms,
): Promise<number> {
  const { now } = context;
  const venueId = await insertVenue(context, {
    ...{ organisationId, slug: SLUG, timeZone: 'Asia/Seoul' },
    ...{ name: both('아레나', 'Arena'), address: both('서울', 'Seoul') },
  });
  const uids = Array.from({ length: chart.seatCount }, (_, seat) => `seat-${String(seat)}`);
  const place = { organisationId, venueId };
  const chartId = await insertChart(context, place, { geometry: chart, uids });
  const eventId = await insertEvent(context, {
    ...{ organisationId, slug: SLUG, position: 0, categoryIds: [], people: [] },
    ...{ poster: { motif: 'orbit', hue: 250 }, runningMinutes: 120, ageRating: null },
    ...{ title: both('여덟 시', 'Eight o’clock'), tagline: both('한 번뿐', 'Once only') },
    description: both('모두가 기다린 밤', 'The night everybody waited for'),
  });
  return insertPerformance(context, {
    ...{ event_id: eventId, chart_id: chartId, currency: 'KRW', orphan_rule: 'off' },
    ...{ paused: false, cancelled_at: null, seatGrades: [], refund_policy_id: null },
    priceTypeIds: await ensurePriceTypes(context, organisationId),
    starts_at: now + 48 * HOUR_MS,
    sale_opens_at: now - HOUR_MS,
    sale_closes_at: now + 24 * HOUR_MS,
    max_seats_per_holder: SEAT_LIMIT,
    hold_ttl_ms: terms.holdTtlMs,
    hold_cap_ms: terms.holdCapMs,
    pay_within_ms: terms.payWithinMs,
    grades: chart.categories.map((category, at) => gradeOf(category, at)),
  });
}

function gradeOf({ key, color }: ChartGeometry['categories'][number], at: number): NewGrade {
  const name = both(`${key}석`, `Grade ${key}`);
  return { code: key, color, name, categories: [key], prices: { adult: 150_000 - 20_000 * at } };
}

function both(ko: string, en: string): { ko: string; en: string } {
  return { ko, en };
}
