import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ProviderPayment } from '../../../server/src/payments/index.ts';
import { subjects } from './subjects.ts';
import type { Subject } from './subjects.ts';

const AMOUNT = 10_000;

describe.each(subjects(() => inject('mariadbUrl')))('payment gateway: %s', (_name, start) => {
  let subject: Subject;
  let orders = 0;
  beforeAll(async () => {
    subject = await start();
  });
  afterAll(() => subject.stop());

  const newOrder = (): string => {
    orders += 1;
    return `order-${String(orders)}-${String(process.pid)}`;
  };
  const confirm = (orderId: string, paymentKey: string, change: object = {}) =>
    subject.gateway.confirm({
      ...{ orderId, paymentKey, amount: AMOUNT, currency: 'KRW' },
      idempotencyKey: `${orderId}:1`,
      ...change,
    });
  const refund = (orderId: string, providerId: string, amount: number, no = 1) =>
    subject.gateway.refund({
      ...{ orderId, providerId, amount, currency: 'KRW', reason: 'cancelled by the buyer' },
      refundId: `${orderId}:r${String(no)}`,
      idempotencyKey: `${orderId}:r${String(no)}`,
    });

  async function paid(): Promise<{ orderId: string; providerId: string; paymentKey: string }> {
    const orderId = newOrder();
    const paymentKey = await subject.authorise(orderId, AMOUNT);
    const outcome = await confirm(orderId, paymentKey);
    if (outcome.outcome !== 'done') throw new Error(outcome.outcome);
    return { orderId, providerId: outcome.providerId, paymentKey };
  }

  it('GATE-1 confirming again, and many times at once, answers the same and takes money once', async () => {
    const orderId = newOrder();
    const paymentKey = await subject.authorise(orderId, AMOUNT);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => confirm(orderId, paymentKey)),
    );
    for (const outcome of outcomes) expect(outcome.outcome).toMatch(/^(done|unknown)$/);
    const [again, oncemore] = [
      await confirm(orderId, paymentKey),
      await confirm(orderId, paymentKey),
    ];
    expect(again).toMatchObject({ outcome: 'done', method: expect.stringMatching(/./) as string });
    expect(oncemore).toEqual(again);
    subject.forgetKeys();
    expect(await confirm(orderId, paymentKey)).toEqual(again);
    expect(await subject.captures(orderId)).toBe(1);
  });

  it('GATE-3 a refused payment stays refused', async () => {
    const orderId = newOrder();
    const paymentKey = await subject.authorise(orderId, AMOUNT, true);
    const outcome = await confirm(orderId, paymentKey);
    expect(outcome).toMatchObject({
      outcome: 'declined',
      code: expect.stringMatching(/./) as string,
    });
    subject.forgetKeys();
    expect(await confirm(orderId, paymentKey)).toMatchObject({ outcome: 'declined' });
    expect(await confirm(orderId, paymentKey, { idempotencyKey: `${orderId}:2` })).toMatchObject({
      outcome: 'declined',
    });
    expect(await subject.captures(orderId)).toBe(0);
  });

  it('GATE-2 another order’s payment is a final no, and that order can still be paid', async () => {
    const [mine, theirs] = [newOrder(), newOrder()];
    const paymentKey = await subject.authorise(theirs, AMOUNT);
    expect(await confirm(mine, paymentKey)).toMatchObject({ outcome: 'declined' });
    expect(await subject.captures(mine)).toBe(0);
    expect(await confirm(theirs, paymentKey)).toMatchObject({ outcome: 'done' });

    expect(await confirm(mine, paymentKey, { idempotencyKey: `${mine}:2` })).toMatchObject({
      outcome: 'declined',
    });
    expect(await subject.captures(mine)).toBe(0);
  });

  it('GATE-2 a payment of another amount is a final no', async () => {
    const orderId = newOrder();
    const paymentKey = await subject.authorise(orderId, 100);
    expect(await confirm(orderId, paymentKey)).toMatchObject({ outcome: 'declined' });
    expect(await subject.captures(orderId)).toBe(0);
  });

  it.each(['made-up', 'cs_made_up', '../cancel', 'a/b?c=d'])(
    'GATE-2 a payment key that nobody gave (%s) is a final no',
    async (paymentKey) => {
      expect(await confirm(newOrder(), paymentKey)).toMatchObject({ outcome: 'declined' });
    },
  );

  it('GATE-4 refunds in parts, repeated and at once, give back each part once', async () => {
    const { orderId, providerId } = await paid();
    await Promise.all(Array.from({ length: 5 }, () => refund(orderId, providerId, 4_000)));
    expect(await refund(orderId, providerId, 4_000)).toEqual({ outcome: 'done' });
    expect(await subject.returned(orderId)).toBe(4_000);
    subject.forgetKeys();
    expect(await refund(orderId, providerId, 4_000)).toEqual({ outcome: 'done' });
    expect(await refund(orderId, providerId, 6_000, 2)).toEqual({ outcome: 'done' });
    subject.forgetKeys();
    expect(await refund(orderId, providerId, 6_000, 2)).toEqual({ outcome: 'done' });
    expect(await refund(orderId, providerId, 4_000)).toEqual({ outcome: 'done' });
    expect(await subject.returned(orderId)).toBe(AMOUNT);
  });

  it('GATE-4 more than was captured is refused', async () => {
    const { orderId, providerId } = await paid();
    expect(await refund(orderId, providerId, AMOUNT + 1)).toMatchObject({ outcome: 'refused' });
    expect(await refund(orderId, providerId, 7_000, 2)).toEqual({ outcome: 'done' });
    expect(await refund(orderId, providerId, 7_000, 3)).toMatchObject({ outcome: 'refused' });
    expect(await refund(orderId, providerId, 3_000, 4)).toEqual({ outcome: 'done' });
    expect(await refund(orderId, providerId, 1, 5)).toMatchObject({ outcome: 'refused' });
    expect(await subject.returned(orderId)).toBe(AMOUNT);
  });

  it('GATE-4 a payment that is not this order’s is not given back', async () => {
    const { orderId, providerId } = await paid();
    expect(await refund(newOrder(), providerId, 1_000)).toMatchObject({ outcome: 'refused' });
    expect(await refund(newOrder(), 'made-up', 1_000)).toMatchObject({ outcome: 'refused' });
    expect(await subject.returned(orderId)).toBe(0);
  });

  it('GATE-5 a look tells what became of a payment, by its key or by its order', async () => {
    const { gateway } = subject;
    const orderId = newOrder();
    expect(await gateway.look({ paymentKey: '', orderId })).toEqual({ outcome: 'none' });
    const paymentKey = await subject.authorise(orderId, AMOUNT);
    const open = { outcome: 'found', state: 'open', orderId, captured: 0, returned: 0 };
    expect(await gateway.look({ paymentKey, orderId })).toMatchObject(open);
    expect(await gateway.look({ paymentKey, orderId: newOrder() })).toEqual({ outcome: 'none' });
    const outcome = await confirm(orderId, paymentKey);
    const { providerId } = outcome as { providerId: string };
    await refund(orderId, providerId, 2_500);
    const captured = { ...open, state: 'captured', captured: AMOUNT, returned: 2_500 };
    for (const key of [paymentKey, providerId, '']) {
      const found = await gateway.look({ paymentKey: key, orderId });
      expect(found).toMatchObject({ ...captured, providerId, currency: 'KRW' });
    }
  });

  it('GATE-5 a payment that was there before and is missing now is unknown', async () => {
    const { gateway } = subject;
    const gone = { paymentKey: 'cs_gone', orderId: newOrder(), opened: true } as const;
    expect(await gateway.look(gone)).toMatchObject({ outcome: 'unknown' });
    expect(await gateway.close(gone, 'close')).toMatchObject({ outcome: 'unknown' });
    const confirmed = await confirm(gone.orderId, gone.paymentKey, { opened: true });
    expect(confirmed).toMatchObject({ outcome: 'unknown' });
    expect(await gateway.look({ ...gone, paymentKey: '' })).toMatchObject({ outcome: 'unknown' });
  });

  it('GATE-4 a refund is one, whatever the keys it is asked for under', async () => {
    const { orderId, providerId } = await paid();
    const asked = {
      ...{ orderId, providerId, amount: 4_000, currency: 'KRW', reason: 'again' },
      ...{ refundId: `${orderId}:r1`, idempotencyKey: `${orderId}:r1` },
    };
    expect(await subject.gateway.refund(asked)).toEqual({ outcome: 'done' });
    const again = { ...asked, idempotencyKey: `${orderId}:r1:2` };
    expect(await subject.gateway.refund(again)).toEqual({ outcome: 'done' });
    expect(await subject.returned(orderId)).toBe(4_000);
  });

  it('GATE-5 what is closed is never captured; what was captured says so', async () => {
    const { gateway } = subject;
    const orderId = newOrder();
    const paymentKey = await subject.authorise(orderId, AMOUNT);
    const first = await gateway.close({ paymentKey, orderId }, `${orderId}:close`);
    if (first.outcome === 'unknown') await subject.expire(orderId);
    for (let repeated = 0; repeated < 2; repeated += 1) {
      const again = await gateway.close({ paymentKey, orderId }, `${orderId}:close`);
      expect(again).toEqual({ outcome: 'closed' });
    }
    expect(await gateway.look({ paymentKey, orderId })).toMatchObject({ state: 'dead' });
    expect(await confirm(orderId, paymentKey)).toMatchObject({ outcome: 'declined' });
    expect(await subject.captures(orderId)).toBe(0);

    const bought = await paid();
    expect(await gateway.close(bought, `${bought.orderId}:close`)).toMatchObject({
      outcome: 'captured',
      providerId: bought.providerId,
    });
    expect(await subject.returned(bought.orderId)).toBe(0);
    const other = newOrder();
    const nothing = await gateway.close({ paymentKey: '', orderId: other }, `${other}:close`);
    expect(nothing).toEqual({ outcome: 'closed' });
  });

  it('GATE-6 the books list what was captured, and what of it went back', async () => {
    const since = Date.now() - 2_000;
    const [one, two, three] = [await paid(), await paid(), await paid()];
    await refund(two.orderId, two.providerId, 4_000);
    await refund(three.orderId, three.providerId, AMOUNT);
    await subject.authorise(newOrder(), AMOUNT);
    const all: ProviderPayment[] = [];
    for await (const payment of subject.gateway.books(since)) all.push(payment);
    const of = ({ orderId }: { orderId: string }) =>
      all.filter((payment) => payment.orderId === orderId);
    const common = { state: 'captured', currency: 'KRW', captured: AMOUNT };
    expect(of(one)).toMatchObject([{ ...common, providerId: one.providerId, returned: 0 }]);
    expect(of(two)).toMatchObject([{ ...common, returned: 4_000 }]);
    expect(of(three)).toMatchObject([{ ...common, returned: AMOUNT }]);
    expect(all.every(({ state }) => state === 'captured')).toBe(true);
    const order = all.map(({ orderId }) => orderId);
    expect(order.indexOf(one.orderId)).toBeLessThan(order.indexOf(two.orderId));
  });
});
