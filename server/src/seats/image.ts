import { SeatState } from '@ticket-flow/client/protocol';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@ticket-flow/db';
import type { Transaction } from 'sequelize';
import { withDeadline } from '../platform/deadline.ts';
import { AppError, notFound, unavailable } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import type { Mutex } from '../platform/mutex.ts';
import type { ClaimRepository, LiveClaim } from './claim-repository.ts';
import type { OwnerLookup } from './owner-lookup.ts';
import type { SaleFacts, SaleTermsPort } from './sale-facts.ts';
import { blockIdOf } from './seat-store.ts';
import type { Lost, SeatImage, SeatStore } from './seat-store.ts';

export interface Images {
  /** Runs a store command; on LOST rebuilds the performance and runs it again. */
  withImage<R extends { code: string }>(
    performanceId: number,
    command: () => Promise<R | Lost>,
  ): Promise<R>;
  /**
   * Makes sure the store holds the image of the durable epoch (EPOCH-5, REBUILD-1 to 5). With
   * `above` an image of that epoch or an earlier one is not good enough, whatever else it is.
   */
  rebuild(performanceId: number, above?: number): Promise<void>;
}

export interface ImagesDependencies {
  readonly store: SeatStore;
  readonly claims: ClaimRepository;
  readonly owners: OwnerLookup;
  readonly sales: SaleTermsPort;
  readonly transaction: Database['transaction'];
  /** Keeps nodes from overtaking each other again and again (REBUILD-1). */
  readonly mutex: Mutex;
  readonly logger: Logger;
  /** Told after an image was installed. */
  readonly installed: (performanceId: number) => void;
}

const GIVE_UP_MS = 30_000;
const RETRY_AFTER_MS = 1_000;
/** How long a request waits for a rebuild before it is told to come again. */
const PATIENCE_MS = 3_000;
const LOCK_TTL_MS = 3_000;
/**
 * Without any progress for that long the lock is done without. Longer than the lock lives, which
 * frees it of a sleeper: nodes without it overtake each other, each undoing the other's work.
 */
const LOCK_PATIENCE_MS = 5_000;

type Outcome = 'done' | 'again';
/** What a node that waits for another one's rebuild has seen of it. */
interface Watch {
  epoch: number;
  patientUntil: number;
}

export function createImages(dependencies: ImagesDependencies): Images {
  const { store, claims, sales, mutex, logger, transaction, installed } = dependencies;
  const running = new Map<number, { above: number; work: Promise<void> }>();

  /** The durable epoch and the store's; 0 stands for a store without a usable image. */
  async function compare(performanceId: number): Promise<{ epoch: number; stored: number }> {
    const epoch = await claims.epoch(performanceId);
    if (epoch === undefined) throw notFound('performance');
    const found = await reach(() => store.position(performanceId));
    return { epoch, stored: found.code === 'OK' ? found.position.epoch : 0 };
  }

  async function rebuildOnce(performanceId: number, above: number): Promise<Outcome> {
    const { epoch, stored } = await compare(performanceId);
    if (stored === epoch && epoch > above) return 'done';
    // A database restored from an old copy may be below its store: the new epoch tops both.
    const next = Math.max(epoch, stored, above) + 1;
    if (!(await claims.raiseEpoch(performanceId, epoch, next))) return 'again';
    // Before the transaction: a query outside of it, inside of it, can lock out a whole pool.
    const facts = await sales.of(performanceId);
    const image = await transaction((tx) => readImage(dependencies, tx, facts, next));
    const { code } = await reach(() => store.install(image));
    logger.info({ performanceId, epoch: next, code }, 'seat map rebuilt from the claims');
    const settled = code === 'OK' && (await claims.epoch(performanceId)) === next;
    return settled ? 'done' : 'again';
  }

  /** One turn at it: under the lock, or watching whoever has it, or alone after long enough. */
  async function takeTurn(performanceId: number, above: number, watch: Watch): Promise<Outcome> {
    const work = (): Promise<Outcome> => rebuildOnce(performanceId, above);
    if (Date.now() > watch.patientUntil) return work();
    const outcome = await mutex.tryRun(`rebuild:${String(performanceId)}`, LOCK_TTL_MS, work);
    if (outcome !== 'busy') return outcome;
    const { epoch, stored } = await compare(performanceId);
    if (epoch !== watch.epoch) {
      watch.epoch = epoch;
      watch.patientUntil = Date.now() + LOCK_PATIENCE_MS;
    }
    return stored === epoch && epoch > above ? 'done' : 'again';
  }

  async function rebuildUntilDone(performanceId: number, above: number): Promise<void> {
    await sales.reload(performanceId);
    const watch: Watch = { epoch: 0, patientUntil: Date.now() + LOCK_PATIENCE_MS };
    for (const giveUpAt = Date.now() + GIVE_UP_MS; Date.now() < giveUpAt;) {
      const began = Date.now();
      if ((await takeTurn(performanceId, above, watch)) === 'done') {
        installed(performanceId);
        return;
      }
      // Rebuilds that take long need long pauses, or two of them never come apart.
      await sleep(20 + Math.random() * (100 + Date.now() - began));
    }
    throw unavailable('The seat map is being rebuilt.', RETRY_AFTER_MS);
  }

  /** One at a time; whoever wants no more than the present one brings shares it. */
  function rebuild(performanceId: number, above = 0): Promise<void> {
    const found = running.get(performanceId);
    if (found && found.above >= above) return found.work;
    const start = (): Promise<void> => rebuildUntilDone(performanceId, above);
    const work = (found ? found.work.then(start, start) : start()).finally(() => {
      if (running.get(performanceId)?.work === work) running.delete(performanceId);
    });
    running.set(performanceId, { above, work });
    return work;
  }

  return {
    rebuild,
    withImage: async (performanceId, command) => {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const reply = await reach(command);
        if (reply.code !== 'LOST') return reply as Exclude<typeof reply, Lost>;
        await reach(() => withDeadline(rebuild(performanceId), PATIENCE_MS));
      }
      throw unavailable('The seat map is being rebuilt.', RETRY_AFTER_MS);
    },
  };
}

/** REBUILD-3: claims with the states of their orders, all of one instant. */
async function readImage(
  { claims, owners }: ImagesDependencies,
  tx: Transaction,
  { performanceId, seatCount, terms }: SaleFacts,
  epoch: number,
): Promise<SeatImage> {
  const live = await claims.live(performanceId, tx);
  const orderIds = [
    ...new Set(live.map(({ owner }) => owner).filter((id) => blockIdOf(id) === undefined)),
  ];
  const orders = await owners.describe(tx, orderIds);
  const records = new Map<string, SeatImage['records'][number] & { seats: number[] }>();
  for (const { seat, owner, createdAt } of live) {
    const record = records.get(owner);
    if (record) {
      record.seats.push(seat);
      continue;
    }
    const order = orders.get(owner);
    records.set(owner, {
      ownerId: owner,
      holder: order?.holder ?? '',
      seats: [seat],
      pinnedAt: createdAt,
      state: stateOf(owner, order?.sold ?? false),
    });
  }
  return { performanceId, epoch, seatCount, config: terms.config, records: [...records.values()] };
}

function stateOf(owner: LiveClaim['owner'], sold: boolean): SeatState {
  if (blockIdOf(owner) !== undefined) return SeatState.NotForSale;
  return sold ? SeatState.Sold : SeatState.Held;
}

/** Runs a store call; a store that cannot be reached is UNAVAILABLE, whatever the driver says. */
async function reach<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unavailable('The seat store is not reachable.', RETRY_AFTER_MS, error);
  }
}
