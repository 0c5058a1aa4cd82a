import { comparePositions, packChanges } from '@ticket-flow/client/protocol';
import type {
  Frame,
  Heartbeat,
  Position,
  Snapshot,
  WirePosition,
} from '@ticket-flow/client/protocol';
import { AppError } from '../platform/errors.ts';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import type { Seats } from '../seats/index.ts';
import { advance, createReplica, sameBits } from './replica.ts';
import type { Replica } from './replica.ts';

/** Where frames and heartbeats go: the viewers of a performance on this node. */
export interface FeedOutput {
  frame(frame: Frame): void;
  heartbeat(heartbeat: Heartbeat): void;
  /** Whether anybody on this node watches the performance. */
  hasViewers(performanceId: number): boolean;
}

export interface Feed {
  /**
   * Makes this node follow a performance, at least up to what the viewer shows already.
   * Throws BEHIND when that cannot be had from here yet (FEED-6).
   */
  follow(performanceId: number, viewer?: Position): Promise<void>;
  /** The replica's present position and bits, at once; call `follow` first (FEED-7). */
  snapshot(performanceId: number): Snapshot | undefined;
  replica(performanceId: number): Replica | undefined;
  /** Something may have changed: read at the next tick (FEED-1). */
  dirty(performanceId: number): void;
  /** Nobody on this node watches it any more. */
  unfollow(performanceId: number): void;
  start(): void;
  stop(): Promise<void>;
}

export interface FeedDependencies {
  readonly seats: Seats;
  readonly output: FeedOutput;
  readonly logger: Logger;
  /** @default 50 */
  readonly tickMs?: number;
}

const CHECK_MS = 1_000;
const HEARTBEAT_MS = 2_000;
const AUDIT_MS = 30_000;
const BEHIND_RETRY_MS = 500;

export function createFeed({ seats, output, logger, tickMs = 50 }: FeedDependencies): Feed {
  const replicas = new Map<number, Replica>();
  const dirty = new Set<number>();
  const idle = new Set<number>();
  const reading = new Map<number, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  /** FEED-1: at most one read of a performance is under way; whoever asks meanwhile shares it. */
  function refresh(performanceId: number): Promise<void> {
    const found = reading.get(performanceId);
    if (found) return found;
    const read = readOnce(performanceId).finally(() => reading.delete(performanceId));
    reading.set(performanceId, read);
    return read;
  }

  async function readOnce(performanceId: number): Promise<void> {
    try {
      const image = await seats.map(performanceId);
      const before = replicas.get(performanceId);
      if (!before) replicas.set(performanceId, createReplica(image));
      else apply(performanceId, before, advance(before, image));
    } catch (error) {
      const before = replicas.get(performanceId);
      if (!before) throw error;
      replicas.set(performanceId, { ...before, live: false });
      logger.warn({ err: error, performanceId }, 'serving a seat map that is not live');
    }
  }

  function apply(performanceId: number, before: Replica, move: ReturnType<typeof advance>): void {
    if (move === 'same') {
      if (!before.live) replicas.set(performanceId, { ...before, live: true });
      return;
    }
    if (move === 'behind') {
      replicas.set(performanceId, { ...before, live: false });
      doubt(performanceId, before.position.epoch);
      return;
    }
    replicas.set(performanceId, move.replica);
    output.frame({
      performanceId,
      from: toWire(move.from),
      to: toWire(move.replica.position),
      changes: packChanges(move.changes, move.replica.bits.seatCount),
    });
  }

  /** EPOCH-5, FEED-10: what is shown cannot come from this store; a new epoch settles it. */
  function doubt(performanceId: number, above: number): void {
    seats.rebuild(performanceId, above).catch((error: unknown) => {
      logger.warn({ err: error, performanceId }, 'a doubtful seat map is still to be rebuilt');
    });
  }

  async function tick(): Promise<void> {
    // A read that began before the nudge may have missed what it was about: keep it for the next.
    const due = [...dirty].filter((id) => replicas.has(id) && !reading.has(id));
    for (const performanceId of due) dirty.delete(performanceId);
    if (dirty.size > 0) schedule();
    await Promise.all(due.map((performanceId) => refresh(performanceId).catch(() => undefined)));
  }

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void tick();
    }, tickMs);
  }

  function markDirty(performanceId: number): void {
    if (!replicas.has(performanceId)) return;
    dirty.add(performanceId);
    schedule();
  }

  /** The net under lost nudges: does the store stand where the replica stands? */
  async function checkPositions(): Promise<void> {
    for (const [performanceId, replica] of replicas) {
      if (dropIdle(performanceId)) continue;
      const position = await seats.position(performanceId).catch(() => undefined);
      const same = position && comparePositions(position, replica.position) === 0;
      if (!same || !replica.live) markDirty(performanceId);
    }
  }

  /** A replica nobody watched at two checks in a row: its viewer left while it was being read. */
  function dropIdle(performanceId: number): boolean {
    if (output.hasViewers(performanceId)) {
      idle.delete(performanceId);
      return false;
    }
    if (!idle.has(performanceId)) {
      idle.add(performanceId);
      return false;
    }
    idle.delete(performanceId);
    replicas.delete(performanceId);
    return true;
  }

  /** FEED-10: same position, other bytes: an alarm, and a rebuild under a new epoch. */
  async function audit(): Promise<void> {
    for (const performanceId of replicas.keys()) {
      const image = await seats.map(performanceId).catch(() => undefined);
      const replica = image && replicas.get(performanceId);
      if (!replica || comparePositions(image.position, replica.position) !== 0) continue;
      if (sameBits(image.bits, replica.bits)) continue;
      logger.error({ performanceId, position: image.position }, 'replica and store differ');
      doubt(performanceId, image.position.epoch);
    }
  }

  function beat(): Promise<void> {
    for (const [performanceId, { position, live, checksum }] of replicas) {
      output.heartbeat({ performanceId, position: toWire(position), live, checksum });
    }
    return Promise.resolve();
  }

  const jobs: Job[] = [];
  return {
    follow: async (performanceId, viewer) => {
      if (!replicas.has(performanceId)) await refresh(performanceId);
      if (!viewer || !isBelow(replicas.get(performanceId), viewer)) return;
      // The first of these may be a read that began before the viewer's position was reached.
      for (let read = 0; read < 2; read += 1) {
        await refresh(performanceId);
        if (!isBelow(replicas.get(performanceId), viewer)) return;
      }
      throw new AppError('BEHIND', 'The map is being caught up; keep what you show.', {
        details: { retryAfterMs: BEHIND_RETRY_MS },
      });
    },
    snapshot: (performanceId) => {
      const replica = replicas.get(performanceId);
      if (!replica) return undefined;
      const { position, bits, checksum, live } = replica;
      const { seatCount, bytes } = bits;
      return { performanceId, position: toWire(position), seatCount, live, checksum, bits: bytes };
    },
    replica: (performanceId) => replicas.get(performanceId),
    dirty: markDirty,
    unfollow: (performanceId) => {
      replicas.delete(performanceId);
      dirty.delete(performanceId);
    },
    start: () => {
      jobs.push(
        startJob('check positions', CHECK_MS, checkPositions, logger),
        startJob('heartbeat', HEARTBEAT_MS, beat, logger),
        startJob('audit replicas', AUDIT_MS, audit, logger),
      );
    },
    stop: async () => {
      clearTimeout(timer);
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

export function toWire({ epoch, version }: Position): WirePosition {
  return [epoch, version];
}

function isBelow(replica: Replica | undefined, viewer: Position): boolean {
  return !replica || comparePositions(replica.position, viewer) < 0;
}
