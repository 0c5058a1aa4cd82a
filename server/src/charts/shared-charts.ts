import { withDeadline } from '../platform/deadline.ts';
import type { SharedCopies } from '../platform/kept-reads/index.ts';
import type { ChartRepository, StoredChart } from './chart-repository.ts';

const PATIENCE_MS = 1_000;
/** As long as an outage of the database may last before a node that comes new has no maps. */
const COPY_TTL_MS = 12 * 60 * 60 * 1000;

/** Charts never change, so that another node's copy is as good as the database (CACHE-5). */
export function shareCharts(repository: ChartRepository, copies: SharedCopies): ChartRepository {
  async function share(chart: StoredChart): Promise<void> {
    const copy = { version: 0, readAt: Date.now(), tags: [], text: JSON.stringify(chart) };
    await copies.put(keyOf(chart.id), copy, COPY_TTL_MS);
  }

  return {
    venuesOf: (chartIds) => repository.venuesOf(chartIds),
    find: async (id) => {
      const reading = repository.find(id);
      try {
        const chart = await withDeadline(reading, PATIENCE_MS);
        if (chart) void share(chart);
        return chart;
      } catch {
        const copy = await copies.get(keyOf(id));
        // Without one there is only the database to wait for.
        return copy && copy !== 'away' ? (JSON.parse(copy.text) as StoredChart) : reading;
      }
    },
  };
}

function keyOf(id: number): string {
  return `chart:${String(id)}`;
}
