import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  createSandboxGateway,
  createSandboxRepository,
} from '../../../server/src/payments/index.ts';
import type { SandboxGateway } from '../../../server/src/payments/index.ts';
import { mariadbDatabase, sqliteDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';

const AMOUNT = 10_000;
const BACKENDS: [string, () => Promise<TestDatabase>][] = [
  ['SQLite', sqliteDatabase],
  ['MariaDB', () => mariadbDatabase(inject('mariadbUrl'))],
];

describe.each(BACKENDS)('sandbox on %s', (_name, connect) => {
  let test: TestDatabase;
  let gateway: SandboxGateway;
  let orders = 0;
  const told: string[] = [];
  beforeAll(async () => {
    test = await connect();
    gateway = open();
  });
  afterAll(() => test.drop());

  function open(depositMs?: number): SandboxGateway {
    return createSandboxGateway({
      repository: createSandboxRepository(test.database),
      slowMs: 50,
      deposited: (orderId) => void told.push(orderId),
      ...(depositMs !== undefined && { depositMs }),
    });
  }

  async function authorised(behaviour: 'approve' | 'slow' | 'deposit', using = gateway) {
    orders += 1;
    const orderId = `sandbox-${String(orders)}`;
    const request = { orderId, amount: AMOUNT, currency: 'KRW' };
    const { paymentKey } = await using.authorise({ ...request, behaviour });
    return { ...request, paymentKey, idempotencyKey: `${orderId}:1` };
  }
  const refundOf = ({ orderId, paymentKey }: { orderId: string; paymentKey: string }) => ({
    ...{ orderId, providerId: paymentKey, amount: 4_000, currency: 'KRW' },
    ...{ refundId: `${orderId}:r1`, idempotencyKey: `${orderId}:r1`, reason: 'cancelled' },
  });

  it('GATE-8 a deposit is waited for, arrives once, and is told', async () => {
    const request = await authorised('deposit');
    await expect(gateway.deposit(request.paymentKey)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      details: { state: 'authorised' },
    });
    const waiting = await gateway.confirm(request);
    expect(waiting).toMatchObject({ outcome: 'deposit', account: { amount: AMOUNT } });
    expect(await open().confirm(request)).toEqual(waiting);
    expect(await gateway.look(request)).toMatchObject({ state: 'open', captured: 0 });
    expect(told).not.toContain(request.orderId);

    await gateway.deposit(request.paymentKey);
    await gateway.deposit(request.paymentKey);
    expect(told).toContain(request.orderId);
    expect(await gateway.confirm(request)).toMatchObject({ outcome: 'done' });
    expect(await gateway.look(request)).toMatchObject({ state: 'captured', captured: AMOUNT });
    expect(await gateway.close(request, 'close')).toMatchObject({ outcome: 'captured' });
    await expect(gateway.deposit('sbx_none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('GATE-8 a deposit that is overdue, or given up, does not come any more', async () => {
    const hasty = open(-1);
    const late = await authorised('deposit', hasty);
    expect(await hasty.confirm(late)).toMatchObject({ outcome: 'declined' });
    await expect(gateway.deposit(late.paymentKey)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await gateway.look(late)).toMatchObject({ state: 'dead' });

    const given = await authorised('deposit');
    await gateway.confirm(given);
    expect(await gateway.close(given, 'close')).toEqual({ outcome: 'closed' });
    await expect(gateway.deposit(given.paymentKey)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await gateway.confirm(given)).toMatchObject({ outcome: 'declined' });
  });

  it('GATE-8 of a deposit and a closing at once one wins', async () => {
    for (let round = 0; round < 10; round += 1) {
      const request = await authorised('deposit');
      await gateway.confirm(request);
      const [deposited, closed] = await Promise.all([
        gateway.deposit(request.paymentKey).then(
          () => true,
          () => false,
        ),
        gateway.close(request, 'close'),
      ]);
      expect(closed.outcome).toBe(deposited ? 'captured' : 'closed');
      expect(await gateway.look(request)).toMatchObject({
        state: deposited ? 'captured' : 'dead',
      });
    }
  });

  it('GATE-4 a deposit goes back to an account; an id is one refund’s', async () => {
    const request = await authorised('deposit');
    await gateway.confirm(request);
    await gateway.deposit(request.paymentKey);
    const found = await gateway.look(request);
    expect(found.outcome === 'found' && gateway.needsRefundAccount(found.method)).toBe(true);
    const refund = refundOf(request);
    expect(await gateway.refund(refund)).toMatchObject({ code: 'REFUND_ACCOUNT_NEEDED' });
    const account = { bank: '901', accountNumber: '1', accountHolder: 'Buyer' };
    expect(await gateway.refund({ ...refund, account })).toEqual({ outcome: 'done' });
    expect(await gateway.refund({ ...refund, account, amount: 1 })).toMatchObject({
      outcome: 'refused',
      code: 'INVALID_REQUEST',
    });
  });

  it('GATE-4 many refunds at once never go beyond what was captured', async () => {
    const request = await authorised('approve');
    await gateway.confirm(request);
    const refund = refundOf(request);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, no) =>
        gateway.refund({ ...refund, refundId: `${request.orderId}:r${String(no)}` }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(2);
    expect(await gateway.look(request)).toMatchObject({ captured: AMOUNT, returned: 8_000 });
  });

  it('GATE-8 what is given up while it takes long is not captured', async () => {
    const request = await authorised('slow');
    const confirming = gateway.confirm(request);
    expect(await gateway.close(request, 'close')).toEqual({ outcome: 'closed' });
    expect(await confirming).toMatchObject({ outcome: 'declined' });
  });

  it('GATE-6 the books go through every page', async () => {
    const since = Date.now() - 5_000;
    const keys = Array.from({ length: 1_100 }, (_, no) => `sbx_book_${String(no)}`);
    const capturedAt = Date.now();
    await test.database.transaction((transaction) =>
      test.database.models.sandboxPayments.bulkCreate(
        keys.map((id) => ({
          ...{ id, order_ref: id, currency: 'KRW', amount: AMOUNT, behaviour: 'approve' as const },
          ...{ state: 'captured' as const, returned: 0, created_at: capturedAt },
          captured_at: capturedAt,
        })),
        { transaction },
      ),
    );
    const listed: string[] = [];
    for await (const { providerId } of gateway.books(since)) listed.push(providerId);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.filter((id) => id.startsWith('sbx_book_')).sort()).toEqual([...keys].sort());
    const none: unknown[] = [];
    for await (const payment of gateway.books(capturedAt + 3_600_000)) none.push(payment);
    expect(none).toEqual([]);
  });
});
