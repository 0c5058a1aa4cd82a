import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { throwIfAborted } from './abort.ts';
import { Emitter } from './emitter.ts';
import { TicketFlowError } from './errors.ts';
import { PROTOCOL_VERSION } from './protocol/index.ts';
import type {
  ClientToServerEvents,
  ErrorBody,
  Result,
  ServerToClientEvents,
} from './protocol/index.ts';
import { retrying } from './retrying.ts';
import { withDeadline } from './with-deadline.ts';

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
type Events = ClientToServerEvents;
/** What the request of an event looks like, and what its ack carries when all went well. */
export type RequestOf<E extends keyof Events> = Parameters<Events[E]>[0];
export type AnswerOf<E extends keyof Events> =
  Parameters<Parameters<Events[E]>[1]>[0] extends Result<infer T> ? T : never;

/** In whose name the socket speaks; `unknown` when asking was cut off. */
type Standing = 'signedIn' | 'visitor' | 'unknown';

interface ConnectionEvents {
  /** Connected; watching needs nothing more. */
  ready: undefined;
  /** Signed in, signed out or as another person than before. */
  session: undefined;
  /** Who was signed in is so no more, and nobody else is. */
  visitor: undefined;
  /** Somebody else may be signed in from here on. */
  person: undefined;
  /** `moving`: on purpose, to another node; the next connection is under way. */
  lost: { readonly moving: boolean };
  /** The server will not have this client; trying again is of no use. */
  refused: TicketFlowError;
}

export interface ConnectionOptions {
  readonly baseUrl: string;
  readonly getToken: () => Promise<string | undefined>;
  readonly partnerKey?: string | undefined;
  /** @default 5_000 */
  readonly ackTimeoutMs?: number;
}

const SPREAD_MS = 2_000;
const REFUSED_RETRY_MS = 30_000;
const TOKEN_WITHIN_MS = 10_000;

