import type { Reading } from '../platform/kept-reads/index.ts';
import { notFound } from '../platform/errors.ts';
import type {
  CatalogRepository,
  CategoryNode,
  EventBundle,
  VenueBundle,
} from './catalog-repository.ts';
import type { ShownSale } from './present.ts';
import type { Sales } from './sales.ts';
import { CATEGORIES_TAG, EVENTS_TAG, eventTag, performanceTag, venueTag } from './tags.ts';

/** What events are shown by besides their own rows. Plain JSON, in every language. */
export interface Surroundings {
  readonly categories: readonly CategoryNode[];
  readonly venues: readonly (readonly [id: number, venue: VenueBundle])[];
  /** By performance. */
  readonly lowestPrices: readonly (readonly [id: number, amount: number])[];
}

export interface EventFacts extends Surroundings {
  readonly bundle: EventBundle;
}

export interface EventListFacts extends Surroundings {
  readonly bundles: readonly EventBundle[];
  readonly total: number;
}

export interface PerformanceFacts extends EventFacts {
  readonly sale: ShownSale;
}

export interface EventListQuery {
  readonly category?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** What the public catalogue is made of, without a language and without a clock. */
export interface Facts {
  categories(): Reading<readonly CategoryNode[]>;
  /** Its read throws NOT_FOUND for an unknown category. */
  events(query: EventListQuery): Reading<EventListFacts>;
  event(slug: string): Reading<EventFacts>;
  performance(id: number): Reading<PerformanceFacts>;
}

export interface FactsDependencies {
  readonly repository: CatalogRepository;
  readonly sales: Sales;
}

/** As long as an outage of the database may last before pages go. */
const COPY_TTL_MS = 12 * 60 * 60 * 1000;
/** Anyone can ask for a list of any length: its copy only serves those who wait for it. */
const PASSING_TTL_MS = 15_000;
/** What our own pages ask for. */
const USUAL_SIZES: readonly number[] = [6, 20, 60];

export function createFacts({ repository, sales }: FactsDependencies): Facts {
  const around = (bundles: readonly EventBundle[]): Promise<Surroundings> =>
    readSurroundings(repository, bundles);

  async function readEvents(query: EventListQuery): Promise<EventListFacts> {
    const { category, page, pageSize } = query;
    const within = category ? withDescendants(await repository.categories(), category) : undefined;
    const found = await repository.listEvents(within, (page - 1) * pageSize, pageSize);
    return { ...(await around(found.events)), bundles: found.events, total: found.total };
  }

  async function readEvent(slug: string): Promise<EventFacts> {
    const bundle = await repository.findEvent(slug);
    if (!bundle) throw notFound('event');
    return { ...(await around([bundle])), bundle };
  }

  async function readPerformance(id: number): Promise<PerformanceFacts> {
    const { performance, chart, priceList, refundPolicy } = await sales.reload(id);
    const bundle = await repository.findEventById(performance.event_id);
    if (!bundle) throw notFound('performance');
    const { venueId, geometryUrl } = chart;
    const { seatCount } = chart.geometry;
    const shown = { venueId, geometryUrl, geometry: { seatCount } };
    const sale = { performance, chart: shown, priceList, refundPolicy };
    return { ...(await around([bundle])), bundle, sale };
  }

  return {
    categories: () => ({
      key: 'categories',
      tagsOf: () => [CATEGORIES_TAG],
      read: () => repository.categories(),
      copyTtlMs: COPY_TTL_MS,
    }),
    events: (query) => ({
      key: `events:${String(query.page)}:${String(query.pageSize)}:${query.category ?? ''}`,
      tagsOf: (facts) => [EVENTS_TAG, ...tagsOf(facts.bundles)],
      read: () => readEvents(query),
      copyTtlMs: USUAL_SIZES.includes(query.pageSize) ? COPY_TTL_MS : PASSING_TTL_MS,
    }),
    event: (slug) => ({
      key: `event:${slug}`,
      tagsOf: (facts) => tagsOf([facts.bundle]),
      read: () => readEvent(slug),
      copyTtlMs: COPY_TTL_MS,
    }),
    performance: (id) => ({
      key: `performance:${String(id)}`,
      tagsOf: (facts) => [performanceTag(id), ...tagsOf([facts.bundle])],
      read: () => readPerformance(id),
      copyTtlMs: COPY_TTL_MS,
    }),
  };
}

export async function readSurroundings(
  repository: CatalogRepository,
  bundles: readonly EventBundle[],
): Promise<Surroundings> {
  const placed = bundles.flatMap((bundle) => bundle.performances);
  const [venues, categories, lowestPrices] = await Promise.all([
    repository.venues([...new Set(placed.map(({ venueId }) => venueId))]),
    repository.categories(),
    repository.lowestPrices(placed.map(({ performance }) => performance.id)),
  ]);
  return { venues: [...venues], categories, lowestPrices: [...lowestPrices] };
}

function tagsOf(bundles: readonly EventBundle[]): string[] {
  const venues = bundles.flatMap((bundle) => bundle.performances.map(({ venueId }) => venueId));
  return [
    CATEGORIES_TAG,
    ...bundles.map(({ event }) => eventTag(event.id)),
    ...[...new Set(venues)].map(venueTag),
  ];
}

/** CAT-1: a category lists the events of everything below it too. */
function withDescendants(nodes: readonly CategoryNode[], slug: string): number[] {
  const root = nodes.find((node) => node.slug === slug);
  if (!root) throw notFound('category');
  const ids = [root.id];
  for (const id of ids) {
    ids.push(...nodes.filter((node) => node.parentId === id).map((node) => node.id));
  }
  return ids;
}
