import { waitOrAbort } from './abort.ts';
import type { Connection } from './connection.ts';
import { TicketFlowError } from './errors.ts';
import type { Frame, Heartbeat, Position, SeatChange, Snapshot } from './protocol/index.ts';
import { comparePositions } from './protocol/index.ts';
import { SeatMapState } from './seat-map-state.ts';
import type { Applied } from './seat-map-state.ts';

export type ChannelState = 'connecting' | 'live' | 'stale' | 'offline';

export interface FollowerListener {
  changed(changes: readonly SeatChange[], position: Position): void;
  state(state: ChannelState): void;
  /** The map stands in another epoch than before: holds of the earlier one are gone. */
  epoch(): void;
  /** An older map than shown was taken: an operator restored an earlier state (FEED-6). */
  setBack(): void;
}

const SILENCE_MS = 6_000;
const BEHIND_LIMIT_MS = 10_000;
const RETRY_MS = 300;
/** A timer that comes that late slept with its device; so did the connection. */
const SLEPT_MS = 10_000;
/** Devices don't wake up together. */
const WAKE_SPREAD_MS = 100;
const FIRST_TICK_MS = 50;

/** Keeps one map in step with the server: joins, applies, resyncs, and knows when it is stale. */
export class MapFollower {
  readonly map = new SeatMapState();
  readonly #connection: Connection;
  readonly #performanceId: number;
  readonly #listener: FollowerListener;
  readonly #unsubscribe: (() => void)[] = [];
  readonly #waiting: Frame[] = [];
  #state: ChannelState = 'connecting';
  #confirmedAt = 0;
  #heardAt = 0;
  #resyncing = false;
  #closed = false;
  #behindSince: number | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #lost = false;
  #epoch: number | undefined;
  #tickMs = FIRST_TICK_MS;
  /** Why there is no map and will be none: no such performance, or not the server's protocol. */
  #refused: TicketFlowError | undefined;
  /** Number of the present connection; answers of an earlier one are dropped (FEED-5). */
  #generation = 0;

  constructor(connection: Connection, performanceId: number, listener: FollowerListener) {
    this.#connection = connection;
    this.#performanceId = performanceId;
    this.#listener = listener;
    this.#listen();
    connection.watch(performanceId);
    if (connection.ready) void this.#resync();
  }

  get state(): ChannelState {
    return this.#state;
  }

  get confirmedAt(): number {
    return this.#confirmedAt;
  }

  get tickMs(): number {
    return this.#tickMs;
  }

