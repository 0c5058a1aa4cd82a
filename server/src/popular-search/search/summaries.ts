import type { EventSummary, Locale } from '@ticket-flow/client/protocol';
import type { SearchRepository } from '../../catalog/index.ts';
import { isDatabaseAway } from '../../platform/away.ts';
import type { Logger } from '../../platform/logging.ts';

/** What results show of events; read again after a moment, and kept for when that is not possible. */
export interface Summaries {
  of(ids: readonly number[], locale: Locale): Promise<EventSummary[]>;
}

export interface SummariesDependencies {
  readonly repository: Pick<SearchRepository, 'summaries'>;
  readonly logger: Logger;
  readonly now: () => number;
}

const FRESH_MS = 2_000;
const KEPT = 5_000;

export function createSummaries(dependencies: SummariesDependencies): Summaries {
  const { repository, logger, now } = dependencies;
  const kept = new Map<string, { summary: EventSummary; readAt: number }>();
  const reading = new Map<string, Promise<void>>();

  async function read(ids: readonly number[], locale: Locale): Promise<void> {
    const summaries = await repository.summaries(ids, locale);
    const readAt = now();
    for (const { id, summary } of summaries) keep(keyOf(id, locale), { summary, readAt });
    for (const id of ids) {
      const key = keyOf(id, locale);
      // Not published any more.
      if ((kept.get(key)?.readAt ?? readAt) < readAt) kept.delete(key);
    }
  }

  function keep(key: string, entry: { summary: EventSummary; readAt: number }): void {
    kept.delete(key);
    kept.set(key, entry);
    const oldest = kept.keys().next();
    if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
  }

  /** Everybody who looks at the same page at once shares one read. */
  function readOnce(ids: readonly number[], locale: Locale): Promise<void> {
    const key = `${locale}:${ids.join(',')}`;
    const under = reading.get(key) ?? read(ids, locale).finally(() => reading.delete(key));
    reading.set(key, under);
    return under;
  }

  return {
    of: async (ids, locale) => {
      const old = ids.filter(
        (id) => now() - (kept.get(keyOf(id, locale))?.readAt ?? -Infinity) > FRESH_MS,
      );
      try {
        if (old.length > 0) await readOnce(old, locale);
      } catch (error) {
        const isKnown = ids.every((id) => kept.has(keyOf(id, locale)));
        if (!isDatabaseAway(error) || !isKnown) throw error;
        logger.warn({ err: error }, 'search shows what it knew: the database is away');
      }
      return ids.flatMap((id) => kept.get(keyOf(id, locale))?.summary ?? []);
    },
  };
}

function keyOf(id: number, locale: Locale): string {
  return `${locale}:${String(id)}`;
}
