import { abortable } from './abort.ts';
import { askAgain } from './ask-again.ts';
import type { CallOptions } from './client-options.ts';
import type { Connection } from './connection.ts';
import { Emitter } from './emitter.ts';
import { TicketFlowError } from './errors.ts';
import type { ChannelState } from './map-follower.ts';
import type { RoomStanding } from './protocol/index.ts';
import type { Admissions } from './waiting-room-admissions.ts';
import { ServerClock } from './waiting-room-clock.ts';
import { lookAgainInMs } from './waiting-room-pace.ts';

export interface WaitingRoomEvents {
  /** Where this person stands: after any change, and now and then. */
  standing: RoomStanding;
  state: ChannelState;
  /** Of what the room asks by itself; what you ask for throws. */
  error: TicketFlowError;
}

interface WaitingRoomDependencies {
  readonly connection: Connection;
  readonly admissions: Admissions;
  readonly performanceId: number;
  readonly closed?: (() => void) | undefined;
}

type RoomEvent = 'room:join' | 'room:look' | 'room:enter' | 'room:leave';

const RETRY_MS = 3_000;
/** An answer may be overtaken by a push of the same node; more than that is a clock set back. */
const OVERTAKEN_MS = 10_000;
/** Asking again changes nothing about these. */
const FINAL = ['NOT_FOUND', 'FORBIDDEN', 'INVALID', 'UNAUTHENTICATED', 'TOKEN_EXPIRED'];

/** The waiting room of one performance, and this person's place in it. */
export class WaitingRoom {
  readonly performanceId: number;
  readonly #connection: Connection;
  readonly #admissions: Admissions;
  readonly #events = new Emitter<WaitingRoomEvents>();
  readonly #clock = new ServerClock();
  readonly #unsubscribe: (() => void)[] = [];
  readonly #onClosed: (() => void) | undefined;
  #standing: RoomStanding | undefined;
  #state: ChannelState = 'connecting';
  #keptUntil: number | undefined;
  /** Somebody wants to know: from then on the room keeps itself up to date. */
  #following = false;
  #looking = false;
  #closed = false;
  /** Nothing was told yet on the present connection. */
  #isNewConnection = true;
  /** Answers to what an earlier person asked are dropped. */
  #person = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @internal Waiting rooms come from `client.waitingRoom`. */
  constructor({ connection, admissions, performanceId, closed }: WaitingRoomDependencies) {
    this.#connection = connection;
    this.#admissions = admissions;
    this.performanceId = performanceId;
    this.#onClosed = closed;
    this.#listen();
  }

  /** As last told; undefined before the first answer, and after the person has changed. */
  get standing(): RoomStanding | undefined {
    return this.#standing;
  }

  /** `live`: told on this connection; `offline`: without one, it comes back by itself. */
  get state(): ChannelState {
    return this.#state;
  }

  /** While offline: until then, by the server's clock, the place is kept for certain. */
  get keptUntil(): number | undefined {
    return this.#keptUntil;
  }

  /** The server's clock now; the device's own is not used once there was an answer. */
  serverNow(): number {
    return this.#clock.now();
  }

