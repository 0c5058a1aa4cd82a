import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../../server/src/payments/toss/webhook.ts';

const read = (body: string) => readWebhook({ body, header: () => undefined });

describe('webhooks of Toss Payments', () => {
  it.each([
    ['no JSON', '<xml/>'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[1]'],
    ['no order', '{"eventType":"PAYMENT_STATUS_CHANGED","data":{}}'],
    ['an order that cannot be', '{"secret":"s","orderId":"../../etc"}'],
    ['a number for an order', '{"secret":"s","orderId":1}'],
    ['another event', '{"eventType":"PAYOUT_STATUS_CHANGED","data":{"orderId":"order-1"}}'],
  ])('GATE-7 a webhook of %s is ignored', (_what, body) => {
    expect(read(body)).toEqual({ outcome: 'ignored' });
  });

  it('GATE-7 a change of state is a hint; its secret proves nothing', () => {
    const data = { orderId: 'order-1', secret: 'ps_1', status: 'DONE' };
    const body = JSON.stringify({ eventType: 'PAYMENT_STATUS_CHANGED', data });
    expect(read(body)).toEqual({ outcome: 'look', orderId: 'order-1' });
  });

  it('GATE-7 a deposit callback is understood with and without an envelope', () => {
    const data = { orderId: 'order-1', secret: 'ps_1', status: 'DONE' };
    for (const event of [data, { eventType: 'DEPOSIT_CALLBACK', data }]) {
      const told = { outcome: 'look', orderId: 'order-1', secret: 'ps_1' };
      expect(read(JSON.stringify(event))).toEqual(told);
    }
  });
});
