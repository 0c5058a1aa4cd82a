import { describe, expect, it } from 'vitest';
import type { RefundPolicy } from '@ticket-flow/client/protocol';
import { feeOf, ruleHoldsUntil, ruleNow } from '../../../server/src/orders/refund-terms.ts';

const korean: RefundPolicy = {
  closesMinutesBefore: 1_440,
  rules: [
    { withinDaysOfPurchase: 7, daysBefore: 10, feePercent: 0 },
    { daysBefore: 10, feeFixed: 4_000, feePercent: 10 },
    { daysBefore: 7, feePercent: 10 },
    { daysBefore: 3, feePercent: 20 },
    { daysBefore: 1, feePercent: 30 },
  ],
};
const at = (text: string): number => Date.parse(text);
const seoul = (now: string) => ({
  now: at(now),
  purchasedAt: at('2027-03-01T23:30:00+09:00'),
  startsAt: at('2027-04-01T19:30:00+09:00'),
  timeZone: 'Asia/Seoul',
});

describe('refund terms', () => {
  it.each([
    ['2027-03-01T23:59:00+09:00', 0],
    ['2027-03-08T23:59:59+09:00', 0],
    ['2027-03-09T00:00:00+09:00', 1],
    ['2027-03-22T23:59:59+09:00', 1],
    ['2027-03-23T00:00:00+09:00', 2],
    ['2027-03-26T00:00:00+09:00', 3],
    ['2027-03-30T00:00:00+09:00', 4],
    ['2027-03-31T19:29:59+09:00', 4],
  ])('REFUND-5 at %s rule %i decides', (now, index) => {
    expect(ruleNow(korean, seoul(now))).toBe(korean.rules[index]);
  });

  it('REFUND-5 past the cut-off nothing is taken back', () => {
    expect(ruleNow(korean, seoul('2027-03-31T19:30:00+09:00'))).toBeUndefined();
    expect(ruleNow({ closesMinutesBefore: 0, rules: [] }, seoul('2027-03-02T00:00:00Z'))).toBe(
      undefined,
    );
  });

  it('REFUND-5 bought ten days before, the seven free days end with the tenth', () => {
    const moment = { ...seoul('2027-03-23T08:00:00+09:00') };
    const bought = { ...moment, purchasedAt: at('2027-03-22T12:00:00+09:00') };
    expect(ruleNow(korean, bought)).toBe(korean.rules[2]);
  });

  it.each([
    ['2027-03-02T12:00:00+09:00', '2027-03-09T00:00:00+09:00'],
    ['2027-03-10T12:00:00+09:00', '2027-03-23T00:00:00+09:00'],
    ['2027-03-31T00:00:00+09:00', '2027-03-31T19:30:00+09:00'],
  ])('REFUND-5 what is said at %s holds until %s', (now, until) => {
    expect(ruleHoldsUntil(korean, seoul(now))).toBe(at(until));
  });

  it('REFUND-5 days are the venue’s, also where the clock changes', () => {
    const policy = { closesMinutesBefore: 0, rules: [{ daysBefore: 1, feePercent: 5 }] };
    const london = {
      now: at('2027-03-27T12:00:00Z'),
      purchasedAt: at('2027-03-01T12:00:00Z'),
      startsAt: at('2027-03-29T19:30:00+01:00'),
      timeZone: 'Europe/London',
    };
    expect(ruleHoldsUntil(policy, london)).toBe(at('2027-03-29T00:00:00+01:00'));
    expect(ruleNow(policy, { ...london, now: at('2027-03-28T23:30:00+01:00') })).toBeDefined();
    expect(ruleNow(policy, { ...london, now: at('2027-03-28T23:30:00Z') })).toBeUndefined();
  });

  it.each([
    [{ feePercent: 10 }, 12_345, 1_234],
    [{ feeFixed: 4_000 }, 50_000, 4_000],
    [{ feeFixed: 4_000 }, 3_000, 3_000],
    [{ feeFixed: 4_000, feePercent: 10 }, 30_000, 3_000],
    [{ feeFixed: 4_000, feePercent: 10 }, 90_000, 4_000],
    [{}, 10_000, 0],
    [{ feePercent: 100 }, 10_000, 10_000],
  ])('REFUND-5 %j of %i is %i', (rule, price, fee) => {
    expect(feeOf(rule, price)).toBe(fee);
  });
});
