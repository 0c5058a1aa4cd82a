import type { ChartGeometry, PerformanceDetail } from '@ticket-flow/client/protocol';

const DAY_MS = 86_400_000;

/** A performance on sale on a chart, a grade for each of its categories. */
export function performanceOn(chart: ChartGeometry): PerformanceDetail {
  const now = Date.now();
  return {
    id: 1,
    startsAt: now + 30 * DAY_MS,
    saleOpensAt: now - DAY_MS,
    saleClosesAt: now + 29 * DAY_MS,
    saleState: 'on_sale',
    waitingRoom: false,
    venue: { slug: 'hall', name: 'Hall', address: '', timeZone: 'Asia/Seoul' },
    event: { slug: 'event', title: 'Event', poster: { motif: 'orbit', hue: 250 } },
    currency: 'KRW',
    maxSeatsPerHolder: 8,
    orphanRule: 'off',
    bestAvailable: false,
    grades: chart.categories.map(({ key, name, color }, k) => ({
      id: k + 1,
      code: key,
      name,
      color,
      prices: { adult: 150_000 - 20_000 * k },
      categories: [key],
    })),
    priceTypes: [{ code: 'adult', name: 'Adult' }],
    seatGrades: [],
    geometryUrl: '/api/charts/1/chart.json',
    seatCount: chart.seatCount,
    refundPolicy: null,
    serverNow: now,
  };
}
