import type {
  CallOptions,
  Credentials,
  NewPassword,
  SandboxApproval,
  TicketFlowClientOptions,
} from './client-options.ts';
import { connect, restOf } from './connect.ts';
import type { Live } from './connect.ts';
import { OpenParts } from './open-parts.ts';
import type {
  Availability,
  Category,
  ChartGeometry,
  ConfirmPayment,
  CreateOrder,
  EventDetail,
  EventPage,
  HumanCheckInfo,
  Locale,
  OrderDetail,
  OrderSummary,
  PaymentProvider,
  PaymentStart,
  PerformanceDetail,
  RefundAccount,
  RequestRefund,
  RoomDraw,
  Session,
  User,
  WaitingRoomView,
} from './protocol/index.ts';
import type { RequestOptions, Rest } from './rest.ts';
import { SearchCalls } from './search-calls.ts';
import { SeatChannel } from './seat-channel.ts';
import { signUpOrIn } from './sign-up.ts';
import type { NewAccount } from './sign-up.ts';
import { WaitingRoom } from './waiting-room.ts';

/** A Ticket-Flow server: its catalogue, its live seat maps, orders and tickets. */
export class TicketFlowClient {
  locale: Locale;
  readonly search: SearchCalls;
  readonly #options: TicketFlowClientOptions;
  readonly #rest: Rest;
  readonly #parts = new OpenParts();
  #live: Live | undefined;

