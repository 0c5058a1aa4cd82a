import type { EventPage, Locale, SearchSuggestions } from '@ticket-flow/client/protocol';
import type { SearchRepository } from '../../catalog/index.ts';
import { unavailable } from '../../platform/errors.ts';
import { startJob } from '../../platform/jobs.ts';
import type { Job } from '../../platform/jobs.ts';
import type { Logger } from '../../platform/logging.ts';
import { buildIndex } from './build-index.ts';
import type { EventIndex, Kind, Subject } from './event-index.ts';
import { createSummaries } from './summaries.ts';

export interface SearchQuery {
  readonly q: string;
  readonly locale: Locale;
  readonly page: number;
  readonly pageSize: number;
}

/** Finds events by what people type; it goes on with what it knows while the database is away. */
export interface Search {
  search(query: SearchQuery): Promise<EventPage>;
  suggest(q: string, locale: Locale): Promise<Omit<SearchSuggestions, 'terms'>>;
  startJobs(): void;
  stop(): Promise<void>;
}

export interface SearchDependencies {
  readonly repository: SearchRepository;
  readonly logger: Logger;
  readonly now?: () => number;
}

const LOOK_MS = 1_000;
/** Reading everything takes at most such a part of a node's time, however often things change. */
const SHARE = 1 / 20;
const FIRST_WITHIN_MS = 3_000;
const REMEMBERED = 500;
const SUGGESTED: Readonly<Partial<Record<Kind, number>>> = { title: 5, person: 3, venue: 3 };

export function createSearch(dependencies: SearchDependencies): Search {
  const { repository, logger, now = Date.now } = dependencies;
  const summaries = createSummaries({ repository, logger, now });
  let index: EventIndex | undefined;
  let version: number | undefined;
  let restsUntil = 0;
  let building: Promise<void> | undefined;
  let job: Job | undefined;
  let stopped = false;
  /** Ranked ids by query; of the present index only. */
  let remembered = new Map<string, readonly number[]>();

  async function build(seen: number): Promise<void> {
    const begun = now();
    const built = await buildIndex(repository, () => stopped);
    if (!built) return;
    index = built;
    version = seen;
    restsUntil = now() + (now() - begun) / SHARE;
    remembered = new Map();
  }

  /** Builds when there is a reason to, once at a time. */
  function look(): Promise<void> {
    building ??= repository
      .version()
      .then(async (seen) => {
        if (seen !== version && now() >= restsUntil) await build(seen);
      })
      .finally(() => {
        building = undefined;
      });
    return building;
  }

  async function ready(): Promise<EventIndex> {
    if (index) return index;
    const late = AbortSignal.timeout(FIRST_WITHIN_MS);
    const tooLate = new Promise<void>((_resolve, reject) => {
      late.addEventListener('abort', () => {
        reject(unavailable('Search is not ready yet; try again.', 1_000));
      });
    });
    await Promise.race([look(), tooLate]);
    if (!index) throw unavailable('Search is not ready yet; try again.', 1_000);
    return index;
  }

  function ranked(from: EventIndex, q: string): readonly number[] {
    const found = remembered.get(q) ?? from.search(q, now());
    remembered.delete(q);
    remembered.set(q, found);
    const oldest = remembered.keys().next();
    if (remembered.size > REMEMBERED && !oldest.done) remembered.delete(oldest.value);
    return found;
  }

  return {
    search: async ({ q, locale, page, pageSize }) => {
      const ids = ranked(await ready(), q);
      const shown = ids.slice((page - 1) * pageSize, page * pageSize);
      const items = await summaries.of(shown, locale);
      return { items, total: ids.length, page, pageSize };
    },
    suggest: async (q, locale) => {
      const from = await ready();
      const found = from.subjects(q, now());
      const of = (kind: Kind): Subject[] =>
        found.filter((subject) => subject.kind === kind).slice(0, SUGGESTED[kind]);
      return {
        events: of('title').flatMap((subject) => {
          const event = from.event(subject.events[0] ?? -1);
          if (!event) return [];
          return [{ slug: event.slug, title: nameOf(subject, locale), poster: event.poster }];
        }),
        people: of('person').map((subject) => ({ name: nameOf(subject, locale) })),
        venues: of('venue').map((subject) => ({ name: nameOf(subject, locale) })),
      };
    },
    startJobs: () => {
      job = startJob('look for changes to search', LOOK_MS, look, logger);
      void job.runNow();
    },
    stop: async () => {
      stopped = true;
      await job?.stop();
    },
  };
}

function nameOf({ names }: Subject, locale: Locale): string {
  return names[locale] ?? Object.values(names)[0] ?? '';
}
