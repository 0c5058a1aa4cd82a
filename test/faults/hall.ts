import type { ChartGeometry } from '@ticket-flow/client';
import {
  connectDatabase,
  ensurePriceTypes,
  insertChart,
  insertEvent,
  insertPerformance,
  insertVenue,
} from '@ticket-flow/db';
import type { Chart, WriteContext } from '@ticket-flow/db';

export interface Terms {
  readonly holdTtlMs: number;
  readonly holdCapMs: number;
  readonly payWithinMs: number;
  readonly maxSeatsPerHolder: number;
}

export interface Sale {
  readonly performances: number;
  readonly seats: number;
  readonly terms: Terms;
}

const SEATS_A_ROW = 50;
const SLUG = 'faults';
const HOUR_MS = 3_600_000;

/** Puts up one production with some performances on sale in a large plain hall. */
export async function openSale(databaseUrl: string, sale: Sale): Promise<number[]> {
  const database = connectDatabase({ url: databaseUrl });
  try {
    return await database.transaction(async (tx) => {
      const { models } = database;
      const organisation = await models.organisations.create(
        { slug: SLUG, name: SLUG, created_at: Date.now() },
        { transaction: tx },
      );
      return putUp({ models, tx, now: Date.now() }, organisation.id, sale);
    });
  } finally {
    await database.close();
  }
}

async function putUp(context: WriteContext, organisationId: number, sale: Sale): Promise<number[]> {
  const venueId = await insertVenue(context, {
    ...{ organisationId, slug: SLUG, timeZone: 'Asia/Seoul' },
    ...{ name: both('Hall'), address: both('Street 1') },
  });
  const place = { organisationId, venueId };
  const chartId = await insertChart(context, place, plainChart(sale.seats / SEATS_A_ROW));
  const eventId = await insertEvent(context, {
    ...{ organisationId, slug: SLUG, position: 0, categoryIds: [], people: [] },
    ...{ poster: { motif: 'moon', hue: 200 }, runningMinutes: 90, ageRating: null },
    ...{ title: both('Faults'), tagline: both('tag'), description: both('text') },
  });
  const priceTypeIds = await ensurePriceTypes(context, organisationId);
  const ids: number[] = [];
  for (let k = 0; k < sale.performances; k += 1) {
    ids.push(await addPerformance(context, { eventId, chartId, priceTypeIds, terms: sale.terms }));
  }
  return ids;
}

function addPerformance(
  context: WriteContext,
  { eventId, chartId, priceTypeIds, terms }: PerformanceParts,
): Promise<number> {
  return insertPerformance(context, {
    ...{ event_id: eventId, chart_id: chartId, currency: 'KRW', orphan_rule: 'off' },
    ...{ paused: false, cancelled_at: null, priceTypeIds, seatGrades: [] },
    starts_at: context.now + 48 * HOUR_MS,
    sale_opens_at: context.now - HOUR_MS,
    sale_closes_at: context.now + 24 * HOUR_MS,
    max_seats_per_holder: terms.maxSeatsPerHolder,
    hold_ttl_ms: terms.holdTtlMs,
    hold_cap_ms: terms.holdCapMs,
    pay_within_ms: terms.payWithinMs,
    refund_policy_id: null,
    grades: [
      {
        ...{ code: 'A', color: '#0072b2', name: both('Grade A') },
        ...{ categories: ['all'], prices: { adult: 50_000, youth: 35_000 } },
      },
    ],
  });
}

interface PerformanceParts {
  readonly eventId: number;
  readonly chartId: number;
  readonly priceTypeIds: Readonly<Record<string, number>>;
  readonly terms: Terms;
}

function both(text: string): { ko: string; en: string } {
  return { ko: text, en: text };
}

/** Rows 1, 2, 3 … of fifty seats, so that every label is its own. */
function plainChart(rows: number): Chart {
  const places = Array.from({ length: SEATS_A_ROW }, (_, k) => k);
  const geometry: ChartGeometry = {
    ...{ format: 1, name: 'Plain hall', width: 100 + SEATS_A_ROW * 30, height: 100 + rows * 30 },
    ...{ seatRadius: 10, seatCount: rows * SEATS_A_ROW, floors: ['1F'], areas: [], shapes: [] },
    categories: [{ key: 'all', name: 'All', color: '#0072b2' }],
    sections: [
      {
        name: '1F',
        floor: 0,
        rows: Array.from({ length: rows }, (_, row) => ({
          name: String(row + 1),
          first: row * SEATS_A_ROW,
          numbers: places.map((k) => String(k + 1)),
          x: places.map((k) => 50 + k * 30),
          y: places.map(() => 50 + row * 30),
          category: 0,
        })),
      },
    ],
  };
  const uids = Array.from({ length: geometry.seatCount }, (_, seat) => `seat-${String(seat)}`);
  return { geometry, uids };
}
