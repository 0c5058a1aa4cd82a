import type { OrderState } from '@ticket-flow/client';
import { describe, expect, it } from 'vitest';
import { formatMoney, majorUnits } from '../../../server/web/src/shared/format.ts';
import { refusalOf } from '../../../server/web/src/shop/checkout/pay-words.ts';
import { keyOf, payWays } from '../../../server/web/src/shop/checkout/pay-ways.ts';
import { isGivenUp } from '../../../server/web/src/shop/checkout/toss.ts';
import { groupOrders } from '../../../server/web/src/shop/orders/order-groups.ts';
import { offeredTickets, sumsOf } from '../../../server/web/src/shop/refunds/refund-choice.ts';

const NOW = 1_000_000;

function order(id: string, state: OrderState, startsAt: number, rest = {}) {
  return { id, state, startsAt, createdAt: 0, deadlineAt: 0, ...rest };
}

describe('the order history', () => {
  it('what waits for the buyer comes first, then the next performance', () => {
    const { upcoming } = groupOrders(
      [
        order('far', 'paid', NOW + 9_000),
        order('near', 'refunding', NOW + 1_000),
        order('deposit', 'awaiting_deposit', NOW + 5_000, { deadlineAt: NOW + 800 }),
        order('unpaid', 'pending', NOW + 5_000, { deadlineAt: NOW + 500 }),
      ],
      NOW,
    );
    expect(upcoming.map(({ id }) => id)).toEqual(['unpaid', 'deposit', 'near', 'far']);
  });

  it('every order is in one group', () => {
    const states: OrderState[] = ['paid', 'refunded', 'expired', 'cancelled', 'void', 'paying'];
    const groups = groupOrders(
      states.map((state, k) => order(state, state, NOW - 10, { createdAt: k })),
      NOW,
    );
    expect(groups.past.map(({ id }) => id)).toEqual(['paid']);
    expect(groups.upcoming.map(({ id }) => id)).toEqual(['paying']);
    expect(groups.ended.map(({ id }) => id)).toEqual(['void', 'cancelled', 'expired', 'refunded']);
  });
});

describe('ways to pay', () => {
  it('Toss is offered by method, in the order of the providers', () => {
    const ways = payWays([
      { provider: 'toss', banks: [] },
      { provider: 'sandbox', banks: [] },
    ]);
    expect(ways.map(keyOf)).toEqual(['toss:CARD', 'toss:VIRTUAL_ACCOUNT', 'sandbox']);
  });

  it.each([
    ['REJECT_CARD_PAYMENT', 'limit'],
    ['insufficient_funds', 'limit'],
    ['INVALID_STOPPED_CARD', 'card'],
    ['expired_card', 'card'],
    ['NOT_FOUND_PAYMENT_SESSION', 'lapsed'],
    ['FDS_ERROR', 'other'],
  ])('%s comes down to "%s"', (code, refusal) => {
    expect(refusalOf(code)).toBe(refusal);
  });

  it('leaving is told from being refused', () => {
    expect(['PAY_PROCESS_CANCELED', 'USER_CANCEL', 'cancelled'].every(isGivenUp)).toBe(true);
    expect(['PAY_PROCESS_ABORTED', 'REJECT_CARD_COMPANY'].some(isGivenUp)).toBe(false);
  });
});

describe('money', () => {
  it('is written in the currency’s own form', () => {
    expect(majorUnits(150_000, 'KRW')).toBe(150_000);
    expect(majorUnits(1_999, 'USD')).toBe(19.99);
    expect(formatMoney(150_000, 'KRW', 'ko')).toBe('150,000원');
    expect(formatMoney(-4_000, 'KRW', 'ko')).toBe('-4,000원');
    expect(formatMoney(1_999, 'GBP', 'en')).toBe('£19.99');
  });

  it('of a refund adds up: price less fee is what comes back', () => {
    const tickets = ['a', 'b'].map((code, seat) => ({
      ...{ code, seat, seatLabel: `1F-${code}`, state: 'issued' as const, qr: '' },
    }));
    const offer = {
      until: NOW,
      accountNeeded: false,
      tickets: [
        { code: 'b', amount: 90, fee: 10 },
        { code: 'a', amount: 45, fee: 5 },
      ],
    };
    const offered = offeredTickets({ tickets }, offer);
    expect(offered.map(({ seatLabel }) => seatLabel)).toEqual(['1F-b', '1F-a']);
    expect(sumsOf(offered)).toEqual({ price: 150, fee: 15, amount: 135 });
  });
});