  async ready(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!this.map.position) {
      if (this.#refused) throw this.#refused;
      if (this.#closed) throw new TicketFlowError('ABORTED', 'The channel was closed.');
      if (Date.now() > deadline) {
        throw new TicketFlowError('NETWORK', 'The seat map did not arrive in time.');
      }
      await waitOrAbort(20, signal);
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#silence);
    clearTimeout(this.#retry);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#connection.unwatch(this.#performanceId);
  }

  #listen(): void {
    const { socket } = this.#connection;
    const frame = (received: Frame): void => {
      if (received.performanceId === this.#performanceId) this.#takeFrame(received);
    };
    const heartbeat = (received: Heartbeat): void => {
      if (received.performanceId === this.#performanceId) this.#takeHeartbeat(received);
    };
    socket.on('map:frame', frame);
    socket.on('map:heartbeat', heartbeat);
    this.#unsubscribe.push(
      () => void socket.off('map:frame', frame),
      () => void socket.off('map:heartbeat', heartbeat),
      this.#connection.on('ready', () => {
        this.#lost = false;
        this.#refused = undefined;
        this.#behindSince = undefined;
        this.#generation += 1;
        this.#resyncing = false;
        this.#waiting.length = 0;
        void this.#resync();
      }),
      this.#connection.on('refused', (error) => {
        this.#giveUp(error);
      }),
      this.#connection.on('lost', ({ moving }) => {
        this.#lost = true;
        this.#setState(moving ? 'stale' : 'offline');
      }),
    );
  }

  #takeFrame(frame: Frame): void {
    // FEED-5: while a snapshot is on its way, frames wait and are judged after it.
    if (this.#resyncing) this.#waiting.push(frame);
    else this.#take(this.map.applyFrame(frame));
  }

  #takeHeartbeat(heartbeat: Heartbeat): void {
    this.#tickMs = heartbeat.tickMs;
    this.#heard();
    if (this.#resyncing || !this.map.position) return;
    if (this.map.applyHeartbeat(heartbeat).kind === 'resync') {
      void this.#resync();
      return;
    }
    this.#believe(heartbeat.live);
  }

  #take(applied: Applied, live = true): void {
    this.#heard();
    if (applied.kind === 'resync') void this.#resync();
    if (applied.kind !== 'changed' || !this.map.position) return;
    this.#believe(live);
    const { epoch } = this.map.position;
    if (this.#epoch !== undefined && this.#epoch !== epoch) this.#listener.epoch();
    this.#epoch = epoch;
    this.#listener.changed(applied.changes, this.map.position);
  }

  /** One at a time (FEED-5); tries again until it has a snapshot or the connection is gone. */
  async #resync(): Promise<void> {
    if (this.#resyncing || this.#closed || this.#lost) return;
    this.#resyncing = true;
    if (this.map.position) this.#setState('stale');
    const { position } = this.map;
    const generation = this.#generation;
    const askedAt = Date.now();
    try {
      const { snapshot } = await this.#connection.request('map:watch', {
        performanceId: this.#performanceId,
        ...(position && !this.#isLongBehind() && { position: [position.epoch, position.version] }),
      });
      if (generation === this.#generation) this.#takeSnapshot(snapshot);
    } catch (error) {
      if (generation === this.#generation) this.#failed(error, askedAt);
    }
  }

  #takeSnapshot(snapshot: Snapshot): void {
    this.#resyncing = false;
    this.#tickMs = snapshot.tickMs;
    const before = this.map.position;
    const applied = this.map.applySnapshot(snapshot, this.#isLongBehind());
    if (applied.kind !== 'changed') {
      if (applied.kind === 'older') this.#behindSince ??= Date.now();
      this.#retryLater(RETRY_MS);
      return;
    }
    this.#behindSince = undefined;
    this.#take(applied, snapshot.live);
    const { position } = this.map;
    if (before && position && comparePositions(position, before) < 0) this.#listener.setBack();
    for (const frame of this.#waiting.splice(0)) this.#takeFrame(frame);
  }

  /** FEED-6: after that long, an older map is the truth: an operator restored a database. */
  #isLongBehind(): boolean {
    return this.#behindSince !== undefined && Date.now() - this.#behindSince > BEHIND_LIMIT_MS;
  }

  #failed(error: unknown, askedAt: number): void {
    this.#resyncing = false;
    const known = error instanceof TicketFlowError ? error : undefined;
    if (known?.code === 'NOT_FOUND' || known?.code === 'INVALID') {
      this.#giveUp(known);
      return;
    }
    if (known?.code === 'BEHIND') this.#behindSince ??= Date.now();
    // A node that says nothing at all is frozen or cut off, however open the connection looks.
    if (known?.code === 'NETWORK') this.#connection.reconnectIfSilent(askedAt);
    this.#retryLater(known?.details.retryAfterMs ?? RETRY_MS);
  }

  #giveUp(error: TicketFlowError): void {
    this.#refused = error;
    this.#setState('offline');
  }

  #retryLater(delayMs: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#resync(), delayMs * (0.75 + Math.random() / 2));
  }

  /** What is shown is where the node stands; whether that is the truth, the node says. */
  #believe(live: boolean): void {
    if (live) this.#confirmedAt = Date.now();
    this.#setState(live ? 'live' : 'stale');
  }

  #heard(): void {
    this.#heardAt = Date.now();
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (!this.#lost && !this.#closed) this.#wasSilent();
    }, SILENCE_MS);
  }

  #wasSilent(): void {
    this.#setState('stale');
    const slept = Date.now() - this.#heardAt > SILENCE_MS + SLEPT_MS;
    if (slept) this.#connection.reconnectIfSilent(Date.now() - SLEPT_MS, WAKE_SPREAD_MS);
    void this.#resync();
  }

  #setState(state: ChannelState): void {
    if (this.#state === state || this.#closed) return;
    this.#state = state;
    this.#listener.state(state);
  }
}
