import { randomUUID } from 'node:crypto';
import { listSeats } from '@ticket-flow/client/protocol';
import { UniqueConstraintError } from 'sequelize';
import type { Chart } from '../chart.ts';
import type { Database } from '../connect.ts';
import type { MemberRole } from '../models/index.ts';
import { ensureRefundPolicy } from '../refund-policies.ts';
import {
  ensurePriceTypes,
  insertChart,
  insertEvent,
  insertPerformance,
  insertVenue,
} from '../writers.ts';
import type { WriteContext } from '../writers.ts';
import { musicalTheatre, playHouse, stadium } from './charts/index.ts';
import { demoCategories, demoEvents, demoVenues } from './demo-data.ts';
import type { DemoCategory, DemoChartKey, DemoEvent, DemoPerformance } from './demo-data.ts';
import { atLocalTime } from '../local-time.ts';

export interface SeedOptions {
  /** Hash of the password all demo accounts share. */
  readonly passwordHash: string;
  readonly now?: number;
}

export const DEMO_EMAIL = 'demo@ticket-flow.example';

const HOUR_MS = 3_600_000;
const CHARTS: Readonly<Record<DemoChartKey, () => Chart>> = {
  'play-house': playHouse,
  'musical-theatre': musicalTheatre,
  stadium,
};

interface PlacedChart {
  readonly id: number;
  readonly timeZone: string;
  /** Seat index by label. */
  readonly seatOf: ReadonlyMap<string, number>;
}

interface SeedContext extends WriteContext {
  readonly organisationId: number;
  readonly priceTypeIds: Record<string, number>;
  readonly categoryIds: ReadonlyMap<string, number>;
  /** By `venue/chart`. */
  readonly charts: ReadonlyMap<string, PlacedChart>;
}

/** Fills an empty database with the demo catalogue; false when it has events already. */
export async function seedDemo(database: Database, options: SeedOptions): Promise<boolean> {
  if ((await database.models.events.count()) > 0) return false;
  try {
    await writeDemo(database, options);
    return true;
  } catch (error) {
    // Of several nodes that start on an empty database one writes it all, the others come late.
    const late = error instanceof UniqueConstraintError;
    if (late && (await database.models.events.count()) > 0) return false;
    throw error;
  }
}

async function writeDemo(database: Database, options: SeedOptions): Promise<void> {
  const { models } = database;
  await database.transaction(async (tx) => {
    const base: WriteContext = { models, tx, now: options.now ?? Date.now() };
    const organisation = await models.organisations.create(
      { slug: 'demo', name: 'Ticket-Flow Demo', created_at: base.now },
      { transaction: tx },
    );
    await seedAccounts(base, organisation.id, options.passwordHash);
    const context: SeedContext = {
      ...base,
      organisationId: organisation.id,
      priceTypeIds: await ensurePriceTypes(base, organisation.id),
      categoryIds: await seedCategories(base, demoCategories),
      charts: await seedVenues(base, organisation.id),
    };
    for (const [position, event] of demoEvents.entries()) {
      await seedEvent(context, event, position);
    }
  });
}

async function seedAccounts(
  { models, tx: transaction, now }: WriteContext,
  organisationId: number,
  passwordHash: string,
): Promise<void> {
  const accounts: readonly [email: string, name: string, role: MemberRole | null][] = [
    [DEMO_EMAIL, '데모', null],
    ['owner@ticket-flow.example', 'Owner', 'owner'],
    ['manager@ticket-flow.example', 'Manager', 'manager'],
    ['box-office@ticket-flow.example', 'Box office', 'box_office'],
    ['scanner@ticket-flow.example', 'Scanner', 'scanner'],
    ['operator@ticket-flow.example', 'Operator', null],
  ];
  for (const [email, name, role] of accounts) {
    const user = await models.users.create(
      {
        id: randomUUID(),
        email,
        password_hash: passwordHash,
        name,
        locale: 'ko',
        platform_operator: email.startsWith('operator'),
        email_verified_at: now,
        created_at: now,
      },
      { transaction },
    );
    if (role === null) continue;
    await models.memberships.create(
      { organisation_id: organisationId, user_id: user.id, role, created_at: now },
      { transaction },
    );
  }
}

