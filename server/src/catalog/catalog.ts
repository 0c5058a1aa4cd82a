import type {
  Category,
  EventDetail,
  EventPage,
  Locale,
  PerformanceDetail,
  RefundPolicy,
} from '@ticket-flow/client/protocol';
import { notFound } from '../platform/errors.ts';
import type { CatalogRepository, CategoryNode, EventBundle } from './catalog-repository.ts';
import { nameIn, presentEvent, presentEventSummary, presentPerformanceDetail } from './present.ts';
import type { PresentContext } from './present.ts';
import { createShortCache } from '../platform/short-cache.ts';
import type { Sales } from './sales.ts';

export interface EventQuery {
  readonly locale: Locale;
  readonly category?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** The public catalogue: what there is to see and when. */
export interface Catalog {
  categories(locale: Locale): Promise<Category[]>;
  /** Throws NOT_FOUND for an unknown category. */
  events(query: EventQuery): Promise<EventPage>;
  event(slug: string, locale: Locale): Promise<EventDetail>;
  performance(id: number, locale: Locale): Promise<PerformanceDetail>;
  /** Closes the sale of a performance for good. Throws NOT_FOUND; repeating changes nothing. */
  callOff(performanceId: number): Promise<void>;
  /** Performances that were called off and whose day is not long past. */
  calledOff(): Promise<number[]>;
  /** Terms of cancelling by their id; they never change. Null: tickets are not taken back. */
  refundPolicy(id: number | null): Promise<RefundPolicy | null>;
}

export interface CatalogDependencies {
  readonly repository: CatalogRepository;
  readonly sales: Sales;
  readonly now?: () => number;
}

type ContextRows = Omit<PresentContext, 'locale' | 'now'>;

const EVENT_TTL_MS = 5_000;
/** How long after its day a called-off performance may still have orders to give back. */
const CALLED_OFF_FOR_MS = 60 * 24 * 60 * 60 * 1000;

export function createCatalog({ repository, sales, now = Date.now }: CatalogDependencies): Catalog {
  /** An order is shown far more often than its event changes. */
  const events = createShortCache<number, { bundle: EventBundle; rows: ContextRows }>(EVENT_TTL_MS);

  const policies = new Map<number, RefundPolicy>();

  async function rowsFor(bundles: readonly EventBundle[]): Promise<ContextRows> {
    const placed = bundles.flatMap((bundle) => bundle.performances);
    const [venues, categories, lowestPrices] = await Promise.all([
      repository.venues([...new Set(placed.map(({ venueId }) => venueId))]),
      repository.categories(),
      repository.lowestPrices(placed.map(({ performance }) => performance.id)),
    ]);
    return { venues, categories, lowestPrices };
  }

  async function contextFor(
    bundles: readonly EventBundle[],
    locale: Locale,
  ): Promise<PresentContext> {
    return { ...(await rowsFor(bundles)), locale, now: now() };
  }

  async function readEvent(eventId: number): Promise<{ bundle: EventBundle; rows: ContextRows }> {
    const bundle = await repository.findEventById(eventId);
    if (!bundle) throw notFound('performance');
    return { bundle, rows: await rowsFor([bundle]) };
  }

  return {
    categories: async (locale) => childrenOf(await repository.categories(), null, locale),
    events: async ({ locale, category, page, pageSize }) => {
      const within = category
        ? withDescendants(await repository.categories(), category)
        : undefined;
      const found = await repository.listEvents(within, (page - 1) * pageSize, pageSize);
      const context = await contextFor(found.events, locale);
      const items = found.events.map((bundle) => presentEventSummary(bundle, context));
      return { items, total: found.total, page, pageSize };
    },
    event: async (slug, locale) => {
      const bundle = await repository.findEvent(slug);
      if (!bundle) throw notFound('event');
      return presentEvent(bundle, await contextFor([bundle], locale));
    },
    performance: async (id, locale) => {
      const sale = await sales.of(id);
      const { event_id: eventId } = sale.performance;
      const { bundle, rows } = await events.get(eventId, () => readEvent(eventId));
      return presentPerformanceDetail(sale, bundle, { ...rows, locale, now: now() });
    },
    callOff: async (performanceId) => {
      if (!(await repository.findPerformance(performanceId))) throw notFound('performance');
      await repository.callOff(performanceId);
    },
    calledOff: () => repository.calledOff(now() - CALLED_OFF_FOR_MS),
    refundPolicy: async (id) => {
      if (id === null) return null;
      const policy = policies.get(id) ?? (await repository.refundPolicy(id));
      if (policy) policies.set(id, policy);
      return policy ?? null;
    },
  };
}

function childrenOf(
  nodes: readonly CategoryNode[],
  parentId: number | null,
  locale: Locale,
): Category[] {
  return nodes
    .filter((node) => node.parentId === parentId)
    .map((node) => ({
      slug: node.slug,
      name: nameIn(node.names, locale),
      children: childrenOf(nodes, node.id, locale),
    }));
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
