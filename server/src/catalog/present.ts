import type {
  EventDetail,
  EventSummary,
  Locale,
  PerformanceDetail,
  PerformanceSummary,
  Poster,
  VenueSummary,
} from '@ticket-flow/client/protocol';
import type {
  CategoryNode,
  EventBundle,
  PlacedPerformance,
  VenueBundle,
} from './catalog-repository.ts';
import { saleStateOf, saleStateOfEvent } from './sale-state.ts';
import type { Surroundings } from './facts.ts';
import type { Sale } from './sales.ts';

/** Rows to what the wire shows; nothing that is not named here leaves the database. */
export interface PresentContext {
  readonly locale: Locale;
  readonly now: number;
  readonly venues: ReadonlyMap<number, VenueBundle>;
  readonly categories: readonly CategoryNode[];
  readonly lowestPrices: ReadonlyMap<number, number>;
}

/** What of a sale is shown. */
export interface ShownSale extends Pick<Sale, 'performance' | 'priceList' | 'refundPolicy'> {
  readonly chart: {
    readonly venueId: number;
    readonly geometryUrl: string;
    readonly geometry: { readonly seatCount: number };
  };
}

export function presentContext(
  { venues, categories, lowestPrices }: Surroundings,
  locale: Locale,
  now: number,
): PresentContext {
  return {
    ...{ locale, now, categories },
    venues: new Map(venues),
    lowestPrices: new Map(lowestPrices),
  };
}

/** The text in the wanted language, or in any. */
export function inLocale<T extends { readonly locale: string }>(
  texts: readonly T[],
  locale: Locale,
): T | undefined {
  return texts.find((text) => text.locale === locale) ?? texts[0];
}

export function nameIn(names: Readonly<Record<string, string>>, locale: Locale): string {
  return names[locale] ?? Object.values(names)[0] ?? '';
}

export function presentVenue(venue: VenueBundle | undefined, locale: Locale): VenueSummary {
  const text = venue && inLocale(venue.texts, locale);
  return {
    slug: venue?.slug ?? '',
    name: text?.name ?? '',
    address: text?.address ?? '',
    timeZone: venue?.time_zone ?? 'UTC',
  };
}

export function presentEventSummary(bundle: EventBundle, context: PresentContext): EventSummary {
  const { event, performances } = bundle;
  const { locale, now } = context;
  const text = inLocale(bundle.texts, locale);
  const coming = performances.filter(({ performance }) => performance.starts_at > now);
  const shown = coming.length > 0 ? coming : performances;
  const saleState = saleStateOfEvent(shown.map((placed) => saleStateOf(placed.performance, now)));
  const opening = shown.filter((placed) => saleStateOf(placed.performance, now) === 'soon');
  const first = shown[0];
  return {
    slug: event.slug,
    title: text?.title ?? event.slug,
    tagline: text?.tagline ?? '',
    poster: JSON.parse(event.poster) as Poster,
    categories: slugsOf(bundle, context.categories),
    venue: first ? presentVenue(context.venues.get(first.venueId), locale) : null,
    firstStartsAt: first?.performance.starts_at ?? null,
    lastStartsAt: shown.at(-1)?.performance.starts_at ?? null,
    saleState,
    saleOpensAt:
      saleState === 'soon' ? Math.min(...opening.map((p) => p.performance.sale_opens_at)) : null,
    fromPrice: fromPrice(shown, context.lowestPrices),
  };
}

function slugsOf(bundle: EventBundle, categories: readonly CategoryNode[]): string[] {
  return categories.filter(({ id }) => bundle.categoryIds.includes(id)).map(({ slug }) => slug);
}

function fromPrice(
  performances: readonly PlacedPerformance[],
  lowest: ReadonlyMap<number, number>,
): EventSummary['fromPrice'] {
  const priced = performances.flatMap(({ performance }) => {
    const amount = lowest.get(performance.id);
    return amount === undefined ? [] : [{ amount, currency: performance.currency }];
  });
  return priced.sort((a, b) => a.amount - b.amount)[0] ?? null;
}

export function presentPerformance(
  { performance, venueId }: PlacedPerformance,
  { now, venues, locale }: Pick<PresentContext, 'now' | 'venues' | 'locale'>,
): PerformanceSummary {
  return {
    id: performance.id,
    startsAt: performance.starts_at,
    saleOpensAt: performance.sale_opens_at,
    saleClosesAt: performance.sale_closes_at,
    saleState: saleStateOf(performance, now),
    waitingRoom: performance.waiting_room,
    venue: presentVenue(venues.get(venueId), locale),
  };
}

export function presentEvent(bundle: EventBundle, context: PresentContext): EventDetail {
  const text = inLocale(bundle.texts, context.locale);
  return {
    ...presentEventSummary(bundle, context),
    description: text?.description ?? '',
    people: JSON.parse(text?.people ?? '[]') as EventDetail['people'],
    runningMinutes: bundle.event.running_minutes,
    ageRating: bundle.event.age_rating,
    performances: bundle.performances.map((placed) => presentPerformance(placed, context)),
  };
}

export function presentPerformanceDetail(
  sale: ShownSale,
  bundle: EventBundle,
  context: PresentContext,
): Omit<PerformanceDetail, 'serverNow'> {
  const { performance, chart, priceList } = sale;
  const { locale } = context;
  const event = presentEventSummary(bundle, context);
  return {
    ...presentPerformance({ performance, venueId: chart.venueId }, context),
    event: { slug: event.slug, title: event.title, poster: event.poster },
    currency: performance.currency,
    maxSeatsPerHolder: performance.max_seats_per_holder,
    orphanRule: performance.orphan_rule,
    bestAvailable: true,
    grades: priceList.grades.map(({ id, code, color, names, prices, categories }) => ({
      id,
      code,
      color,
      name: nameIn(names, locale),
      prices,
      categories,
    })),
    priceTypes: priceList.priceTypes.map(({ code, names }) => ({
      code,
      name: nameIn(names, locale),
    })),
    seatGrades: priceList.seatGrades,
    geometryUrl: chart.geometryUrl,
    seatCount: chart.geometry.seatCount,
    refundPolicy: sale.refundPolicy,
  };
}
