import { describe, expect, it } from 'vitest';
import { runsOf, runsTouching } from '@ticket-flow/client/protocol';
import { newTicketCode, orderIdFor } from '../../../server/src/orders/order-ids.ts';
import { TRANSITIONS, isSold, isTerminal } from '../../../server/src/orders/order-states.ts';
import { saleStateOf, saleStateOfEvent } from '../../../server/src/catalog/sale-state.ts';
import { smallChart } from '../../support/catalogue.ts';

describe('orders', () => {
  it('ORDER-1 no state is left out, and terminal ones lead nowhere', () => {
    const states = Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[];
    expect(states).toHaveLength(9);
    expect(states.filter(isTerminal)).toEqual(['refunded', 'expired', 'cancelled', 'void']);
    expect(states.filter(isSold)).toEqual(['paid', 'refunding']);
    const reached = new Set(Object.values(TRANSITIONS).flat());
    expect([...reached].sort()).toEqual(states.filter((state) => state !== 'void').sort());
  });

  it('PIN-2 an order id follows from holder and key, and is a provider’s kind of id', () => {
    expect(orderIdFor('user:a', 'key-1')).toBe(orderIdFor('user:a', 'key-1'));
    expect(orderIdFor('user:b', 'key-1')).not.toBe(orderIdFor('user:a', 'key-1'));
    expect(orderIdFor('user:a', 'key-2')).not.toBe(orderIdFor('user:a', 'key-1'));
    expect(orderIdFor('user:a', 'key-1')).toMatch(/^o[a-z0-9]{25}$/);
  });

  it('TICKET-1 codes are of 100 bits and never repeat', () => {
    const codes = new Set(Array.from({ length: 1_000 }, newTicketCode));
    expect(codes.size).toBe(1_000);
    for (const code of codes) expect(code).toMatch(/^[0-9A-Z]{20}$/);
  });
});

describe('sales', () => {
  const performance = {
    ...{
      id: 1,
      event_id: 1,
      chart_id: 1,
      currency: 'KRW',
      paused: false,
      cancelled_at: null,
      waiting_room: false,
    },
    ...{ max_seats_per_holder: 4, orphan_rule: 'off' as const, hold_ttl_ms: 1, hold_cap_ms: 1 },
    ...{ pay_within_ms: 1, sale_config: 1, refund_policy_id: null },
    ...{ sale_opens_at: 100, sale_closes_at: 200, starts_at: 300 },
  };

  it.each([
    [99, {}, 'soon'],
    [100, {}, 'on_sale'],
    [200, {}, 'closed'],
    [300, {}, 'past'],
    [150, { paused: true }, 'closed'],
    [150, { cancelled_at: 1 }, 'closed'],
  ] as const)('CAT-2 at %i with %j it is %s', (now, set, state) => {
    expect(saleStateOf({ ...performance, ...set }, now)).toBe(state);
  });

  it('CAT-3 an event is as open as its most open performance', () => {
    expect(saleStateOfEvent(['past', 'soon', 'on_sale'])).toBe('on_sale');
    expect(saleStateOfEvent(['past', 'closed'])).toBe('closed');
    expect(saleStateOfEvent([])).toBe('closed');
  });
});

describe('neighbours', () => {
  it('HOLD-11 runs end at aisles and rows, and are found by any seat in them', () => {
    const { geometry } = smallChart(2);
    const rows = geometry.sections[0]?.rows.map((row) => ({ ...row, breaks: [4] })) ?? [];
    const runs = runsOf({ ...geometry, sections: [{ name: '1F', floor: 0, rows }] });
    expect(runs.map(({ first, length }) => [first, length])).toEqual([
      [0, 4],
      [4, 6],
      [10, 4],
      [14, 6],
    ]);
    expect(runsTouching(runs, [3, 0, 14, 99])).toEqual([runs[0], runs[3]]);
  });
});
