import { runsTouching } from '@ticket-flow/client/protocol';
import { findArea } from '../charts/index.ts';
import type { SaleFacts, SaleTermsPort, Seating } from '../seats/index.ts';
import type { Sale, Sales } from './sales.ts';

/** What seats ask of the catalogue, answered from the catalogue's sales. */
export function createSaleTerms(sales: Sales): SaleTermsPort {
  const made = new WeakMap<Sale, SaleFacts>();
  const remembered = (sale: Sale): SaleFacts => {
    const found = made.get(sale) ?? factsOf(sale);
    made.set(sale, found);
    return found;
  };
  return {
    of: async (performanceId) => remembered(await sales.of(performanceId)),
    reload: async (performanceId) => remembered(await sales.reload(performanceId)),
  };
}

/** What best available asks of the catalogue. */
export function createSeating(sales: Sales): (performanceId: number) => Promise<Seating> {
  return async (performanceId) => {
    const { performance, chart, gradeOf, priceList } = await sales.of(performanceId);
    return {
      chart: chart.geometry,
      orphanRule: performance.orphan_rule,
      limit: performance.max_seats_per_holder,
      hasGrade: (gradeId) => priceList.grades.some(({ id }) => id === gradeId),
      gradeOf: (seat) => gradeOf[seat]?.id,
      labelOf: (seat) => chart.seats[seat]?.label ?? '',
    };
  };
}

function factsOf({ performance, chart, gradeOf }: Sale): SaleFacts {
  const { seats, runs, uids, geometry } = chart;
  const stopped = performance.paused || performance.cancelled_at !== null;
  return {
    performanceId: performance.id,
    seatCount: geometry.seatCount,
    startsAt: performance.starts_at,
    holdTtlMs: performance.hold_ttl_ms,
    holdCapMs: performance.hold_cap_ms,
    terms: {
      config: performance.sale_config,
      opensAt: performance.sale_opens_at,
      closesAt: stopped ? 0 : performance.sale_closes_at,
      limit: performance.max_seats_per_holder,
      orphanRule: performance.orphan_rule,
      admission: performance.waiting_room,
    },
    labelOf: (seat) => seats[seat]?.label ?? '',
    uidOf: (seat) => uids[seat] ?? '',
    isPriced: (seat) => gradeOf[seat] !== undefined,
    runsTouching: (wanted) => runsTouching(runs, wanted),
    area: (name) => findArea(chart, name),
  };
}