  on<K extends keyof WaitingRoomEvents>(
    event: K,
    listener: (payload: WaitingRoomEvents[K]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  /**
   * Takes a place, or finds the one there is: one account has one, on all of its devices. Throws
   * CLOSED, NOT_FOUND, EMAIL_NOT_VERIFIED, HUMAN_CHECK, FORBIDDEN.
   */
  join(
    { human }: { readonly human?: string | undefined } = {},
    options: CallOptions = {},
  ): Promise<RoomStanding> {
    return this.#ask('room:join', options, human === undefined ? {} : { human });
  }

  /** Finds the place there is, and takes none. */
  look(options: CallOptions = {}): Promise<RoomStanding> {
    return this.#ask('room:look', options);
  }

  /** Comes in after being let in; from then on the time for choosing seats runs. */
  enter(options: CallOptions = {}): Promise<RoomStanding> {
    return this.#ask('room:enter', options);
  }

  /** Gives the place up, on all devices. */
  leave(options: CallOptions = {}): Promise<RoomStanding> {
    return this.#ask('room:leave', options);
  }

  /** Hears no more; the place stays as long as the client is connected. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#events.clear();
    this.#onClosed?.();
  }

  #listen(): void {
    const { socket } = this.#connection;
    const told = (standing: RoomStanding): void => {
      if (standing.performanceId === this.performanceId) this.#take(standing);
    };
    socket.on('room:standing', told);
    this.#unsubscribe.push(
      () => void socket.off('room:standing', told),
      this.#connection.on('ready', () => {
        this.#isNewConnection = true;
        this.#clock.changeNode();
        if (this.#state === 'offline') this.#setState('stale');
      }),
      // Also after a reconnect: whoever had a place finds it, whoever had none is given none.
      this.#connection.on('session', () => {
        if (this.#following) void this.#lookAgain();
      }),
      this.#connection.on('person', () => {
        this.#forgetPerson();
      }),
      this.#connection.on('visitor', () => {
        this.#forgetPerson();
      }),
      this.#connection.on('lost', ({ moving }) => {
        this.#wasLost(moving);
      }),
      this.#connection.on('refused', (error) => {
        this.#events.emit('error', error);
      }),
    );
  }

  async #ask(
    event: RoomEvent,
    { signal }: CallOptions,
    more: { readonly human?: string } = {},
  ): Promise<RoomStanding> {
    const request = { ...more, performanceId: this.performanceId };
    const person = this.#person;
    this.#following = true;
    const answer = await abortable(
      () => askAgain(this.#connection, event, request, signal),
      signal,
    );
    const standing = plain(answer);
    if (person === this.#person) this.#take(standing);
    return standing;
  }

  #take(standing: RoomStanding): void {
    if (this.#closed || this.#isOvertaken(standing)) return;
    this.#isNewConnection = false;
    this.#clock.note(standing.serverNow);
    this.#admissions.note(standing);
    this.#standing = standing;
    this.#keptUntil = undefined;
    this.#lookIn(lookAgainInMs(standing));
    this.#setState('live');
    this.#events.emit('standing', standing);
  }

  #isOvertaken({ serverNow }: RoomStanding): boolean {
    if (!this.#standing || this.#isNewConnection) return false;
    const behindMs = this.#standing.serverNow - serverNow;
    return behindMs > 0 && behindMs < OVERTAKEN_MS;
  }

  /** Pushes may be lost with a node or a store; then asking finds out. */
  async #lookAgain(): Promise<void> {
    if (this.#looking || this.#closed) return;
    this.#looking = true;
    const person = this.#person;
    const askedAt = Date.now();
    try {
      await this.look();
    } catch (error) {
      if (!this.#closed && person === this.#person) this.#couldNotLook(error, askedAt);
    } finally {
      this.#looking = false;
      if (person !== this.#person && !this.#closed) this.#lookIn(0);
    }
  }

  #couldNotLook(error: unknown, askedAt: number): void {
    if (!(error instanceof TicketFlowError)) throw error;
    if (error.code === 'NETWORK') this.#connection.reconnectIfSilent(askedAt);
    if (!FINAL.includes(error.code)) this.#lookIn(error.details.retryAfterMs ?? RETRY_MS);
    else if (this.#standing) this.#forgetPerson();
    if (this.#state === 'live') this.#setState('stale');
    this.#events.emit('error', error);
  }

  #lookIn(ms: number | undefined): void {
    clearTimeout(this.#timer);
    if (ms === undefined) return;
    this.#timer = setTimeout(() => void this.#lookAgain(), ms * (0.75 + Math.random() / 2));
  }

  #wasLost(moving: boolean): void {
    clearTimeout(this.#timer);
    const { place, room } = this.#standing ?? {};
    const hasPlace = place?.state === 'lobby' || place?.state === 'waiting';
    if (hasPlace && room?.graceMs !== undefined) {
      this.#keptUntil ??= this.serverNow() + room.graceMs;
    }
    this.#setState(moving ? 'stale' : 'offline');
  }

  #forgetPerson(): void {
    this.#person += 1;
    this.#standing = undefined;
    this.#keptUntil = undefined;
    this.#admissions.forget(this.performanceId);
    clearTimeout(this.#timer);
  }

  #setState(state: ChannelState): void {
    if (this.#state === state || this.#closed) return;
    this.#state = state;
    this.#events.emit('state', state);
  }
}

/** Without what only the acknowledgement has. */
function plain({ performanceId, room, place, serverNow }: RoomStanding): RoomStanding {
  return { performanceId, room, place, serverNow };
}
