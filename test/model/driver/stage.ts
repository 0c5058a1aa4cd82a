/** One performance of a real database and a real seat store, and the threads that work on it. */
import { rows } from '../seats/layout.ts';
import { get, type State } from '../explore.ts';
import type { Bounds } from '../seats/scenes.ts';
import type { Database } from '@ticket-flow/db';
import { orderIdFor } from '../../../server/src/orders/order-ids.ts';
import { blockOwner } from '../../../server/src/seats/index.ts';
import type { SeatStore } from '../../../server/src/seats/index.ts';
import { openSale } from '../../support/catalogue.ts';
import type { StoreFixture } from '../../support/seat-stores.ts';
import { BLOCK } from '../seats/layout.ts';
import { createNode, createShared } from './node.ts';
import type { Node } from './node.ts';
import { createChosenProvider } from './provider.ts';
import type { ChosenProvider } from './provider.ts';
import { Thread } from './thread.ts';

/** A database and a store, used for many traces one after the other. */
export interface Backend {
  readonly database: Database;
  readonly fixture: StoreFixture;
}

/** One unit of the model's time, in milliseconds. */
export const UNIT_MS = 60_000;
/** Where holds cannot be renewed their life is long: nothing but the model ends them. */
const LONG_MS = 600_000;
const DAY_MS = 86_400_000;
/** Records must be old enough for the pin check, and the sale open, by the store's clock. */
const CLOCK_BEHIND_MS = 30 * DAY_MS;

export interface StageOptions {
  readonly backend: Backend;
  readonly bounds: Bounds;
  /** Puts something round the real store. */
  readonly wrapStore?: (store: SeatStore) => SeatStore;
}

export class Stage {
  readonly database: Database;
  readonly fixture: StoreFixture;
  readonly bounds: Bounds;
  readonly performanceId: number;
  readonly provider: ChosenProvider = createChosenProvider();
  /** Per buyer: the last hold, and when it expires by the store's clock. */
  readonly holds = new Map<number, { readonly token: string; expiresAt: number }>();
  /** What a failover brings back. */
  restore: () => Promise<void> = () => Promise.resolve();
  /** The model before and after the step that is being taken. */
  before: State;
  after: State;
  readonly store: SeatStore;
  readonly #name: string;
  readonly #shared;
  readonly #threads = new Map<string, Thread[]>();
  #requests = 0;

  private constructor(options: StageOptions, performanceId: number, initial: State) {
    const { backend, wrapStore = (store) => store } = options;
    this.database = backend.database;
    this.fixture = backend.fixture;
    this.bounds = options.bounds;
    this.performanceId = performanceId;
    this.store = wrapStore(backend.fixture.store);
    this.before = initial;
    this.after = initial;
    // Ids of one trace differ from those of all others.
    this.#name = `t${performanceId}`;
    this.#shared = createShared(backend.database);
  }

  /** A new performance with an empty image, as the model's initial state has it. */
  static async open(options: StageOptions, initial: State): Promise<Stage> {
    const { backend, bounds } = options;
    const { fixture, database } = backend;
    const now = Date.now();
    const { left, cap } = bounds.hold;
    const performanceId = await openSale(database, {
      rows: 1,
      set: {
        starts_at: now + 60 * DAY_MS,
        sale_opens_at: now - 2 * CLOCK_BEHIND_MS,
        sale_closes_at: now + 50 * DAY_MS,
        pay_within_ms: DAY_MS,
        hold_ttl_ms: holdLifeMs(bounds),
        hold_cap_ms: left > 0 ? cap * UNIT_MS : LONG_MS,
        max_seats_per_holder: bounds.limit > 0 ? bounds.limit : 20,
      },
    });
    fixture.clock.now = now - CLOCK_BEHIND_MS;
    fixture.mark.incarnation = FIRST_INCARNATION;
    const stage = new Stage(options, performanceId, initial);
    const { performance, chart } = await stage.#shared.sales.of(performanceId);
    await fixture.store.install({
      ...{ performanceId, epoch: get(initial, rows.epoch), config: performance.sale_config },
      ...{ seatCount: chart.seats.length, records: [] },
    });
    stage.restore = await fixture.save(performanceId);
    return stage;
  }

  get holdLifeMs(): number {
    return holdLifeMs(this.bounds);
  }
  holderOf(buyer: number): string {
    return `user:${this.#name}-${buyer}`;
  }
  holderOfOrder(order: number): string {
    return this.holderOf(this.bounds.orders[order] ?? 0);
  }
  idempotencyKeyOf(order: number): string {
    return `${this.#name}-order-${order}`;
  }
  orderIdOf(order: number): string {
    return orderIdFor(this.holderOfOrder(order), this.idempotencyKeyOf(order));
  }
  get blockId(): string {
    return `${this.#name}-block`;
  }
  /** The owner of records, claims and events behind the model's number. */
  ownerOf(owner: number): string {
    return owner === BLOCK ? blockOwner(this.blockId) : this.orderIdOf(owner);
  }
  paymentKeyOf(order: number, key: number): string {
    return `${this.orderIdOf(order)}-${key}`;
  }
  nextRequestId(): string {
    this.#requests += 1;
    return `${this.#name}-${this.#requests}`;
  }

  /** Starts a call of a service on a node of its own, up to its first call of a port. */
  async start(
    service: (node: Node) => Promise<unknown>,
    wrapStore: (store: SeatStore) => SeatStore = (store) => store,
  ): Promise<Thread> {
    const thread = new Thread();
    const node = createNode({
      ...{ thread, database: this.database, store: wrapStore(this.store) },
      ...{ gateway: this.provider, shared: this.#shared },
    });
    await thread.start(() => service(node));
    return thread;
  }

  /** Keeps a thread that is in the middle of something, under what the model calls it. */
  keep(thread: Thread, ...name: readonly (string | number)[]): void {
    const key = name.join(' ');
    this.#threads.set(key, [...(this.#threads.get(key) ?? []), thread]);
  }
  /** Takes one of the threads kept under a name; those of one name are interchangeable. */
  take(...name: readonly (string | number)[]): Thread {
    const thread = this.#threads.get(name.join(' '))?.shift();
    if (!thread) throw new Error(`no thread is at "${name.join(' ')}"`);
    return thread;
  }
  countAt(...name: readonly (string | number)[]): number {
    return this.#threads.get(name.join(' '))?.length ?? 0;
  }

  /** All threads stop for ever. */
  close(): void {
    for (const thread of [...this.#threads.values()].flat()) thread.abandon();
  }
}

function holdLifeMs({ hold }: Bounds): number {
  return hold.left > 0 ? hold.left * UNIT_MS : LONG_MS;
}

/** Of the server that answers when a trace begins; the model counts from 0. */
export const FIRST_INCARNATION = 1;
