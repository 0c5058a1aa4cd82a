import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { ACCOUNT_REFUSED, MOMENTARY } from '../../../server/src/payments/toss/codes.ts';
import { gatewayOf, startTossServer } from '../../support/providers/index.ts';
import type { FaultKind, TossServer } from '../../support/providers/index.ts';

const AMOUNT = 10_000;
/** Some of the refusals that are documented, and one that is not. */
const REFUSALS = [
  ...['EXCEED_CANCEL_LIMIT', 'EXCEED_MAX_REFUND_DUE', 'INVALID_REQUEST', 'NOT_CANCELABLE_AMOUNT'],
  ...['NOT_ALLOWED_PARTIAL_REFUND', 'REFUND_REJECTED', 'A_CODE_OF_TOMORROW'],
] as const;
const ACCOUNT = { bank: '88', accountNumber: '110-123-456789', accountHolder: '김토스' };

describe('refunds at Toss Payments', () => {
  let server: TossServer;
  let gateway: PaymentGateway;
  let orders = 0;
  beforeAll(async () => {
    server = await startTossServer();
    gateway = gatewayOf(server);
  });
  afterAll(() => server.stop());

  async function paid(method = '카드') {
    orders += 1;
    const orderId = `toss-refund-${String(orders)}`;
    const paymentKey = server.authorise(orderId, AMOUNT, { method });
    const request = { orderId, paymentKey, amount: AMOUNT, currency: 'KRW' };
    await gateway.confirm({ ...request, idempotencyKey: `${orderId}:1` });
    if (method === '가상계좌') server.deposit(orderId);
    return request;
  }
  const problem = (code: string, status = 400): FaultKind => ({
    kind: 'error',
    problem: { status, code },
  });
  const refundOf = (request: { orderId: string; paymentKey: string }, no = 1) => ({
    ...{ orderId: request.orderId, providerId: request.paymentKey, currency: 'KRW' },
    ...{ amount: 4_000, reason: '단순 변심', refundId: `${request.orderId}:r${String(no)}` },
    idempotencyKey: `${request.orderId}:r${String(no)}`,
  });

  /** The same refund, asked for again after a refusal. */
  const again = <T extends { refundId: string }>(refund: T, no: number): T => ({
    ...refund,
    idempotencyKey: `${refund.refundId}:${String(no)}`,
  });
  const on = ({ orderId }: { orderId: string }) => ({ on: 'refund', orderId }) as const;

  it('GATE-4 a virtual account is paid back into an account; a corrected one is a new question', async () => {
    const request = await paid('가상계좌');
    expect(gateway.needsRefundAccount('가상계좌')).toBe(true);
    expect(gateway.needsRefundAccount('카드')).toBe(false);
    const refund = refundOf(request);
    expect(await gateway.refund(refund)).toMatchObject({
      outcome: 'refused',
      code: 'REFUND_ACCOUNT_NEEDED',
    });
    const wrong = { ...refund, account: { ...ACCOUNT, accountNumber: '1' } };
    expect(await gateway.refund(wrong)).toEqual({
      outcome: 'refused',
      code: 'REFUND_ACCOUNT_NEEDED',
      message: 'INVALID_REFUND_ACCOUNT_NUMBER',
    });
    expect(await gateway.refund({ ...refund, account: ACCOUNT })).toEqual({ outcome: 'done' });
    expect(await gateway.refund({ ...refund, account: ACCOUNT })).toEqual({ outcome: 'done' });
    expect(server.returned(request.orderId)).toBe(4_000);
  });

  it.each([...ACCOUNT_REFUSED])(
    'GATE-4 %s asks for another account, where money goes back to one',
    async (code) => {
      const request = await paid('가상계좌');
      server.fault({ kind: 'stored', problem: { status: 403, code }, ...on(request) });
      const refund = { ...refundOf(request), account: ACCOUNT };
      const needed = { outcome: 'refused', code: 'REFUND_ACCOUNT_NEEDED' };
      expect(await gateway.refund(refund)).toMatchObject(needed);
      expect(await gateway.refund(refund)).toMatchObject(needed);
      const another = { ...ACCOUNT, accountNumber: '110-123-456780' };
      expect(await gateway.refund({ ...refund, account: another })).toEqual({ outcome: 'done' });

      const card = await paid();
      server.fault({ ...problem(code), ...on(card) });
      expect(await gateway.refund(refundOf(card))).toMatchObject({ outcome: 'refused', code });
    },
  );

  it.each([...REFUSALS])('GATE-4 %s is a refusal, unless the money did go back', async (code) => {
    const request = await paid();
    server.fault({ kind: 'stored', problem: { status: 403, code }, ...on(request) });
    const refund = refundOf(request);
    expect(await gateway.refund(refund)).toMatchObject({ outcome: 'refused', code });
    expect(await gateway.refund(refund)).toMatchObject({ outcome: 'refused', code });
    expect(await gateway.refund(again(refund, 2))).toEqual({ outcome: 'done' });
    const after: FaultKind = { kind: 'errorAfter', problem: { status: 400, code } };
    server.fault({ ...after, ...on(request) });
    expect(await gateway.refund(refundOf(request, 2))).toEqual({ outcome: 'done' });
    expect(server.returned(request.orderId)).toBe(8_000);
  });

  it.each([...MOMENTARY])('GATE-4 %s that Toss keeps under the key is asked past', async (code) => {
    const request = await paid();
    const status = code.startsWith('FAILED') ? 500 : 400;
    server.fault({ kind: 'stored', problem: { status, code }, ...on(request), times: 2 });
    const refund = refundOf(request);
    expect(await gateway.refund(refund)).toEqual({ outcome: 'unknown', reason: code });
    expect(server.returned(request.orderId)).toBe(0);
    server.clearFaults();

    const other = refundOf(request, 2);
    server.fault({ kind: 'stored', problem: { status, code }, ...on(request) });
    const answers = await Promise.all([gateway.refund(other), gateway.refund(other)]);
    expect(answers).toContainEqual({ outcome: 'done' });
    expect(await gateway.refund(other)).toEqual({ outcome: 'done' });
    expect(server.returned(request.orderId)).toBe(4_000);
  });

  it.each([
    ['FAILED_INTERNAL_SYSTEM_PROCESSING', 500],
    ['NOT_CANCELABLE_AMOUNT', 500],
    ['HTTP_403', 403],
    ['UNAUTHORIZED_KEY', 401],
    ['IDEMPOTENT_REQUEST_PROCESSING', 409],
  ])('GATE-1 a refund that is answered %s (%i) is unknown', async (code, status) => {
    const request = await paid();
    server.fault({ ...problem(code, status), ...on(request) });
    const first = await gateway.refund(refundOf(request));
    expect(first).toEqual({ outcome: 'unknown', reason: code });
    expect(await gateway.refund(refundOf(request))).toEqual({ outcome: 'done' });
    expect(server.calls('refund', request.orderId)).toBe(2);
  });

  it('GATE-4 a refund that was made is found under every further key', async () => {
    const request = await paid();
    const refund = refundOf(request);
    server.fault({ kind: 'error500After', ...on(request) });
    expect(await gateway.refund(refund)).toMatchObject({ outcome: 'unknown' });
    server.forgetKeys();
    expect(await gateway.refund(again(refund, 2))).toEqual({ outcome: 'done' });
    expect(await gateway.refund(refund)).toEqual({ outcome: 'done' });
    expect(await gateway.refund({ ...refund, amount: 5_000 })).toMatchObject({
      outcome: 'refused',
      code: 'INVALID_REQUEST',
    });
    expect(server.returned(request.orderId)).toBe(4_000);
  });

  it('GATE-4 a cancellation is refused that another one overtook', async () => {
    const request = await paid();
    const stale = (body: object): object => ({ ...body, balanceAmount: AMOUNT });
    expect(await gateway.refund(refundOf(request))).toEqual({ outcome: 'done' });
    const { orderId } = request;
    server.fault({ kind: 'changed', change: stale, on: 'get', orderId });
    expect(await gateway.refund(refundOf(request, 2))).toEqual({ outcome: 'done' });
    expect(server.calls('refund', orderId)).toBe(3);
    expect(server.returned(orderId)).toBe(8_000);
  });

  it('GATE-4 a cancellation that came to nothing is refused, and may be asked for again', async () => {
    const request = await paid();
    const refund = refundOf(request);
    await gateway.refund(refund);
    const payment = server.payment(request.orderId);
    const [made] = payment.cancels;
    if (!made) throw new Error('no cancellation');
    made.cancelStatus = 'IN_PROGRESS';
    expect(await gateway.refund(refund)).toEqual({ outcome: 'unknown', reason: 'IN_PROGRESS' });
    made.cancelStatus = 'ABORTED';
    payment.balance = AMOUNT;
    const ended = { outcome: 'refused', code: 'ABORTED' };
    expect(await gateway.refund(refund)).toMatchObject(ended);
    expect(await gateway.refund(again(refund, 2))).toEqual({ outcome: 'done' });
    expect(await gateway.refund(again(refund, 2))).toEqual({ outcome: 'done' });
    expect(payment.cancels).toHaveLength(2);
  });

  it('GATE-4 what went back by hand is taken for a refund only where that is certain', async () => {
    const exact = await paid();
    server.returnByHand(exact.orderId, 6_000);
    expect(await gateway.refund({ ...refundOf(exact), amount: 6_000 })).toEqual({
      outcome: 'done',
    });
    expect(server.returned(exact.orderId)).toBe(6_000);
    expect(await gateway.refund(refundOf(exact, 2))).toEqual({ outcome: 'done' });
    expect(server.returned(exact.orderId)).toBe(AMOUNT);

    const vague = await paid();
    server.returnByHand(vague.orderId, 6_000);
    expect(await gateway.refund({ ...refundOf(vague), amount: 5_000 })).toMatchObject({
      outcome: 'refused',
    });
  });

  it('GATE-4 the reason fits into what Toss takes, with the key at its end', async () => {
    const request = await paid();
    const long = { ...refundOf(request), reason: '이유'.repeat(300) };
    expect(await gateway.refund(long)).toEqual({ outcome: 'done' });
    const { data } = JSON.parse(server.webhook(request.orderId).body) as {
      data: { cancels: { cancelReason: string }[] };
    };
    const [{ cancelReason } = { cancelReason: '' }] = data.cancels;
    expect(cancelReason).toHaveLength(200);
    expect(cancelReason.endsWith(`[${long.idempotencyKey}]`)).toBe(true);
  });
});
