import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { Emitter } from './emitter.ts';
import { TicketFlowError } from './errors.ts';
import type {
  ClientToServerEvents,
  ErrorBody,
  Result,
  ServerToClientEvents,
} from './protocol/index.ts';

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
type Events = ClientToServerEvents;
/** What the request of an event looks like, and what its ack carries when all went well. */
export type RequestOf<E extends keyof Events> = Parameters<Events[E]>[0];
export type AnswerOf<E extends keyof Events> =
  Parameters<Parameters<Events[E]>[1]>[0] extends Result<infer T> ? T : never;

interface ConnectionEvents {
  /** Connected, and signed in where a token was to be had. */
  ready: undefined;
  lost: undefined;
}

export interface ConnectionOptions {
  readonly baseUrl: string;
  readonly getToken: () => Promise<string | undefined>;
  /** @default 5_000 */
  readonly ackTimeoutMs?: number;
}

/** One socket for all channels of a client; it reconnects by itself, with jitter. */
export class Connection {
  readonly socket: LiveSocket;
  readonly #events = new Emitter<ConnectionEvents>();
  readonly #options: ConnectionOptions;
  #ready = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.socket = io(options.baseUrl, {
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 3_000,
      randomizationFactor: 0.5,
    });
    this.socket.on('connect', () => void this.#signIn());
    this.socket.on('disconnect', (reason) => {
      this.#ready = false;
      this.#events.emit('lost', undefined);
      // The server closed it on purpose, so the socket does not come back by itself.
      if (reason === 'io server disconnect') this.socket.connect();
    });
  }

  get ready(): boolean {
    return this.#ready;
  }

  on<K extends keyof ConnectionEvents>(event: K, listener: () => void): () => void {
    return this.#events.on(event, listener);
  }

  /** Sends a request and waits for its ack. A session that has run out is renewed once. */
  async request<E extends keyof Events>(event: E, request: RequestOf<E>): Promise<AnswerOf<E>> {
    try {
      return await this.#ask(event, request);
    } catch (error) {
      if (!(error instanceof TicketFlowError) || !isSessionProblem(error)) throw error;
      if (!(await this.#authenticate())) throw error;
      return this.#ask(event, request);
    }
  }

  /** Signs the socket in anew, after the account changed. */
  async authenticate(): Promise<void> {
    if (this.socket.connected) await this.#authenticate();
  }

  close(): void {
    this.#events.clear();
    this.socket.disconnect();
  }

  async #signIn(): Promise<void> {
    await this.#authenticate().catch(() => false);
    if (!this.socket.connected) return;
    this.#ready = true;
    this.#events.emit('ready', undefined);
  }

  async #authenticate(): Promise<boolean> {
    const accessToken = await this.#options.getToken();
    if (accessToken === undefined) return false;
    await this.#ask('session:authenticate', { accessToken });
    return true;
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
    try {
      return await (
        this.socket.timeout(timeoutMs) as unknown as {
          emitWithAck(name: string, payload: unknown): Promise<{ ok: true }>;
        }
      ).emitWithAck(event, request);
    } catch (cause) {
      throw new TicketFlowError('NETWORK', 'The server did not answer.', { cause });
    }
  }
}

function isSessionProblem(error: TicketFlowError): boolean {
  return error.code === 'TOKEN_EXPIRED' || error.code === 'UNAUTHENTICATED';
}
