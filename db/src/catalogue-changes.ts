import { Op, literal } from 'sequelize';
import type { QueryOptions, Sequelize, Transaction } from 'sequelize';
import { isWrite, tableOf } from './guard-writes.ts';
import type { Models } from './models/index.ts';

/** A commit that changed the catalogue: which one of them all it was, and what it changed. */
export interface CatalogueChange {
  readonly version: number;
  /** `event:7`, `venue:2` …; `*` is everything. */
  readonly tags: readonly string[];
}

export interface CatalogueChanges {
  /**
   * Says what a transaction changes in the catalogue. One that writes there and does not say
   * counts as a change of everything.
   */
  name(tx: Transaction, ...tags: readonly string[]): void;
  /** Called after each such commit of this process. */
  listen(listener: (change: CatalogueChange) => void): void;
}

type Run = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

interface Recorder extends CatalogueChanges {
  /** The same transactions, with what they change in the catalogue written down in them. */
  around(run: Run): Run;
}

const HEAD = { id: 1 };
/** Nodes look once a second; one that was away for longer than so many changes forgets all. */
const KEPT_VERSIONS = 1_000;

const TABLES: ReadonlySet<string | undefined> = new Set([
  ...['categories', 'category_texts', 'venues', 'venue_texts'],
  ...['events', 'event_texts', 'event_categories', 'performances'],
  ...['grades', 'grade_texts', 'grade_categories', 'seat_grades'],
  ...['price_types', 'price_type_texts', 'prices', 'refund_policies'],
]);

/**
 * The head's row is locked from the raise to the commit, so that changes become visible in the
 * order of their versions: who has seen a version has seen all before it.
 */
export function recordCatalogueChanges(sequelize: Sequelize, models: Models): Recorder {
  const named = new WeakMap<Transaction, Set<string>>();
  const wrote = new WeakSet<Transaction>();
  const listeners: ((change: CatalogueChange) => void)[] = [];

  sequelize.addHook('beforeQuery', function noteCatalogueWrites(options: QueryOptions) {
    const { transaction } = options;
    if (transaction && isWrite(options) && TABLES.has(tableOf(options))) wrote.add(transaction);
  });

  async function write(tx: Transaction): Promise<CatalogueChange | undefined> {
    const own = named.get(tx);
    if (!own && !wrote.has(tx)) return undefined;
    const tags = own ? [...own] : ['*'];
    const { catalogueHead, catalogueChanges } = models;
    const next = { version: literal('version + 1') as unknown as number };
    await catalogueHead.update(next, { where: HEAD, transaction: tx });
    const head = await catalogueHead.findOne({ where: HEAD, transaction: tx, rejectOnEmpty: true });
    const { version } = head;
    const rows = tags.map((tag) => ({ version, tag }));
    await catalogueChanges.bulkCreate(rows, { transaction: tx });
    const old = { version: { [Op.lte]: version - KEPT_VERSIONS } };
    await catalogueChanges.destroy({ where: old, transaction: tx });
    return { version, tags };
  }

  return {
    name: (tx, ...tags) => {
      const own = named.get(tx) ?? new Set();
      for (const tag of tags) own.add(tag);
      named.set(tx, own);
    },
    listen: (listener) => {
      listeners.push(listener);
    },
    around: (run) => async (work) => {
      let change: CatalogueChange | undefined;
      const result = await run(async (tx) => {
        const done = await work(tx);
        change = await write(tx);
        return done;
      });
      if (change) for (const listener of listeners) listener(change);
      return result;
    },
  };
}
