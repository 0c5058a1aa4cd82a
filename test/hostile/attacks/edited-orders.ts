import { randomUUID } from 'node:crypto';
import type { Attack } from '../attack.ts';
import { CHANCE, holdSome, orderBody } from '../holding.ts';

export const editedOrders: Attack = {
  name: 'edited orders',
  tries: 'orders and payments with prices, quantities, seats and owners that were edited',
  expected: ['GONE', 'INVALID', 'AMOUNT_MISMATCH'],
  also: ['RATE_LIMITED', 'NOT_FOUND', 'CHANNEL', 'DECLINED', 'WRONG_STATE', ...CHANCE],
  run: async (stage, tally) => {
    const [person, victim] = [await stage.person(), await stage.person()];
    const { from, token } = person;
    const [mine] = await holdSome(stage, await stage.socket(person), 1);
    const [theirs] = await holdSome(stage, await stage.socket(victim), 1);
    if (mine === undefined || theirs === undefined) return;
    const order = (body: object) =>
      stage.api('/orders', {
        ...{ from, token },
        headers: { 'Idempotency-Key': randomUUID() },
        body: { ...orderBody(stage, [mine]), ...body },
      });
    const edited = [
      { holds: [theirs] },
      { holds: [mine, mine.replace(/\d+$/, '0'), `${mine},1`] },
      { holds: [mine.replace(/user:[^|]+/, 'user:somebody')] },
      { holds: Array<string>(21).fill(mine) },
      { priceTypes: { '0': 'free' } },
      { performanceId: -1 },
    ];
    for (const body of edited) {
      const answer = await order(body);
      tally.answered(answer.code);
      if (answer.code === 'OK') tally.gained(`an order of ${JSON.stringify(Object.keys(body))}`);
    }
    const made = await order({ amount: 1, quantity: 600, price: 0 });
    tally.answered(made.code);
    const { id, amount, seatLabels } = made.body as {
      id: string;
      amount: number;
      seatLabels?: unknown[];
    };
    if (seatLabels?.length !== 1 || !(amount > 1)) tally.gained('an order as it was edited');
    const pay = await stage.api('/sandbox/payments', {
      ...{ from, token },
      body: { orderId: id, amount: 1, currency: 'KRW', behaviour: 'approve' },
    });
    const paymentKey = pay.body['paymentKey'] ?? 'made-up';
    for (const wrong of [1, amount - 1]) {
      const body = { orderId: id, paymentKey, amount: wrong };
      const paid = await stage.api('/payments/confirm', { from, token, body });
      tally.answered(paid.code);
      if (paid.code === 'OK') tally.gained(`${String(wrong)} paid for ${String(amount)}`);
    }
    // The right sum in words, but not in money.
    const body = { orderId: id, paymentKey, amount };
    const paid = await stage.api('/payments/confirm', { from, token, body });
    tally.answered(paid.code === 'OK' ? String(paid.body['state']).toUpperCase() : paid.code);
    if (paid.body['state'] === 'paid') tally.gained('tickets for a payment of 1');
  },
};
