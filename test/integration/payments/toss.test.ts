import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTossGateway } from '../../../server/src/payments/index.ts';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { DECLINED, MISCONFIGURED } from '../../../server/src/payments/toss/codes.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { gatewayOf, startTossServer } from '../../support/providers/index.ts';
import type { FaultKind, TossServer } from '../../support/providers/index.ts';

const AMOUNT = 10_000;

describe('Toss Payments', () => {
  let server: TossServer;
  let gateway: PaymentGateway;
  let orders = 0;
  beforeAll(async () => {
    server = await startTossServer();
    gateway = gatewayOf(server);
  });
  afterAll(() => server.stop());

  const newOrder = (): string => {
    orders += 1;
    return `toss-order-${String(orders)}`;
  };
  const requestOf = (orderId: string, paymentKey: string, amount = AMOUNT) => ({
    ...{ orderId, paymentKey, amount, currency: 'KRW' },
    idempotencyKey: `${orderId}:1`,
  });
  function authorised(method = '카드') {
    const orderId = newOrder();
    const paymentKey = server.authorise(orderId, AMOUNT, { method });
    return requestOf(orderId, paymentKey);
  }
  const problem = (code: string, status = 400): FaultKind => ({
    kind: 'error',
    problem: { status, code },
  });
  it('GATE-2 a window is opened for won only', async () => {
    const request = {
      ...{ orderId: newOrder(), amount: AMOUNT, currency: 'KRW', title: '가'.repeat(200) },
      ...{ locale: 'ko', returnPath: '/orders/1/return', expiresAt: Date.now() + 600_000 },
    };
    expect((await gateway.start(request)).start).toEqual({
      kind: 'toss',
      provider: 'toss',
      script: `${server.url}/v2/standard`,
      clientKey: 'test_ck_local',
      amount: AMOUNT,
      currency: 'KRW',
      orderName: '가'.repeat(100),
    });
    const start = async (change: object): Promise<unknown> =>
      gateway.start({ ...request, ...change });
    await expect(start({ currency: 'USD' })).rejects.toMatchObject({
      code: 'INVALID',
      details: { field: 'currency' },
    });
    await expect(start({ amount: 0 })).rejects.toMatchObject({ details: { field: 'amount' } });
    const dollars = { ...authorised(), currency: 'USD' };
    expect(await gateway.confirm(dollars)).toMatchObject({ outcome: 'declined' });
    expect(server.calls('confirm', dollars.orderId)).toBe(0);
  });

  it('GATE-1 what is not said otherwise goes to Toss itself', () => {
    const options = {
      secretKey: 's',
      clientKey: 'c',
      timeoutMs: 1,
      logger: createLogger('silent'),
    };
    expect(createTossGateway(options).provider).toBe('toss');
  });

  it.each([...DECLINED])('GATE-3 %s ends a payment', async (code) => {
    const request = authorised();
    server.fault({ ...problem(code, 403), on: 'confirm', orderId: request.orderId });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'declined', code });
    expect(server.calls('get', request.orderId)).toBe(0);
  });

  it.each([
    ...[...DECLINED].slice(0, 2).map((code) => [code, 500] as const),
    ...[...MISCONFIGURED].map((code) => [code, 401] as const),
    ['PROVIDER_ERROR', 400] as const,
    ['NOT_AVAILABLE_PAYMENT', 403] as const,
    ['INVALID_REQUEST', 400] as const,
    ['DUPLICATED_ORDER_ID', 400] as const,
    ['ALREADY_PROCESSED_PAYMENT', 400] as const,
    ['NOT_FOUND_PAYMENT_SESSION', 404] as const,
    ['FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING', 500] as const,
    ['A_CODE_OF_TOMORROW', 418] as const,
  ])('GATE-1 %s (%i) ends nothing while the payment is open', async (code, status) => {
    const request = authorised();
    server.fault({ ...problem(code, status), on: 'confirm', orderId: request.orderId });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'unknown' });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'done' });
    expect(server.captures(request.orderId)).toBe(1);
  });

  it('GATE-1 a provider that asks for fewer calls is not asked once more', async () => {
    const request = authorised();
    server.fault({ kind: 'rateLimited', on: 'confirm', orderId: request.orderId });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'unknown' });
    expect(server.calls('get', request.orderId)).toBe(0);
  });

  it.each(['PROVIDER_ERROR', 'NOT_FOUND_PAYMENT_SESSION', 'ALREADY_PROCESSED_PAYMENT'])(
    'GATE-3 after %s the payment’s own state decides',
    async (code) => {
      const done = authorised();
      const after: FaultKind = { kind: 'errorAfter', problem: { status: 400, code } };
      server.fault({ ...after, on: 'confirm', orderId: done.orderId });
      expect(await gateway.confirm(done)).toMatchObject({ outcome: 'done' });

      const expired = authorised();
      server.expire(expired.orderId);
      server.fault({ ...problem(code), on: 'confirm', orderId: expired.orderId });
      expect(await gateway.confirm(expired)).toMatchObject({ outcome: 'declined' });
    },
  );

  it('GATE-3 a payment that was taken back by hand is not done any more', async () => {
    const request = authorised();
    await gateway.confirm(request);
    server.returnByHand(request.orderId, AMOUNT);
    server.forgetKeys();
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'declined', code: 'CANCELED' });
  });

  it('GATE-5 an account is closed although Toss keeps an error under the key', async () => {
    const request = authorised('가상계좌');
    await gateway.confirm(request);
    const kept = { status: 400, code: 'PROVIDER_ERROR' };
    server.fault({ kind: 'stored', problem: kept, on: 'close', orderId: request.orderId });
    expect(await gateway.close(request, 'close-kept')).toEqual({ outcome: 'closed' });
  });

  it.each(['HTTP_404', 'NOT_FOUND'])('GATE-5 a bare 404 (%s) is no answer', async (code) => {
    const request = authorised('가상계좌');
    await gateway.confirm(request);
    const { orderId } = request;
    server.fault({ ...problem(code, 404), on: 'get', orderId, times: 2 });
    const unknown = { outcome: 'unknown', reason: code };
    expect(await gateway.look(request)).toEqual(unknown);
    expect(await gateway.close(request, 'close')).toEqual(unknown);
  });

  it.each([
    ['amount', (body: object) => ({ ...body, totalAmount: 1 })],
    ['order', (body: object) => ({ ...body, orderId: 'another-order' })],
    ['currency', (body: object) => ({ ...body, currency: 'USD' })],
    ['shape', () => ({ status: 'DONE' })],
    ['status', (body: object) => ({ ...body, status: 'NEW_STATUS' })],
  ])('GATE-2 a confirmation that tells another %s is never done', async (_what, change) => {
    const request = authorised();
    server.fault({ kind: 'changed', change, on: 'confirm', orderId: request.orderId });
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'unknown' });
  });

  it('GATE-5 a virtual account waits, is paid into, and says so everywhere', async () => {
    const request = authorised('가상계좌');
    const waiting = await gateway.confirm(request);
    expect(waiting).toMatchObject({
      outcome: 'deposit',
      account: {
        ...{ bank: 'NH농협은행', accountNumber: '79019639679511', accountHolder: '김토스' },
        amount: AMOUNT,
      },
      secret: expect.stringMatching(/^ps_/) as string,
    });
    const { account, secret } = waiting as { account: { dueAt: number }; secret: string };
    expect(Math.abs(account.dueAt - Date.now() - 86_400_000)).toBeLessThan(60_000);
    server.forgetKeys();
    expect(await gateway.confirm(request)).toEqual(waiting);
    expect(await gateway.look(request)).toMatchObject({ outcome: 'found', state: 'open' });

    server.deposit(request.orderId);
    expect(await gateway.look(request)).toMatchObject({ state: 'captured', captured: AMOUNT });
    const told = gateway.webhook?.({ ...server.webhook(request.orderId), header: () => undefined });
    expect(told).toEqual({ outcome: 'look', orderId: request.orderId, secret });
    expect(await gateway.close(request, 'close')).toMatchObject({ outcome: 'captured' });
  });

  it('GATE-5 closing a virtual account ends it; a deposit in that moment wins', async () => {
    const given = authorised('가상계좌');
    await gateway.confirm(given);
    server.fault({ kind: 'timeoutAfter', on: 'close', orderId: given.orderId });
    const quick = gatewayOf(server, { timeoutMs: 300 });
    expect(await quick.close(given, 'close-1')).toMatchObject({ outcome: 'unknown' });
    server.clearFaults();
    expect(await gateway.close(given, 'close-1')).toEqual({ outcome: 'closed' });
    expect(await gateway.look(given)).toMatchObject({ state: 'dead', captured: 0, returned: 0 });
    expect(() => {
      server.deposit(given.orderId);
    }).toThrow();

    const paid = authorised('가상계좌');
    await gateway.confirm(paid);
    server.fault({ ...problem('INVALID_REQUEST'), on: 'close', orderId: paid.orderId, times: 2 });
    expect(await gateway.close(paid, 'close-2')).toMatchObject({ outcome: 'unknown' });
    server.deposit(paid.orderId);
    expect(await gateway.close(paid, 'close-2')).toMatchObject({ outcome: 'captured' });
    expect(server.returned(paid.orderId)).toBe(0);
  });

  it('GATE-6 a payment that cannot be read keeps no other back, and the books still throw', async () => {
    const since = Date.now() - 1_000;
    const all = [authorised(), authorised(), authorised()];
    for (const request of all) {
      await gateway.confirm(request);
      server.returnByHand(request.orderId, 1_000);
    }
    const orderId = all[1]?.orderId ?? '';
    server.fault({ kind: 'notJson', on: 'get', orderId });
    const listed: string[] = [];
    const read = async (): Promise<void> => {
      for await (const payment of gateway.books(since)) listed.push(payment.orderId);
    };
    await expect(read()).rejects.toThrow(/^1 payments of Toss Payments cannot be read$/);
    const theirs = listed.filter((id) => all.some((request) => request.orderId === id));
    expect(theirs).toEqual([all[0]?.orderId, all[2]?.orderId]);
  });

  it('GATE-10 a payment key stands in no log line', async () => {
    const lines: string[] = [];
    const logger = createLogger('trace', { write: (text) => void lines.push(text) });
    const loud = gatewayOf(server, { logger });
    const request = authorised();
    const change = (body: object): object => ({ ...body, totalAmount: 1 });
    server.fault({ kind: 'changed', change, on: 'confirm', orderId: request.orderId });
    await loud.confirm(request);
    expect(lines.join()).toContain(request.orderId);
    expect(lines.join()).not.toContain(request.paymentKey);
  });

  it('GATE-6 the books go through every page of the ledger', async () => {
    const since = Date.now() - 1_000;
    const paid = new Set<string>();
    for (let count = 0; count < 1_050; count += 1) {
      const request = authorised();
      await gateway.confirm(request);
      paid.add(request.orderId);
    }
    const listed: string[] = [];
    for await (const { orderId } of gateway.books(since)) listed.push(orderId);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.filter((orderId) => paid.has(orderId))).toEqual([...paid]);
    expect(server.calls('list')).toBeGreaterThan(1);
  });
});
