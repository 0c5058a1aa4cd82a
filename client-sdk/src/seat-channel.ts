import { abortable } from './abort.ts';
import { REPEATED, askAgain } from './ask-again.ts';
import { LOOKS } from './channel-types.ts';
import type {
  BestWish,
  HoldWish,
  SeatChannelDependencies,
  SeatChannelEvents,
  SeatLook,
} from './channel-types.ts';
import type { CallOptions } from './client-options.ts';
import type { AnswerOf, Connection } from './connection.ts';
import { Emitter } from './emitter.ts';
import { TicketFlowError } from './errors.ts';
import { MapFollower } from './map-follower.ts';
import type { ChannelState } from './map-follower.ts';
import { includes, isGone, isOther, newRequestId } from './my-holds.ts';
import type {
  HoldEnded,
  HoldsUpdated,
  MadeHold,
  Position,
  SeatBits,
  WireHold,
} from './protocol/index.ts';
import { SeatState, comparePositions } from './protocol/index.ts';
import { retrying } from './retrying.ts';
import { fromWire } from './seat-map-state.ts';
import type { Admissions, ShownAdmission } from './waiting-room-admissions.ts';

export type { BestWish, HoldWish, SeatChannelEvents, SeatLook } from './channel-types.ts';

const SPREAD_MS = 1_500;

/** The live map of one performance, and this person's holds in it. */
export class SeatChannel {
  readonly performanceId: number;
  readonly #connection: Connection;
  readonly #admissions: Admissions;
  readonly #events = new Emitter<SeatChannelEvents>();
  readonly #follower: MapFollower;
  readonly #unsubscribe: (() => void)[] = [];
  #holds: readonly WireHold[] = [];
  #holdsAt: Position | undefined;
  /** Highest epoch in which my holds are known. */
  #epoch: number | undefined;
  #mine = new Set<number>();
  #clockOffsetMs = 0;
  #asking: ReturnType<typeof setTimeout> | undefined;
  readonly #closed: (() => void) | undefined;

