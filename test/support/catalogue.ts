import type { ChartGeometry } from '@ticket-flow/client';
import {
  ensurePriceTypes,
  ensureRefundPolicy,
  insertChart,
  insertEvent,
  insertPerformance,
  insertVenue,
} from '@ticket-flow/db';
import type { Chart, Database, NewPerformance } from '@ticket-flow/db';

const SEATS_A_ROW = 10;

/** A plain hall: rows of ten seats, then (if wanted) a standing area of its own category. */
export function smallChart(rows: number, standing = 0): Chart {
  const geometry: ChartGeometry = {
    format: 1,
    name: 'Small hall',
    width: 400,
    height: 100 + rows * 30,
    seatRadius: 10,
    seatCount: rows * SEATS_A_ROW + standing,
    floors: ['1F'],
    categories: [
      { key: 'front', name: 'Front', color: '#0072b2' },
      { key: 'back', name: 'Back', color: '#d55e00' },
    ],
    sections: [
      {
        name: '1F',
        floor: 0,
        rows: Array.from({ length: rows }, (_, row) => ({
          name: String.fromCharCode(65 + row),
          first: row * SEATS_A_ROW,
          numbers: Array.from({ length: SEATS_A_ROW }, (_, k) => String(k + 1)),
          x: Array.from({ length: SEATS_A_ROW }, (_, k) => 50 + k * 30),
          y: Array.from({ length: SEATS_A_ROW }, () => 50 + row * 30),
          category: row === 0 ? 0 : 1,
        })),
      },
    ],
    areas:
      standing === 0
        ? []
        : [
            {
              name: 'Standing',
              floor: 0,
              category: 1,
              first: rows * SEATS_A_ROW,
              capacity: standing,
              shape: { kind: 'rectangle', x: 50, y: 60 + rows * 30, width: 300, height: 30 },
            },
          ],
    shapes: [],
  };
  const uids = Array.from({ length: geometry.seatCount }, (_, seat) => `seat-${String(seat)}`);
  return { geometry, uids };
}

export interface SmallSale {
  readonly rows?: number;
  readonly standing?: number;
  readonly set?: Partial<NewPerformance>;
  /** @default 'off' */
  readonly orphanRule?: 'off' | 'lenient' | 'strict';
}

let made = 0;

/** An event with one performance on sale in a small hall; answers the performance's id. */
export function openSale(database: Database, sale: SmallSale = {}): Promise<number> {
  const { models } = database;
  const now = Date.now();
  made += 1;
  const slug = `show-${String(process.pid)}-${String(made)}`;
  return database.transaction(async (tx) => {
    const context = { models, tx, now };
    const organisation = await models.organisations.create(
      { slug, name: slug, created_at: now },
      { transaction: tx },
    );
    const organisationId = organisation.id;
    const both = (text: string): { ko: string; en: string } => ({ ko: text, en: text });
    const venueId = await insertVenue(context, {
      organisationId,
      slug,
      timeZone: 'Asia/Seoul',
      name: both('Hall'),
      address: both('Street 1'),
    });
    const chart = smallChart(sale.rows ?? 4, sale.standing ?? 0);
    const chartId = await insertChart(context, { organisationId, venueId }, chart);
    const eventId = await insertEvent(context, {
      organisationId,
      slug,
      position: 0,
      categoryIds: [],
      poster: { motif: 'moon', hue: 200 },
      runningMinutes: 90,
      ageRating: null,
      title: { ko: '작은 공연', en: 'A small show' },
      tagline: both('tag'),
      description: both('text'),
      people: [],
    });
    return insertPerformance(context, {
      event_id: eventId,
      chart_id: chartId,
      starts_at: now + 86_400_000,
      currency: 'KRW',
      sale_opens_at: now - 60_000,
      sale_closes_at: now + 80_000_000,
      paused: false,
      cancelled_at: null,
      max_seats_per_holder: 6,
      orphan_rule: sale.orphanRule ?? 'off',
      hold_ttl_ms: 60_000,
      hold_cap_ms: 300_000,
      pay_within_ms: 60_000,
      refund_policy_id: await ensureRefundPolicy(context, organisationId, 'KRW'),
      priceTypeIds: await ensurePriceTypes(context, organisationId),
      seatGrades: [{ seat: 9, grade: 'B' }],
      grades: [
        {
          ...{ code: 'A', color: '#0072b2', name: { ko: 'A석', en: 'Grade A' } },
          ...{ categories: ['front'], prices: { adult: 50_000, youth: 35_000 } },
        },
        {
          ...{ code: 'B', color: '#d55e00', name: { ko: 'B석', en: 'Grade B' } },
          ...{ categories: ['back'], prices: { adult: 30_000 } },
        },
      ],
      ...sale.set,
    });
  });
}
