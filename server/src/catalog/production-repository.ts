import {
  atLocalTime,
  ensureOrganisation,
  ensurePriceTypes,
  ensureRefundPolicy,
  insertChart,
  insertEvent,
  insertPerformance,
  insertVenue,
} from '@ticket-flow/db';
import type { Chart, Database, WriteContext } from '@ticket-flow/db';
import { EVENTS_TAG, tagsOfPerformance, venueTag } from './tags.ts';

/** A whole production to put up: venue, chart, event and one performance. */
export interface Production {
  readonly title: string;
  readonly slug: string;
  readonly venue: string;
  readonly timeZone: string;
  readonly currency: string;
  /** Undefined: thirty days from now at 19:30 of the venue. */
  readonly startsAt: number | undefined;
  readonly onSale: boolean;
  /** Full price of the best grade, in minor units; each further grade costs a fifth less. */
  readonly topPrice: number;
}

export interface PutUp {
  readonly eventSlug: string;
  readonly performanceId: number;
}

export interface ProductionRepository {
  putUp(chart: Chart, production: Production): Promise<PutUp>;
}

const DAY_MS = 86_400_000;
const YOUTH_SHARE = 0.7;

export function createProductionRepository(database: Database): ProductionRepository {
  const { models } = database;
  return {
    putUp: (chart, production) =>
      database.transaction(async (tx) => {
        const context: WriteContext = { models, tx, now: Date.now() };
        const organisationId = await ensureOrganisation(context);
        const venueId = await insertVenue(context, {
          organisationId,
          slug: production.slug,
          timeZone: production.timeZone,
          name: inBoth(production.venue),
          address: inBoth(''),
        });
        const chartId = await insertChart(context, { organisationId, venueId }, chart);
        const eventId = await insertEvent(context, {
          organisationId,
          slug: production.slug,
          position: await models.events.count({ transaction: tx }),
          categoryIds: [],
          poster: { motif: 'city', hue: (chartId * 47) % 360 },
          runningMinutes: null,
          ageRating: null,
          title: inBoth(production.title),
          tagline: inBoth(''),
          description: inBoth(''),
          people: [],
        });
        const terms = saleTerms(context, production, { eventId, chartId });
        const performanceId = await insertPerformance(context, {
          ...terms,
          refund_policy_id: await ensureRefundPolicy(context, organisationId, terms.currency),
          grades: gradesOf(chart, production.topPrice),
          seatGrades: [],
          priceTypeIds: await ensurePriceTypes(context, organisationId),
        });
        const placed = [
          EVENTS_TAG,
          venueTag(venueId),
          ...tagsOfPerformance(performanceId, eventId),
        ];
        database.catalogueChanges.name(tx, ...placed);
        return { eventSlug: production.slug, performanceId };
      }),
  };
}

const inBoth = (text: string): { ko: string; en: string } => ({ ko: text, en: text });

function saleTerms(
  { now }: WriteContext,
  { currency, onSale, startsAt, timeZone }: Production,
  { eventId, chartId }: { eventId: number; chartId: number },
) {
  const starts = startsAt ?? atLocalTime(now + 30 * DAY_MS, '19:30', timeZone);
  return {
    event_id: eventId,
    chart_id: chartId,
    starts_at: starts,
    currency,
    sale_opens_at: onSale ? now : Math.min(now + 7 * DAY_MS, starts - DAY_MS),
    sale_closes_at: starts,
    paused: false,
    cancelled_at: null,
    max_seats_per_holder: 8,
    orphan_rule: 'off' as const,
    hold_ttl_ms: 7 * 60_000,
    hold_cap_ms: 20 * 60_000,
    pay_within_ms: 10 * 60_000,
  };
}

/** One grade a category, in the chart's order, the first the dearest. */
function gradesOf({ geometry }: Chart, topPrice: number) {
  return geometry.categories.map(({ key, name, color }, position) => {
    const adult = Math.round(topPrice * 0.8 ** position);
    return {
      code: String.fromCharCode(65 + position),
      color,
      name: inBoth(name),
      categories: [key],
      prices: { adult, youth: Math.round(adult * YOUTH_SHARE) },
    };
  });
}
