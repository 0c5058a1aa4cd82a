import { Connection } from './connection.ts';
import { TicketFlowError } from './errors.ts';
import type {
  Availability,
  Category,
  ChartGeometry,
  ConfirmPayment,
  CreateOrder,
  EventDetail,
  EventPage,
  Locale,
  OrderDetail,
  OrderSummary,
  PaymentStart,
  PerformanceDetail,
  Session,
  User,
} from './protocol/index.ts';
import { createRest } from './rest.ts';
import type { RequestOptions, Rest } from './rest.ts';
import { retrying } from './retrying.ts';
import { SeatChannel } from './seat-channel.ts';

export interface TicketFlowClientOptions {
  /** Address of the server, without a path. @default the page's own origin */
  readonly baseUrl?: string;
  /** Called whenever a token is needed; answer undefined for a visitor. */
  readonly getToken?: () => string | undefined | Promise<string | undefined>;
  /** Language of names and texts. @default 'ko' */
  readonly locale?: Locale;
  /** @default globalThis.fetch */
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

const SIGN_UP_TRIES = 3;

/** A Ticket-Flow server: its catalogue, its live seat maps, orders and tickets. */
export class TicketFlowClient {
  locale: Locale;
  readonly #options: TicketFlowClientOptions;
  readonly #rest: Rest;
  readonly #channels = new Set<SeatChannel>();
  #connection: Connection | undefined;