/** One socket for all channels of a client; it reconnects by itself, with jitter. */
export class Connection {
  readonly socket: LiveSocket;
  readonly #events = new Emitter<ConnectionEvents>();
  readonly #options: ConnectionOptions;
  readonly #watchers = new Map<number, number>();
  #ready = false;
  /** Whether the present socket speaks in somebody's name. */
  #signedIn = false;
  /** Whether what is shown may be somebody's: the person may change while there is no socket. */
  #personal = false;
  /** The connection is being changed on purpose. */
  #moving = false;
  #closed = false;
  #heardAt = 0;
  #leave: ReturnType<typeof setTimeout> | undefined;
  #return: ReturnType<typeof setTimeout> | undefined;
  #underWay = 0;
  /** The sign-in under way; requests in somebody's name wait for it. */
  #session: Promise<Standing> = Promise.resolve('visitor');

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { partnerKey } = options;
    this.socket = io(options.baseUrl, {
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      // Whoever else was on that node comes back as well, so the first wait is spread already.
      reconnectionDelay: 400,
      reconnectionDelayMax: 2_000,
      randomizationFactor: 0.9,
      // A frozen node accepts and says nothing; the next try may reach another one.
      timeout: 5_000,
      auth: { protocol: PROTOCOL_VERSION },
      ...(partnerKey !== undefined && { query: { partnerKey } }),
    });
    this.#listen();
  }

  #listen(): void {
    this.socket.onAny(() => {
      this.#heard();
    });
    this.socket.on('connect', () => {
      this.#heard();
      this.#ready = true;
      this.#signedIn = false;
      void this.authenticate();
      this.#events.emit('ready', undefined);
    });
    this.socket.on('disconnect', (reason) => {
      this.#ready = false;
      clearTimeout(this.#leave);
      // The server closed it on purpose, so the socket does not come back by itself.
      if (reason === 'io server disconnect') this.#connectWithin(1_000);
      this.#events.emit('lost', { moving: this.#moving });
    });
    this.socket.on('connect_error', (error) => {
      const { data } = error as { data?: ErrorBody };
      if (!data?.error) {
        this.#events.emit('lost', { moving: false });
        return;
      }
      // While servers are being replaced, another one may speak this version.
      this.#connectWithin(2 * REFUSED_RETRY_MS, REFUSED_RETRY_MS);
      this.#events.emit('refused', TicketFlowError.fromBody(data));
    });
    this.socket.on('server:leaving', ({ withinMs }) => {
      const deadline = Date.now() + withinMs;
      this.#leave = setTimeout(() => {
        this.#moveWhenIdle(deadline);
      }, Math.random() * withinMs);
    });
  }

  get ready(): boolean {
    return this.#ready;
  }

  on<K extends keyof ConnectionEvents>(
    event: K,
    listener: (payload: ConnectionEvents[K]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  /**
   * Leaves a connection at whose other end nobody seems to be: nothing was heard since `since`.
   * All clients of a node notice that in the same moment, so they come back spread.
   */
  reconnectIfSilent(since: number, spreadMs = SPREAD_MS): void {
    if (!this.socket.connected || this.#heardAt >= since) return;
    this.socket.disconnect();
    this.#connectWithin(spreadMs);
  }

  /** Sends a request and waits for its ack. A session that has run out is renewed once. */
  async request<E extends keyof Events>(
    event: E,
    request: RequestOf<E>,
    signal?: AbortSignal,
  ): Promise<AnswerOf<E>> {
    if (this.#closed) throw new TicketFlowError('ABORTED', 'The client was closed.');
    if (/^(hold|room):/.test(event)) await this.#session;
    throwIfAborted(signal);
    try {
      return await this.#ask(event, request);
    } catch (error) {
      if (!isSessionProblem(error)) throw error;
      const standing = await this.authenticate();
      if (standing === 'visitor') throw error;
      // Signing in was cut off: that says nothing of the session, and the request may be repeated.
      if (standing === 'unknown') throw new TicketFlowError('NETWORK', 'The connection was lost.');
      return this.#ask(event, request);
    }
  }

  /** Signs the socket in with the present token, or out where there is none. Never throws. */
  authenticate(): Promise<Standing> {
    if (!this.socket.connected) return Promise.resolve('unknown');
    this.#session = this.#signInOrOut().catch((error: unknown) =>
      isSessionProblem(error) ? this.#becomeVisitor() : 'unknown',
    );
    return this.#session;
  }

  /** For another person: nothing is done in the name of the one before, even if this one fails. */
  changePerson(): Promise<Standing> {
    this.#events.emit('person', undefined);
    if (!this.#signedIn) return this.authenticate();
    this.#session = this.#ask('session:end', {})
      .then(() => {
        this.#signedIn = false;
        return this.#signInOrOut();
      })
      .catch(() => {
        // Not even signing out worked; a new connection speaks in nobody's name.
        if (this.#signedIn) this.#move();
        return this.#becomeVisitor();
      });
    return this.#session;
  }

  /** Counts who watches a performance through this socket; the last one to leave unwatches. */
  watch(performanceId: number): void {
    this.#watchers.set(performanceId, (this.#watchers.get(performanceId) ?? 0) + 1);
  }

  unwatch(performanceId: number): void {
    const left = (this.#watchers.get(performanceId) ?? 1) - 1;
    this.#watchers.set(performanceId, left);
    if (left > 0 || !this.socket.connected) return;
    this.request('map:unwatch', { performanceId }).catch(() => undefined);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#leave);
    clearTimeout(this.#return);
    this.#events.clear();
    this.socket.disconnect();
  }

  /** Requests under way get their answers first, as long as the node is there to give them. */
  #moveWhenIdle(deadline: number): void {
    if (this.#underWay === 0 || Date.now() >= deadline) {
      this.#move();
      return;
    }
    this.#leave = setTimeout(() => {
      this.#moveWhenIdle(deadline);
    }, 20);
  }

  /** At once: the server has spread its clients already. */
  #move(): void {
    if (!this.socket.connected) return;
    this.#moving = true;
    this.socket.disconnect();
    this.#moving = false;
    this.socket.connect();
  }

  #connectWithin(mostMs: number, leastMs = 0): void {
    clearTimeout(this.#return);
    if (this.#closed) return;
    const waitMs = leastMs + Math.random() * (mostMs - leastMs);
    this.#return = setTimeout(() => this.socket.connect(), waitMs);
  }

  #heard(): void {
    this.#heardAt = Date.now();
  }

  async #signInOrOut(): Promise<Standing> {
    const accessToken = await withDeadline(this.#options.getToken(), TOKEN_WITHIN_MS);
    if (accessToken !== undefined) {
      await retrying(() => this.#ask('session:authenticate', { accessToken }), { tries: 3 });
    } else if (this.#signedIn) {
      await this.#ask('session:end', {});
    }
    this.#signedIn = accessToken !== undefined;
    const concerned = this.#signedIn || this.#personal;
    this.#personal = this.#signedIn;
    if (concerned) this.#events.emit('session', undefined);
    return this.#signedIn ? 'signedIn' : 'visitor';
  }

  /** What is shown of the person before is nobody's now. */
  #becomeVisitor(): Standing {
    this.#signedIn = false;
    const wasPersonal = this.#personal;
    this.#personal = false;
    if (wasPersonal) this.#events.emit('visitor', undefined);
    return 'visitor';
  }

  async #ask<E extends keyof Events>(event: E, request: RequestOf<E>): Promise<AnswerOf<E>> {
    const result = await this.#emit(event, request);
    if (result.ok) return result as unknown as AnswerOf<E>;
    throw TicketFlowError.fromBody(result);
  }

  async #emit(
    event: keyof Events,
    request: unknown,
  ): Promise<{ ok: true } | ({ ok: false } & ErrorBody)> {
    const timeoutMs = this.#options.ackTimeoutMs ?? 5_000;
    this.#underWay += 1;
    try {
      const answer = await (
        this.socket.timeout(timeoutMs) as unknown as {
          emitWithAck(name: string, payload: unknown): Promise<{ ok: true }>;
        }
      ).emitWithAck(event, request);
      this.#heard();
      return answer;
    } catch (cause) {
      throw new TicketFlowError('NETWORK', 'The server did not answer.', { cause });
    } finally {
      this.#underWay -= 1;
    }
  }
}

const ENDED = ['TOKEN_EXPIRED', 'UNAUTHENTICATED'];
const isSessionProblem = (error: unknown): boolean =>
  error instanceof TicketFlowError && ENDED.includes(error.code);
