import type { Locale, PerformanceDetail, RefundPolicy } from '@ticket-flow/client/protocol';
import { notFound } from '../platform/errors.ts';
import { createShortCache } from '../platform/short-cache.ts';
import type { CatalogRepository } from './catalog-repository.ts';
import { readSurroundings } from './facts.ts';
import type { EventFacts } from './facts.ts';
import { presentContext, presentPerformanceDetail } from './present.ts';
import type { Sales } from './sales.ts';

/** Performances, as what sells them asks; the pages of the catalogue are in `pages.ts`. */
export interface Catalog {
  /** As an order shows it. */
  performance(id: number, locale: Locale): Promise<PerformanceDetail>;
  /** Closes the sale of a performance for good. Throws NOT_FOUND; repeating changes nothing. */
  callOff(performanceId: number): Promise<void>;
  /** When its sale opens and closes; undefined: there is no such performance. */
  saleTimes(performanceId: number): Promise<{ opensAt: number; closesAt: number } | undefined>;
  /** Whether its seats are held through a waiting room only. */
  requireAdmission(performanceId: number, required: boolean): Promise<void>;
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

const EVENT_TTL_MS = 5_000;
/** How long after its day a called-off performance may still have orders to give back. */
const CALLED_OFF_FOR_MS = 60 * 24 * 60 * 60 * 1000;

export function createCatalog({ repository, sales, now = Date.now }: CatalogDependencies): Catalog {
  /** An order is shown far more often than its event changes. */
  const events = createShortCache<number, EventFacts>(EVENT_TTL_MS);

  const policies = new Map<number, RefundPolicy>();

  async function readEvent(eventId: number): Promise<EventFacts> {
    const bundle = await repository.findEventById(eventId);
    if (!bundle) throw notFound('performance');
    return { ...(await readSurroundings(repository, [bundle])), bundle };
  }

  return {
    performance: async (id, locale) => {
      const sale = await sales.of(id);
      const { event_id: eventId } = sale.performance;
      const facts = await events.get(eventId, () => readEvent(eventId));
      const at = now();
      const context = presentContext(facts, locale, at);
      return { ...presentPerformanceDetail(sale, facts.bundle, context), serverNow: at };
    },
    callOff: async (performanceId) => {
      if (!(await repository.findPerformance(performanceId))) throw notFound('performance');
      await repository.callOff(performanceId);
    },
    saleTimes: async (performanceId) => {
      const { performance } = (await repository.findPerformance(performanceId)) ?? {};
      if (!performance) return undefined;
      return { opensAt: performance.sale_opens_at, closesAt: performance.sale_closes_at };
    },
    requireAdmission: (id, required) => repository.requireAdmission(id, required),
    calledOff: () => repository.calledOff(now() - CALLED_OFF_FOR_MS),
    refundPolicy: async (id) => {
      if (id === null) return null;
      const policy = policies.get(id) ?? (await repository.refundPolicy(id));
      if (policy) policies.set(id, policy);
      return policy ?? null;
    },
  };
}
