import type { EventSummary, Locale, Poster } from '@ticket-flow/client/protocol';
import type { Database, EventRow } from '@ticket-flow/db';
import { Op, col, fn } from 'sequelize';
import type { Charts } from '../charts/index.ts';
import type { CatalogRepository, CategoryNode, VenueBundle } from './catalog-repository.ts';
import { presentEventSummary } from './present.ts';

/** By locale. */
export type Names = Readonly<Record<string, string>>;

/** What an event is found by. */
export interface SearchDocument {
  readonly id: number;
  readonly slug: string;
  readonly poster: Poster;
  /** Its place in the catalogue. */
  readonly position: number;
  /** Start of the last performance; null: none yet. */
  readonly endsAt: number | null;
  readonly titles: Names;
  readonly taglines: Names;
  readonly people: readonly Names[];
  readonly venues: readonly { readonly slug: string; readonly names: Names }[];
  /** With those above them in the tree. */
  readonly categories: readonly Names[];
}

export interface IdentifiedSummary {
  readonly id: number;
  readonly summary: EventSummary;
}

/** The catalogue as search needs it: all of it, in pieces, and what a result shows. */
export interface SearchRepository {
  /** Another number after every change of the catalogue. */
  version(): Promise<number>;
  /** Published events with an id over `afterId`, in the order of their ids. */
  documents(afterId: number, limit: number): Promise<SearchDocument[]>;
  /** In no order; what is not published any more is left out. */
  summaries(ids: readonly number[], locale: Locale): Promise<IdentifiedSummary[]>;
}

export interface SearchRepositoryDependencies {
  readonly database: Database;
  readonly catalog: CatalogRepository;
  readonly venuesOf: Charts['venuesOf'];
}

/** Where an event takes place, and until when. */
interface Run {
  readonly venueIds: Set<number>;
  endsAt: number | null;
}

const published = { published_at: { [Op.ne]: null } };

export function createSearchRepository(
  dependencies: SearchRepositoryDependencies,
): SearchRepository {
  const { database, catalog, venuesOf } = dependencies;
  const { models } = database;

  async function runsOf(eventIds: readonly number[]): Promise<Map<number, Run>> {
    const rows = (await models.performances.findAll({
      attributes: ['event_id', 'chart_id', [fn('MAX', col('starts_at')), 'starts_at']],
      where: { event_id: [...eventIds] },
      group: ['event_id', 'chart_id'],
      raw: true,
    })) as { event_id: number; chart_id: number; starts_at: number }[];
    const venueOf = await venuesOf([...new Set(rows.map((row) => row.chart_id))]);
    const runs = new Map<number, Run>();
    for (const row of rows) {
      const run = runs.get(row.event_id) ?? { venueIds: new Set<number>(), endsAt: null };
      run.venueIds.add(venueOf.get(row.chart_id) ?? 0);
      run.endsAt = Math.max(run.endsAt ?? 0, Number(row.starts_at));
      runs.set(row.event_id, run);
    }
    return runs;
  }

  async function describe(events: readonly EventRow[]): Promise<SearchDocument[]> {
    const where = { event_id: events.map(({ id }) => id) };
    const [texts, links, runs, nodes] = await Promise.all([
      models.eventTexts.findAll({
        attributes: ['event_id', 'locale', 'title', 'tagline', 'people'],
        where,
        raw: true,
      }),
      models.eventCategories.findAll({ where, raw: true }),
      runsOf(where.event_id),
      catalog.categories(),
    ]);
    const venues = await catalog.venues([
      ...new Set([...runs.values()].flatMap(({ venueIds }) => [...venueIds])),
    ]);
    const textsOf = groupBy(texts);
    const linksOf = groupBy(links);
    return events.map((event) => {
      const own = textsOf.get(event.id) ?? [];
      const run = runs.get(event.id);
      return {
        id: event.id,
        slug: event.slug,
        poster: JSON.parse(event.poster) as Poster,
        position: event.position,
        endsAt: run?.endsAt ?? null,
        titles: Object.fromEntries(own.map(({ locale, title }) => [locale, title])),
        taglines: Object.fromEntries(own.map(({ locale, tagline }) => [locale, tagline])),
        people: peopleOf(own),
        venues: [...(run?.venueIds ?? [])].flatMap((id) => nameVenue(venues.get(id))),
        categories: (linksOf.get(event.id) ?? []).flatMap((link) =>
          upwards(nodes, link.category_id),
        ),
      };
    });
  }

  return {
    version: async () => {
      const head = await models.catalogueHead.findOne({ rejectOnEmpty: true });
      return head.version;
    },
    documents: async (afterId, limit) =>
      describe(
        await models.events.findAll({
          where: { ...published, id: { [Op.gt]: afterId } },
          order: ['id'],
          limit,
          raw: true,
        }),
      ),
    summaries: async (ids, locale) => {
      const bundles = await catalog.findEventsById(ids);
      const placed = bundles.flatMap(({ performances }) => performances);
      const [venues, categories, lowestPrices] = await Promise.all([
        catalog.venues([...new Set(placed.map(({ venueId }) => venueId))]),
        catalog.categories(),
        catalog.lowestPrices(placed.map(({ performance }) => performance.id)),
      ]);
      const context = { venues, categories, lowestPrices, locale, now: Date.now() };
      return bundles.map((bundle) => ({
        id: bundle.event.id,
        summary: presentEventSummary(bundle, context),
      }));
    },
  };
}

function groupBy<T extends { event_id: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.event_id);
    if (group) group.push(row);
    else groups.set(row.event_id, [row]);
  }
  return groups;
}

/** Who stands in the same place of each language's list is one person. */
function peopleOf(texts: readonly { locale: string; people: string }[]): Names[] {
  const people: Record<string, string>[] = [];
  for (const { locale, people: list } of texts) {
    for (const [place, { name }] of (JSON.parse(list) as { name: string }[]).entries()) {
      people[place] = { ...people[place], [locale]: name };
    }
  }
  return people;
}

function nameVenue(venue: VenueBundle | undefined): SearchDocument['venues'][number][] {
  if (!venue) return [];
  return [
    {
      slug: venue.slug,
      names: Object.fromEntries(venue.texts.map(({ locale, name }) => [locale, name])),
    },
  ];
}

function upwards(nodes: readonly CategoryNode[], id: number | null): Names[] {
  const node = nodes.find((one) => one.id === id);
  return node ? [node.names, ...upwards(nodes, node.parentId)] : [];
}
