import { Connection } from './connection.ts';
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
  PaymentProvider,
  PaymentStart,
  PerformanceDetail,
  RefundAccount,
  RequestRefund,
  Session,
  User,
} from './protocol/index.ts';
import { createRest } from './rest.ts';
import type { RequestOptions, Rest } from './rest.ts';
import { SeatChannel } from './seat-channel.ts';
import { signUpOrIn } from './sign-up.ts';
import type { NewAccount } from './sign-up.ts';

export interface TicketFlowClientOptions {
  /** Address of the server, without a path. @default the page's own origin */
  readonly baseUrl?: string;
  /**
   * Publishable key of a partner, for a page on an origin of its own. Without a token such a client
   * only reads; to hold seats, `getToken` answers a customer token signed by the partner's server.
   */
  readonly partnerKey?: string;
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
      partnerKey: options.partnerKey,
    });
  }

  /** Throws EMAIL_TAKEN. */
  signUp(account: NewAccount): Promise<Session> {
    const body = { locale: this.locale, ...account };
    return signUpOrIn({
      signUp: () => this.#rest('/auth/sign-up', { method: 'POST', body }),
      logIn: () => this.logIn(account),
    });
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

  /** With the token of the link that was sent. Throws LINK_EXPIRED. */
  async verifyEmail(token: string): Promise<void> {
    await this.#rest('/auth/verify-email', { method: 'POST', body: { token }, repeatable: true });
  }

  /** Sends the link to this account's address (again). Throws RATE_LIMITED. */
  async sendVerification(): Promise<void> {
    await this.#rest('/auth/verify-email/send', { method: 'POST', signedIn: true });
  }

  /** Sends a link to set a new password; says nothing about whether the account exists. */
  async forgotPassword(email: string): Promise<void> {
    const body = { email, locale: this.locale };
    await this.#rest('/auth/password/forgot', { method: 'POST', body, repeatable: true });
  }

  /** Ends every login of the account. Throws LINK_EXPIRED, also the second time. */
  async resetPassword(reset: { token: string; password: string }): Promise<void> {
    const { token, password } = reset;
    await this.#rest('/auth/password/reset', { method: 'POST', body: { token, password } });
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

  performance(
    id: number,
    { locale = this.locale, ...options }: CallOptions & { readonly locale?: Locale } = {},
  ): Promise<PerformanceDetail> {
    const query = { locale };
    return this.#rest(`/performances/${String(id)}`, { query, ...options });
  }

  /** The chart of a performance; its address never changes its content, so it caches for ever. */
  geometry(
    performance: Pick<PerformanceDetail, 'geometryUrl'>,
    options: CallOptions = {},
  ): Promise<ChartGeometry> {
    const path = performance.geometryUrl.replace(/^\/api/, '');
    return this.#rest(path, { forEverybody: true, ...options });
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

  /**
   * Gives up an order that is not paid. One that waits for a deposit stays `awaiting_deposit` until
   * the provider has closed the account. Throws WRONG_STATE once a payment has begun.
   */
  cancelOrder(id: string): Promise<OrderDetail> {
    return this.#order(`/orders/${id}/cancel`, { method: 'POST', repeatable: true });
  }

  /** The ways to pay here, the preferred one first. */
  async paymentProviders(options: CallOptions = {}): Promise<readonly PaymentProvider[]> {
    const { items } = await this.#order<{ items: PaymentProvider[] }>('/payments/providers', {
      method: 'GET',
      ...options,
    });
    return items;
  }

  /** How to pay an order; without a provider the server's first. Throws WRONG_STATE, UNAVAILABLE. */
  startPayment(id: string, provider?: string): Promise<PaymentStart> {
    const body = provider === undefined ? {} : { provider };
    return this.#order(`/orders/${id}/payment`, { method: 'POST', body, repeatable: true });
  }

  /**
   * The order afterwards: `paid`, `paying` while the provider has not answered, or
   * `awaiting_deposit`. Throws DECLINED, AMOUNT_MISMATCH, IN_PROGRESS, WRONG_STATE.
   */
  confirmPayment(payment: ConfirmPayment): Promise<OrderDetail> {
    return this.#order('/payments/confirm', { method: 'POST', body: payment, repeatable: true });
  }

  /**
   * Gives tickets back for what the order's `refundOffer` says; asking again for tickets that are
   * back already changes nothing. Throws AMOUNT_MISMATCH when the offer has changed,
   * NOT_REFUNDABLE, REFUND_ACCOUNT_NEEDED.
   */
  requestRefund(id: string, refund: RequestRefund): Promise<OrderDetail> {
    // "All that is offered" means something else the second time.
    const repeatable = refund.tickets !== undefined;
    return this.#order(`/orders/${id}/refunds`, { method: 'POST', body: refund, repeatable });
  }

  /** For a refund that is stuck with REFUND_ACCOUNT_NEEDED. Throws WRONG_STATE when none is. */
  giveRefundAccount(id: string, account: RefundAccount): Promise<OrderDetail> {
    return this.#order(`/orders/${id}/refund-account`, { method: 'POST', body: { account } });
  }

  /** What the sandbox provider's pay page does. Not part of a real provider. */
  authoriseSandbox(payment: {
    orderId: string;
    amount: number;
    currency: string;
    behaviour: 'approve' | 'decline' | 'slow' | 'deposit';
  }): Promise<{ paymentKey: string }> {
    return this.#rest('/sandbox/payments', { method: 'POST', body: payment, repeatable: true });
  }

  /** Makes the money of a sandbox deposit arrive. Not part of a real provider. */
  async depositSandbox(paymentKey: string): Promise<void> {
    const path = `/sandbox/payments/${encodeURIComponent(paymentKey)}/deposit`;
    await this.#rest(path, { method: 'POST', repeatable: true });
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
    return new Connection({
      baseUrl: this.#baseUrl(),
      getToken: () => this.#getToken(),
      partnerKey: this.#options.partnerKey,
    });
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
