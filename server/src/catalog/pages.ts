import type { Category, EventDetail, EventPage, Locale } from '@ticket-flow/client/protocol';
import type { Page } from '../platform/kept-reads/index.ts';
import type { CategoryNode, EventBundle, PlacedPerformance } from './catalog-repository.ts';
import type {
  EventFacts,
  EventListFacts,
  EventListQuery,
  Facts,
  PerformanceFacts,
} from './facts.ts';
import {
  nameIn,
  presentContext,
  presentEvent,
  presentEventSummary,
  presentPerformanceDetail,
} from './present.ts';

/** The public catalogue as it is answered: what there is to see and when. */
export interface Pages {
  categories(locale: Locale): Page<readonly CategoryNode[]>;
  /** Throws NOT_FOUND for an unknown category when it is read. */
  events(query: EventListQuery & { readonly locale: Locale }): Page<EventListFacts>;
  event(slug: string, locale: Locale): Page<EventFacts>;
  performance(id: number, locale: Locale): Page<PerformanceFacts>;
}

/** Kept by browsers, and asked for each time whether it is still so. */
const ASK_AGAIN = 'no-cache';
/** It tells the time: one that was kept would tell it wrong. */
const KEEP_NOT = 'no-store';

export function createPages(facts: Facts): Pages {
  return {
    categories: (locale) => {
      const reading = facts.categories();
      return {
        key: `${reading.key}|${locale}`,
        reading,
        render: ({ value, staleSince }) => ({
          text: JSON.stringify({ items: childrenOf(value, null, locale), staleSince }),
          cacheControl: ASK_AGAIN,
          until: Infinity,
        }),
      };
    },
    events: ({ locale, ...query }) => {
      const reading = facts.events(query);
      const { page, pageSize } = query;
      return {
        key: `${reading.key}|${locale}`,
        reading,
        render: ({ value, staleSince }, now) => {
          const { bundles, total } = value;
          const context = presentContext(value, locale, now);
          const items = bundles.map((bundle) => presentEventSummary(bundle, context));
          const shown: EventPage = { items, total, page, pageSize, ...since(staleSince) };
          return { ...json(shown), until: nextChange(placedIn(bundles), now) };
        },
      };
    },
    event: (slug, locale) => {
      const reading = facts.event(slug);
      return {
        key: `${reading.key}|${locale}`,
        reading,
        render: ({ value, staleSince }, now) => {
          const event = presentEvent(value.bundle, presentContext(value, locale, now));
          const shown: EventDetail = { ...event, ...since(staleSince) };
          return { ...json(shown), until: nextChange(value.bundle.performances, now) };
        },
      };
    },
    performance: (id, locale) => {
      const reading = facts.performance(id);
      return {
        key: `${reading.key}|${locale}`,
        reading,
        render: ({ value, staleSince }, now) => {
          const { bundle, sale } = value;
          const context = presentContext(value, locale, now);
          const detail = presentPerformanceDetail(sale, bundle, context);
          const text = JSON.stringify({ ...detail, ...since(staleSince) });
          return {
            // CACHE-4: the clock is the end of it, and told anew in every answer.
            text: text.slice(0, -1),
            tail: () => `,"serverNow":${String(Date.now())}}`,
            cacheControl: KEEP_NOT,
            until: nextChange([sale, ...bundle.performances], now),
          };
        },
      };
    },
  };
}

function json(body: object): { text: string; cacheControl: string } {
  return { text: JSON.stringify(body), cacheControl: ASK_AGAIN };
}

function since(staleSince: number | undefined): { staleSince?: number } {
  return staleSince === undefined ? {} : { staleSince };
}

function placedIn(bundles: readonly EventBundle[]): PlacedPerformance[] {
  return bundles.flatMap((bundle) => bundle.performances);
}

/** CACHE-4: when one of them next begins to be sold, ends being sold, or begins. */
export function nextChange(
  placed: readonly Pick<PlacedPerformance, 'performance'>[],
  now: number,
): number {
  const instants = placed.flatMap(({ performance }) => [
    performance.sale_opens_at,
    performance.sale_closes_at,
    performance.starts_at,
  ]);
  return Math.min(...instants.filter((instant) => instant > now));
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
