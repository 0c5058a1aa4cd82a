import { comparePositions, packChanges } from '@ticket-flow/client/protocol';
import type {
  Frame,
  Heartbeat,
  Position,
  Snapshot,
  WirePosition,
} from '@ticket-flow/client/protocol';
import { withDeadline } from '../platform/deadline.ts';
import { AppError } from '../platform/errors.ts';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import type { Seats } from '../seats/index.ts';
import { createPace } from './pace.ts';
import type { PaceOptions } from './pace.ts';
import { advance, createReplica, sameBits } from './replica.ts';
import type { Replica, ReplicaMove } from './replica.ts';

/** Where frames and heartbeats go: the viewers of a performance on this node. */
export interface FeedOutput {
  frame(frame: Frame): void;
  heartbeat(heartbeat: Heartbeat): void;
  /** How many on this node watch the performance. */
  viewers(performanceId: number): number;
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
  readonly pace?: Omit<PaceOptions, 'tick'>;
}

const CHECK_MS = 1_000;
const HEARTBEAT_MS = 2_000;
const AUDIT_MS = 30_000;
const BEHIND_RETRY_MS = 500;
/** A performance that is read more slowly keeps the frames of the others waiting no longer. */
const SLOW_READ_MS = 100;

export function createFeed(dependencies: FeedDependencies): Feed {
  const { seats, output, logger } = dependencies;
  const replicas = new Map<number, Replica>();
  const dirty = new Set<number>();
  const idle = new Set<number>();
  const reading = new Map<number, Promise<number>>();
  const pace = createPace({ ...dependencies.pace, tick });

  /**
   * FEED-1: at most one read of a performance is under way; whoever asks meanwhile shares it.
   * Answers how many frames went out.
   */
  function refresh(performanceId: number): Promise<number> {
    const found = reading.get(performanceId);
    if (found) return found;
    const read = readOnce(performanceId).finally(() => reading.delete(performanceId));
    reading.set(performanceId, read);
    return read;
  }

  async function readOnce(performanceId: number): Promise<number> {
    try {
      const image = await seats.map(performanceId);
      const before = replicas.get(performanceId);
      if (before) return take(performanceId, before, advance(before, image));
      replicas.set(performanceId, createReplica(image));
    } catch (error) {
      const before = replicas.get(performanceId);
      if (!before) throw error;
      if (before.live) logger.warn({ err: error, performanceId }, 'a seat map is not live now');
      setLive(performanceId, before, false);
    }
    return 0;
  }

  function take(
    performanceId: number,
    before: Replica,
    move: 'same' | 'behind' | ReplicaMove,
  ): number {
    if (move === 'same') {
      setLive(performanceId, before, true);
      return 0;
    }
    if (move === 'behind') {
      setLive(performanceId, before, false);
      doubt(performanceId, before.position.epoch);
      return 0;
    }
    replicas.set(performanceId, move.replica);
    output.frame({
      performanceId,
      from: toWire(move.from),
      to: toWire(move.replica.position),
      changes: packChanges(move.changes, move.replica.bits.seatCount),
    });
    if (!before.live) beat(performanceId);
    // FEED-17: where something changed more will; its nudge may be due only after the next tick.
    markDirty(performanceId);
    return output.viewers(performanceId);
  }

  /** Viewers learn at once whether what they see is live, not with the next heartbeat only. */
  function setLive(performanceId: number, replica: Replica, live: boolean): void {
    if (replica.live === live) return;
    replicas.set(performanceId, { ...replica, live });
    beat(performanceId);
  }

  /** EPOCH-5, FEED-10: what is shown cannot come from this store; a new epoch settles it. */
  function doubt(performanceId: number, above: number): void {
    seats.rebuild(performanceId, above).catch((error: unknown) => {
      logger.warn({ err: error, performanceId }, 'a doubtful seat map is still to be rebuilt');
    });
  }

  async function tick(): Promise<number> {
    // A read that began before the nudge may have missed what it was about: keep it for the next.
    const due = [...dirty].filter((id) => !reading.has(id));
    for (const performanceId of due) dirty.delete(performanceId);
    if (dirty.size > 0) pace.request();
    const followed = due.filter((id) => replicas.has(id));
    const sent = await Promise.all(
      followed.map((id) => withDeadline(refresh(id), SLOW_READ_MS).catch(() => 0)),
    );
    return sent.reduce((sum, frames) => sum + frames, 0);
  }

  function markDirty(performanceId: number): void {
    if (!replicas.has(performanceId) && !reading.has(performanceId)) return;
    dirty.add(performanceId);
    pace.request();
  }

  /** The net under lost nudges: does the store stand where the replica stands? */
  async function checkPositions(): Promise<void> {
    await Promise.all([...replicas.keys()].map(checkPosition));
  }

  async function checkPosition(performanceId: number): Promise<void> {
    if (dropIdle(performanceId)) return;
    const position = await seats.position(performanceId).catch(() => undefined);
    const replica = replicas.get(performanceId);
    if (!replica) return;
    const same = position && comparePositions(position, replica.position) === 0;
    if (!same || !replica.live) markDirty(performanceId);
  }

  /** A replica nobody watched at two checks in a row: its viewer left while it was being read. */
  function dropIdle(performanceId: number): boolean {
    if (output.viewers(performanceId) > 0) {
      idle.delete(performanceId);
      return false;
    }
    if (!idle.has(performanceId)) {
      idle.add(performanceId);
      return false;
    }
    forget(performanceId);
    return true;
  }

  function forget(performanceId: number): void {
    idle.delete(performanceId);
    dirty.delete(performanceId);
    replicas.delete(performanceId);
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

  function beat(performanceId: number): void {
    const replica = replicas.get(performanceId);
    if (!replica) return;
    const { position, live, checksum } = replica;
    const { tickMs } = pace;
    output.heartbeat({ performanceId, position: toWire(position), live, checksum, tickMs });
  }

  function beatAll(): Promise<void> {
    for (const performanceId of replicas.keys()) beat(performanceId);
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
      const { tickMs } = pace;
      return {
        ...{ performanceId, position: toWire(position), seatCount, live, checksum, tickMs },
        bits: bytes,
      };
    },
    replica: (performanceId) => replicas.get(performanceId),
    dirty: markDirty,
    unfollow: forget,
    start: () => {
      // Spread, so that the nodes do not all read everything in the same moment.
      const auditMs = AUDIT_MS * (0.75 + Math.random() / 2);
      jobs.push(
        startJob('check positions', CHECK_MS, checkPositions, logger),
        startJob('heartbeat', HEARTBEAT_MS, beatAll, logger),
        startJob('audit replicas', auditMs, audit, logger),
      );
    },
    stop: async () => {
      pace.stop();
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