async function seedCategories(
  context: WriteContext,
  categories: readonly DemoCategory[],
  parentId: number | null = null,
  ids = new Map<string, number>(),
): Promise<Map<string, number>> {
  const { models, tx: transaction } = context;
  for (const [position, { slug, name, children }] of categories.entries()) {
    const row = await models.categories.create(
      { parent_id: parentId, slug, position },
      { transaction },
    );
    await models.categoryTexts.bulkCreate(
      (['ko', 'en'] as const).map((locale) => ({
        category_id: row.id,
        locale,
        name: name[locale],
      })),
      { transaction },
    );
    ids.set(slug, row.id);
    await seedCategories(context, children, row.id, ids);
  }
  return ids;
}

async function seedVenues(
  context: WriteContext,
  organisationId: number,
): Promise<Map<string, PlacedChart>> {
  const charts = new Map<string, PlacedChart>();
  for (const venue of demoVenues) {
    const venueId = await insertVenue(context, { ...venue, organisationId });
    for (const key of venue.charts) {
      const chart = CHARTS[key]();
      const id = await insertChart(context, { organisationId, venueId }, chart);
      const seatOf = new Map(listSeats(chart.geometry).map((seat) => [seat.label, seat.index]));
      charts.set(`${venue.slug}/${key}`, { id, timeZone: venue.timeZone, seatOf });
    }
  }
  return charts;
}

async function seedEvent(context: SeedContext, event: DemoEvent, position: number): Promise<void> {
  const { organisationId, categoryIds } = context;
  const eventId = await insertEvent(context, {
    ...event,
    organisationId,
    position,
    categoryIds: event.categories.flatMap((slug) => categoryIds.get(slug) ?? []),
    ageRating: event.minAge === 0 ? null : String(event.minAge),
    people: event.credits,
  });
  for (const performance of event.performances) {
    const chart = context.charts.get(`${event.venue}/${performance.chart}`);
    if (!chart) throw new Error(`${event.venue} has no chart ${performance.chart}`);
    await seedPerformance(context, eventId, chart, performance);
  }
}

async function seedPerformance(
  context: SeedContext,
  eventId: number,
  chart: PlacedChart,
  performance: DemoPerformance,
): Promise<void> {
  const { now, priceTypeIds, organisationId } = context;
  const { startsInHours, localTime, saleOpensInHours } = performance;
  const about = now + startsInHours * HOUR_MS;
  const startsAt = localTime ? atLocalTime(about, localTime, chart.timeZone) : about;
  const performanceId = await insertPerformance(context, {
    event_id: eventId,
    chart_id: chart.id,
    starts_at: startsAt,
    currency: performance.currency,
    sale_opens_at: now + saleOpensInHours * HOUR_MS,
    sale_closes_at: startsAt - performance.saleClosesBeforeStartMinutes * 60_000,
    paused: false,
    cancelled_at: null,
    max_seats_per_holder: performance.maxSeatsPerOrder,
    orphan_rule: performance.orphanRule,
    hold_ttl_ms: 7 * 60_000,
    hold_cap_ms: 20 * 60_000,
    pay_within_ms: 10 * 60_000,
    refund_policy_id: await ensureRefundPolicy(context, organisationId, performance.currency),
    grades: performance.grades,
    seatGrades: performance.overrides.flatMap(({ label, grade }) => {
      const seat = chart.seatOf.get(label);
      return seat === undefined ? [] : [{ seat, grade }];
    }),
    priceTypeIds,
  });
  await blockHouseSeats(context, performanceId, chart);
}

/** The last four seats are kept by the house, as theatres do. */
async function blockHouseSeats(
  { models, tx: transaction, now }: SeedContext,
  performanceId: number,
  { seatOf }: PlacedChart,
): Promise<void> {
  const id = randomUUID();
  await models.blocks.create(
    {
      id,
      performance_id: performanceId,
      kind: 'house',
      channel: null,
      note: null,
      state: 'active',
      created_at: now,
    },
    { transaction },
  );
  await models.seatClaims.bulkCreate(
    [...seatOf].slice(-4).map(([label, seat]) => ({
      performance_id: performanceId,
      seat,
      seat_uid: label,
      seat_label: label,
      owner: `B${id}`,
      created_at: now,
    })),
    { transaction },
  );
}