  /** @internal Channels come from `client.seatChannel`. */
  constructor({ connection, admissions, performanceId, closed }: SeatChannelDependencies) {
    this.#closed = closed;
    this.#connection = connection;
    this.#admissions = admissions;
    this.performanceId = performanceId;
    this.#follower = new MapFollower(connection, performanceId, {
      changed: (changes, position) => {
        this.#events.emit('change', { changes, position });
      },
      state: (state) => {
        this.#events.emit('state', state);
      },
      epoch: () => {
        this.#holdsAreLost();
      },
      setBack: () => {
        this.#holdsAt = undefined;
        this.#epoch = undefined;
        void this.#restoreHolds();
        this.#events.emit('setBack', undefined);
      },
    });
    this.#listen();
  }

  /** `connecting`, then `live`; `stale` while catching up; `offline` without a connection. */
  get state(): ChannelState {
    return this.#follower.state;
  }

  get position(): Position | undefined {
    return this.#follower.map.position;
  }

  /** Two bits a seat, as the server last told; undefined before the first snapshot. */
  get bits(): SeatBits | undefined {
    return this.#follower.map.bits;
  }

  get holds(): readonly WireHold[] {
    return this.#holds;
  }

  /** When what is shown was last known to be right, in milliseconds of this device's clock. */
  get confirmedAt(): number {
    return this.#follower.confirmedAt;
  }

  /** Shortest time between two changes of the map at present, as the server told; 50 at first. */
  get tickMs(): number {
    return this.#follower.tickMs;
  }

  /** The server's clock now, as far as answers have told it. */
  serverNow(): number {
    return Date.now() + this.#clockOffsetMs;
  }

  look(seat: number): SeatLook {
    if (this.#mine.has(seat)) return 'mine';
    return LOOKS[this.bits?.get(seat) ?? SeatState.NotForSale];
  }

  on<K extends keyof SeatChannelEvents>(
    event: K,
    listener: (payload: SeatChannelEvents[K]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  /** Resolves when the first snapshot is there; rejects with NETWORK after the time-out. */
  ready(timeoutMs = 10_000, { signal }: CallOptions = {}): Promise<void> {
    return this.#follower.ready(timeoutMs, signal);
  }

  /**
   * Holds seats, all or none. Throws TAKEN, LIMIT, ORPHAN … with the seats named. An answer that
   * was lost is asked for again under the same request id, so nothing is held twice. Where there
   * is a waiting room, this person's admission goes along by itself; without one: NOT_ADMITTED.
   */
  hold(wish: HoldWish, { signal }: CallOptions = {}): Promise<WireHold> {
    const request = { requestId: newRequestId(), ...wish, performanceId: this.performanceId };
    const ask = (shown: ShownAdmission): Promise<MadeHold> =>
      askAgain(this.#connection, 'hold:create', { ...request, ...shown }, signal);
    return abortable(() => this.#hold(ask), signal);
  }

  /**
   * Holds the best free seats: side by side if it can be, else close to each other. Throws
   * NOT_ENOUGH, and what `hold` throws; it may be repeated as that.
   */
  holdBest(wish: BestWish, { signal }: CallOptions = {}): Promise<WireHold> {
    const request = { requestId: newRequestId(), ...wish, performanceId: this.performanceId };
    const ask = (shown: ShownAdmission): Promise<MadeHold> =>
      askAgain(this.#connection, 'hold:best', { ...request, ...shown }, signal);
    return abortable(() => this.#hold(ask), signal);
  }

  /** Gives a hold back. Throws GONE when it has ended already. */
  release(token: string, { signal }: CallOptions = {}): Promise<void> {
    return abortable(() => this.#release(token, signal), signal);
  }

  /** Renews a hold, never past its cap; answers the new expiry. Throws GONE. */
  renew(token: string, { signal }: CallOptions = {}): Promise<number> {
    return abortable(() => this.#renew(token, signal), signal);
  }

  /** Reads my holds again, as after signing in. */
  async refreshHolds(): Promise<void> {
    await this.#connection.authenticate();
    await this.#restoreHolds();
  }

  close(): void {
    clearTimeout(this.#asking);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#follower.close();
    this.#events.clear();
    this.#closed?.();
  }

  #listen(): void {
    const { socket } = this.#connection;
    const updated = (update: HoldsUpdated): void => {
      if (update.performanceId === this.performanceId) this.#takeUpdate(update);
    };
    const expired = (ended: HoldEnded): void => {
      if (ended.performanceId !== this.performanceId) return;
      this.#forget(ended.token);
      this.#events.emit('expired', ended);
    };
    socket.on('hold:updated', updated);
    socket.on('hold:expired', expired);
    this.#unsubscribe.push(
      () => void socket.off('hold:updated', updated),
      () => void socket.off('hold:expired', expired),
      this.#connection.on('session', () => void this.#restoreHolds()),
      this.#connection.on('visitor', () => {
        if (this.#holds.length > 0) this.#setHolds([], undefined);
      }),
    );
  }

  async #hold(ask: (shown: ShownAdmission) => Promise<MadeHold>): Promise<WireHold> {
    return this.#add(await this.#admissions.holding(this.performanceId, ask));
  }

  async #release(token: string, signal: AbortSignal | undefined): Promise<void> {
    const request = { performanceId: this.performanceId, token };
    let tries = 0;
    const ask = (): Promise<AnswerOf<'hold:release'>> => {
      tries += 1;
      return this.#connection.request('hold:release', request, signal);
    };
    try {
      this.#forget(token, fromWire((await retrying(ask, { ...REPEATED, signal })).position));
    } catch (error) {
      if (isGone(error)) this.#forget(token);
      // The first try may have been done and only its answer lost.
      if (!isGone(error) || tries === 1) throw error;
    }
  }

  async #renew(token: string, signal: AbortSignal | undefined): Promise<number> {
    const request = { performanceId: this.performanceId, token };
    const asked = askAgain(this.#connection, 'hold:renew', request, signal);
    const answer = await asked.catch((error: unknown) => {
      if (isGone(error)) this.#forget(token);
      throw error;
    });
    this.#noteClock(answer.serverNow);
    const { expiresAt } = answer;
    this.#setHolds(
      this.#holds.map((hold) => (hold.token === token ? { ...hold, expiresAt } : hold)),
      fromWire(answer.position),
    );
    return expiresAt;
  }

  /** FEED-8: whoever has something to lose asks, and not all of them at once. */
  #holdsAreLost(): void {
    if (this.#holds.length === 0) return;
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => void this.#restoreHolds(), Math.random() * SPREAD_MS);
  }

  async #restoreHolds(): Promise<void> {
    const { performanceId } = this;
    try {
      this.#takeUpdate(await askAgain(this.#connection, 'hold:list', { performanceId }));
    } catch (error) {
      const visitor = error instanceof TicketFlowError && error.code === 'UNAUTHENTICATED';
      if (visitor && this.#holds.length > 0) this.#setHolds([], undefined);
    }
  }

  #add({ hold, position, serverNow }: MadeHold): WireHold {
    this.#noteClock(serverNow);
    const at = fromWire(position);
    const others = this.#isNewEpoch(at) ? [] : this.#holds.filter(isOther(hold));
    this.#setHolds([...others, hold], at);
    return hold;
  }

  #takeUpdate({ holds, position, serverNow }: HoldsUpdated): void {
    this.#noteClock(serverNow);
    const at = fromWire(position);
    // Updates of two requests may cross; the later position has the later truth.
    if (this.#holdsAt && comparePositions(at, this.#holdsAt) < 0) return;
    this.#setHolds(holds, at);
  }

  #forget(token: string, at?: Position): void {
    this.#setHolds(
      this.#holds.filter((hold) => hold.token !== token),
      at,
    );
  }

  #setHolds(holds: readonly WireHold[], at: Position | undefined): void {
    const lost = this.#isNewEpoch(at) ? this.#holds.filter((hold) => !includes(holds, hold)) : [];
    if (at) this.#epoch = Math.max(at.epoch, this.#epoch ?? 0);
    if (at && (!this.#holdsAt || comparePositions(at, this.#holdsAt) > 0)) this.#holdsAt = at;
    this.#holds = holds;
    this.#mine = new Set(holds.flatMap((hold) => hold.seats.map(({ seat }) => seat)));
    this.#events.emit('holds', holds);
    const { performanceId } = this;
    for (const { token, seats } of lost) this.#events.emit('lost', { performanceId, token, seats });
  }

  /** HOLD-8: whatever was held in an earlier epoch is gone; it was lost, it did not run out. */
  #isNewEpoch(at: Position | undefined): boolean {
    return at !== undefined && this.#epoch !== undefined && at.epoch > this.#epoch;
  }

  #noteClock(serverNow: number): void {
    this.#clockOffsetMs = serverNow - Date.now();
  }
}