  constructor(options: TicketFlowClientOptions = {}) {
    this.#options = options;
    this.locale = options.locale ?? 'ko';
    this.#rest = restOf(options);
    this.search = new SearchCalls(this.#rest, this, () => this.#connected().connection);
  }

  /** How this server has people show that they are human, when they sign up. */
  humanCheck(options: CallOptions = {}): Promise<HumanCheckInfo> {
    return this.#rest('/human-check', options);
  }

  /** Throws EMAIL_TAKEN, RATE_LIMITED, HUMAN_CHECK. */
  signUp(account: NewAccount, options: CallOptions = {}): Promise<Session> {
    const body = { locale: this.locale, ...account };
    return signUpOrIn({
      signUp: () => this.#post('/auth/sign-up', { body, ...options }),
      logIn: () => this.logIn(account, options),
      ...options,
    });
  }

  /** Throws BAD_CREDENTIALS, RATE_LIMITED, HUMAN_CHECK. */
  logIn({ email, password, human }: Credentials, options: CallOptions = {}): Promise<Session> {
    const body = { email, password, human };
    return this.#post('/auth/login', { body, repeatable: true, ...options });
  }

  /** A new session for the browser's refresh cookie. Throws UNAUTHENTICATED. */
  refresh(options: CallOptions = {}): Promise<Session> {
    return this.#post('/auth/refresh', options);
  }

  async logOut(options: CallOptions = {}): Promise<void> {
    await this.#post('/auth/logout', options);
  }

  me(options: CallOptions = {}): Promise<User> {
    return this.#rest('/me', { signedIn: true, ...options });
  }

  /** With the token of the link that was sent. Throws LINK_EXPIRED. */
  async verifyEmail(token: string, options: CallOptions = {}): Promise<void> {
    await this.#post('/auth/verify-email', { body: { token }, repeatable: true, ...options });
  }

  /** Sends the link to this account's address (again). Throws RATE_LIMITED. */
  async sendVerification(options: CallOptions = {}): Promise<void> {
    await this.#post('/auth/verify-email/send', { signedIn: true, ...options });
  }

  /** Sends a link to set a new password; says nothing about whether the account exists. */
  async forgotPassword(email: string, options: CallOptions = {}): Promise<void> {
    const body = { email, locale: this.locale };
    await this.#post('/auth/password/forgot', { body, repeatable: true, ...options });
  }

  /** Ends every login of the account. Throws LINK_EXPIRED, also the second time. */
  async resetPassword({ token, password }: NewPassword, options: CallOptions = {}): Promise<void> {
    await this.#post('/auth/password/reset', { body: { token, password }, ...options });
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
    return this.#rest(`/performances/${String(id)}`, { query: { locale }, ...options });
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
  createOrder(
    order: CreateOrder,
    idempotencyKey: string,
    options: CallOptions = {},
  ): Promise<OrderDetail> {
    const headers = { 'Idempotency-Key': idempotencyKey };
    return this.#order('/orders', { body: order, repeatable: true, headers, ...options });
  }

  async orders(options: CallOptions = {}): Promise<readonly OrderSummary[]> {
    const { items } = await this.#order<{ items: OrderSummary[] }>('/orders', {
      method: 'GET',
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
  cancelOrder(id: string, options: CallOptions = {}): Promise<OrderDetail> {
    return this.#order(`/orders/${id}/cancel`, { repeatable: true, ...options });
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
  startPayment(id: string, provider?: string, options: CallOptions = {}): Promise<PaymentStart> {
    const body = provider === undefined ? {} : { provider };
    return this.#order(`/orders/${id}/payment`, { body, repeatable: true, ...options });
  }

  /**
   * The order afterwards: `paid`, `paying` while the provider has not answered, or
   * `awaiting_deposit`. Throws DECLINED, AMOUNT_MISMATCH, IN_PROGRESS, WRONG_STATE.
   */
  confirmPayment(payment: ConfirmPayment, options: CallOptions = {}): Promise<OrderDetail> {
    return this.#order('/payments/confirm', { body: payment, repeatable: true, ...options });
  }

  /**
   * Gives tickets back for what the order's `refundOffer` says; asking again for tickets that are
   * back already changes nothing. Throws AMOUNT_MISMATCH when the offer has changed,
   * NOT_REFUNDABLE, REFUND_ACCOUNT_NEEDED.
   */
  requestRefund(
    id: string,
    refund: RequestRefund,
    options: CallOptions = {},
  ): Promise<OrderDetail> {
    // "All that is offered" means something else the second time.
    const repeatable = refund.tickets !== undefined;
    return this.#order(`/orders/${id}/refunds`, { body: refund, repeatable, ...options });
  }

  /** For a refund that is stuck with REFUND_ACCOUNT_NEEDED. Throws WRONG_STATE when none is. */
  giveRefundAccount(
    id: string,
    account: RefundAccount,
    options: CallOptions = {},
  ): Promise<OrderDetail> {
    return this.#order(`/orders/${id}/refund-account`, { body: { account }, ...options });
  }

  /** What the sandbox provider's pay page does. Not part of a real provider. */
  authoriseSandbox(payment: SandboxApproval): Promise<{ paymentKey: string }> {
    return this.#post('/sandbox/payments', { body: payment, repeatable: true });
  }

  /** Makes the money of a sandbox deposit arrive. Not part of a real provider. */
  async depositSandbox(paymentKey: string): Promise<void> {
    const path = `/sandbox/payments/${encodeURIComponent(paymentKey)}/deposit`;
    await this.#post(path, { repeatable: true });
  }

  /** The live map of a performance. Close it, or let the signal, when it is no longer shown. */
  seatChannel(performanceId: number, { signal }: CallOptions = {}): SeatChannel {
    const live = this.#connected();
    return this.#parts.open(
      (closed) => new SeatChannel({ ...live, performanceId, closed }),
      signal,
    );
  }

  /** The waiting room of a performance that has one (`waitingRoom`); close it as a channel. */
  waitingRoom(performanceId: number, { signal }: CallOptions = {}): WaitingRoom {
    const live = this.#connected();
    return this.#parts.open(
      (closed) => new WaitingRoom({ ...live, performanceId, closed }),
      signal,
    );
  }

  /** A waiting room as anyone may see it. Throws NOT_FOUND where there is none. */
  waitingRoomView(performanceId: number, options: CallOptions = {}): Promise<WaitingRoomView> {
    return this.#rest(`/performances/${String(performanceId)}/waiting-room`, options);
  }

  /** What is needed to check the draw of its lobby. Throws CLOSED before the opening. */
  roomDraw(performanceId: number, options: CallOptions = {}): Promise<RoomDraw> {
    return this.#rest(`/performances/${String(performanceId)}/waiting-room/draw`, options);
  }

  /** Told when an order of this person moves, on any device. Answers the unsubscribe function. */
  onOrder(listener: (update: { orderId: string; state: string }) => void): () => void {
    const { socket } = this.#connected().connection;
    socket.on('order:updated', listener);
    return () => void socket.off('order:updated', listener);
  }

  /** Tells the open socket that the account has changed. */
  async sessionChanged(): Promise<void> {
    await this.#live?.connection.changePerson();
  }

  /** Ends all maps and waiting rooms, and the connection. */
  close(): void {
    this.#parts.closeAll();
    this.#live?.connection.close();
    this.#live = undefined;
  }

  #post<T>(path: string, call: Omit<RequestOptions, 'method'>): Promise<T> {
    return this.#rest(path, { method: 'POST', ...call });
  }

  #order<T>(path: string, call: Omit<RequestOptions, 'query' | 'signedIn'>): Promise<T> {
    const query = { locale: this.locale };
    return this.#rest(path, { method: 'POST', query, signedIn: true, ...call });
  }

  #connected(): Live {
    this.#live ??= connect(this.#options);
    return this.#live;
  }
}
