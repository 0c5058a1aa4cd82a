export interface Sample {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: Record<string, unknown>;
}
const KEY = { 'idempotency-key': 'a-key-of-a-test' };
const ACCOUNT = { bank: '88', accountNumber: '110-123-456', accountHolder: '홍길동' };
/** One valid request a route: what the mutations start from. A new route needs a line here. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  'post /auth/sign-up': {
    body: { email: 'new@example.test', password: 'long enough', name: 'New', locale: 'ko' },
  },
  'post /auth/login': { body: { email: 'new@example.test', password: 'long enough' } },
  'post /auth/refresh': {},
  'post /auth/logout': {},
  'post /auth/verify-email': { body: { token: 'unknown' } },
  'post /auth/verify-email/send': {},
  'post /auth/password/forgot': { body: { email: 'nobody@example.test', locale: 'ko' } },
  'post /auth/password/reset': { body: { token: 'unknown', password: 'long enough' } },
  'get /human-check': {},
  'get /me': {},
  'get /categories': { query: { locale: 'ko' } },
  'get /events': { query: { locale: 'ko', category: 'x', page: '1', pageSize: '5' } },
  'get /events/{slug}': { params: { slug: 'nothing' }, query: { locale: 'ko' } },
  'get /search': { query: { q: 'x', locale: 'ko', page: '1', pageSize: '5' } },
  'get /search/suggest': { query: { q: 'x', locale: 'ko' } },
  'get /search/popular': { query: { limit: '5' } },
  'get /performances/{id}': { params: { id: '1' }, query: { locale: 'ko' } },
  'get /performances/{id}/availability': { params: { id: '1' } },
  'get /charts/{id}/{file}': { params: { id: '1', file: `${'0'.repeat(24)}.json` } },
  'post /orders': {
    headers: KEY,
    query: { locale: 'ko' },
    body: {
      performanceId: 1,
      holds: ['1.1|user:nobody|1|1'],
      priceTypes: { '1': 'adult' },
      buyer: { name: 'B', email: 'b@example.test', phone: '010-1234-5678' },
    },
  },
  'get /orders': { query: { locale: 'ko' } },
  'get /orders/{id}': { params: { id: 'o123456' }, query: { locale: 'ko' } },
  'post /orders/{id}/cancel': { params: { id: 'o123456' }, query: { locale: 'ko' } },
  'post /orders/{id}/payment': {
    ...{ params: { id: 'o123456' }, query: { locale: 'ko' } },
    body: { provider: 'sandbox' },
  },
  'post /orders/{id}/refunds': {
    ...{ params: { id: 'o123456' }, query: { locale: 'ko' } },
    body: { tickets: ['CODE'], amount: 1, account: ACCOUNT },
  },
  'post /orders/{id}/refund-account': {
    ...{ params: { id: 'o123456' }, query: { locale: 'ko' } },
    body: { account: ACCOUNT },
  },
  'get /ticket-keys': {},
  'get /payments/providers': {},
  'post /payments/confirm': {
    query: { locale: 'ko' },
    body: { orderId: 'o123456', paymentKey: 'sbx_1', amount: 1 },
  },
  'post /sandbox/payments': {
    body: { orderId: 'o123456', amount: 1, currency: 'KRW', behaviour: 'approve' },
  },
  'post /sandbox/payments/{paymentKey}/deposit': { params: { paymentKey: 'sbx_1' } },
  'post /webhooks/{provider}': { params: { provider: 'nobody' } },
  'post /admin/performances/{id}/call-off': { params: { id: '999999' } },
  'get /admin/searches': { query: { day: '2026-01-02', limit: '10' } },
  'get /admin/refunds': { query: { state: 'stuck', limit: '10' } },
  'post /admin/refunds/{id}/retry': { params: { id: 'o123456:r1' } },
  'get /admin/audit': { query: { since: '0', pauseMs: '0', performance: '1' } },
  'get /admin/outbox': { query: { state: 'dead', limit: '10' } },
  'post /admin/outbox/{id}/retry': { params: { id: '1' } },
  'get /admin/partners': {},
  'post /admin/partners': {
    body: {
      ...{ name: 'P', publicKey: 'no key', keyId: 'k1', organisation: 'nobody' },
      origins: ['https://shop.example'],
    },
  },
  'post /admin/partners/{id}': { params: { id: 'pnobody00000' }, body: { change: 'suspend' } },
  'get /performances/{id}/waiting-room': { params: { id: '999999' } },
  'get /performances/{id}/waiting-room/draw': { params: { id: '999999' } },
  'get /admin/waiting-rooms': {},
  'post /admin/waiting-rooms': {
    body: {
      ...{ performanceId: 999_999, lobbyOpensAt: 1, opensAt: 2, ratePerMinute: 60 },
      ...{ maxActive: 10, comeWithinMs: 60_000, sessionMs: 60_000, graceMs: 60_000 },
    },
  },
  'post /admin/waiting-rooms/{id}': { params: { id: '999999' }, body: { change: 'pause' } },
  'post /admin/productions': {
    body: { title: 'T', chart: {}, timeZone: 'Asia/Seoul', currency: 'KRW', topPrice: 1 },
  },
};