  constructor(options: TicketFlowClientOptions = {}) {
    this.#options = options;
    this.locale = options.locale ?? 'ko';
    this.#rest = createRest({
      baseUrl: `${this.#baseUrl()}/api`,
      fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
      getToken: () => this.#getToken(),
    });
  }

  /** Throws EMAIL_TAKEN. */
  async signUp(account: {
    email: string;
    password: string;
    name: string;
    locale?: Locale;
  }): Promise<Session> {
    const body = { locale: this.locale, ...account };
    let tries = 0;
    const call = (): Promise<Session> => {
      tries += 1;
      return this.#rest('/auth/sign-up', { method: 'POST', body });
    };
    try {
      return await retrying(call, { tries: SIGN_UP_TRIES });
    } catch (error) {
      const taken = error instanceof TicketFlowError && error.code === 'EMAIL_TAKEN';
      // The first try may have made the account and only its answer been lost.
      if (!taken || tries === 1) throw error;
      return this.logIn(account).catch(() => {
        throw error;
      });
    }
  }

  /** Throws BAD_CREDENTIALS. */
  logIn(credentials: { email: string; password: string }): Promise<Session> {
    const { email, password } = credentials;
    const body = { email, password };
    return this.#rest('/auth/login', { method: 'POST', body, repeatable: true });
  }

  /** A new session for the browser's refresh cookie. Throws UNAUTHENTICATED. */
  refresh(): Promise<Session> {
    return this.#rest('/auth/refresh', { method: 'POST' });
  }

  async logOut(): Promise<void> {
    await this.#rest('/auth/logout', { method: 'POST' });
  }

  me(options: CallOptions = {}): Promise<User> {
    return this.#rest('/me', { signedIn: true, ...options });
  }

  async categories(options: CallOptions = {}): Promise<readonly Category[]> {
    const query = { locale: this.locale };
    const { items } = await this.#rest<{ items: Category[] }>('/categories', { query, ...options });
    return items;
  }

  events(
    query: { category?: string; page?: number; pageSize?: number } = {},
    options: CallOptions = {},
  ): Promise<EventPage> {
    return this.#rest('/events', { query: { locale: this.locale, ...query }, ...options });
  }

  event(slug: string, options: CallOptions = {}): Promise<EventDetail> {
    const query = { locale: this.locale };
    return this.#rest(`/events/${encodeURIComponent(slug)}`, { query, ...options });
  }

  performance(id: number, options: CallOptions = {}): Promise<PerformanceDetail> {
    const query = { locale: this.locale };
    return this.#rest(`/performances/${String(id)}`, { query, ...options });
  }

  /** The chart of a performance; its address never changes its content, so it caches for ever. */
  geometry(
    performance: Pick<PerformanceDetail, 'geometryUrl'>,
    options: CallOptions = {},
  ): Promise<ChartGeometry> {
    return this.#rest(performance.geometryUrl.replace(/^\/api/, ''), options);
  }

  availability(performanceId: number, options: CallOptions = {}): Promise<Availability> {
    return this.#rest(`/performances/${String(performanceId)}/availability`, options);
  }

  /**
   * Orders the seats of holds. The same key answers the same order, however often it is sent.
   * Throws GONE, CHANNEL, UNAVAILABLE.
   */
  createOrder(order: CreateOrder, idempotencyKey: string): Promise<OrderDetail> {
    return this.#rest('/orders', {
      method: 'POST',
      body: order,
      repeatable: true,
      headers: { 'Idempotency-Key': idempotencyKey },
      query: { locale: this.locale },
      signedIn: true,
    });
  }

  async orders(options: CallOptions = {}): Promise<readonly OrderSummary[]> {
    const query = { locale: this.locale };
    const { items } = await this.#rest<{ items: OrderSummary[] }>('/orders', {
      query,
      signedIn: true,
      ...options,
    });
    return items;
  }

  order(id: string, options: CallOptions = {}): Promise<OrderDetail> {
    return this.#order(`/orders/${id}`, { method: 'GET', ...options });
  }

  /** Throws WRONG_STATE once a payment has begun. */
  cancelOrder(id: string): Promise<OrderDetail> {
    return this.#order(`/orders/${id}/cancel`, { method: 'POST', repeatable: true });
  }

  startPayment(id: string): Promise<PaymentStart> {
    return this.#order(`/orders/${id}/payment`, { method: 'POST', repeatable: true });
  }

  /** The order afterwards: `paid`, or `paying` while the provider has not answered. */
  confirmPayment(payment: ConfirmPayment): Promise<OrderDetail> {
    return this.#order('/payments/confirm', { method: 'POST', body: payment, repeatable: true });
  }

  /** What the sandbox provider's pay page does. Not part of a real provider. */
  authoriseSandbox(payment: {
    orderId: string;
    amount: number;
    currency: string;
    behaviour: 'approve' | 'decline' | 'slow';
  }): Promise<{ paymentKey: string }> {
    return this.#rest('/sandbox/payments', { method: 'POST', body: payment, repeatable: true });
  }

  /** The live map of a performance. Close it when it is no longer shown. */
  seatChannel(performanceId: number): SeatChannel {
    this.#connection ??= this.#connect();
    const channel: SeatChannel = new SeatChannel(this.#connection, performanceId, () => {
      this.#channels.delete(channel);
    });
    this.#channels.add(channel);
    return channel;
  }

  /** Told when an order of this person moves, on any device. Answers the unsubscribe function. */
  onOrder(listener: (update: { orderId: string; state: string }) => void): () => void {
    this.#connection ??= this.#connect();
    const { socket } = this.#connection;
    socket.on('order:updated', listener);
    return () => void socket.off('order:updated', listener);
  }

  /** Tells the open socket that the account has changed. */
  async sessionChanged(): Promise<void> {
    await this.#connection?.authenticate();
  }

  /** Ends all channels and the connection. */
  close(): void {
    for (const channel of [...this.#channels]) channel.close();
    this.#channels.clear();
    this.#connection?.close();
    this.#connection = undefined;
  }

  #order<T>(
    path: string,
    call: Pick<RequestOptions, 'method' | 'body' | 'signal' | 'repeatable'>,
  ): Promise<T> {
    return this.#rest(path, { query: { locale: this.locale }, signedIn: true, ...call });
  }

  #connect(): Connection {
    return new Connection({ baseUrl: this.#baseUrl(), getToken: () => this.#getToken() });
  }

  async #getToken(): Promise<string | undefined> {
    return this.#options.getToken?.();
  }

  #baseUrl(): string {
    if (this.#options.baseUrl !== undefined) return this.#options.baseUrl.replace(/\/$/, '');
    const { location } = globalThis as { location?: { origin: string } };
    return location?.origin ?? '';
  }
}
