import type { RefundPolicy } from '@ticket-flow/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, startOfDay } from '../../../server/web/src/shared/zoned-days.ts';
import { refundTerms } from '../../../server/web/src/shop/refunds/refund-terms.ts';

const SEOUL = 'Asia/Seoul';
/** 19:30 on 20 January in Seoul. */
const STARTS = Date.parse('2027-01-20T19:30:00+09:00');
const at = (text: string): number => Date.parse(`${text}+09:00`);

/** Free within 7 days of the purchase, then dearer as the day comes nearer. */
const KOREAN: RefundPolicy = {
  closesMinutesBefore: 26 * 60,
  rules: [
    { withinDaysOfPurchase: 7, daysBefore: 10, feePercent: 0 },
    { daysBefore: 10, feeFixed: 4_000, feePercent: 10 },
    { daysBefore: 7, feePercent: 10 },
    { daysBefore: 3, feePercent: 20 },
    { daysBefore: 1, feePercent: 30 },
  ],
};

function terms(policy: RefundPolicy, purchased: string) {
  return refundTerms(policy, { startsAt: STARTS, purchasedAt: at(purchased), timeZone: SEOUL });
}

describe('SITE-7 the refund terms of a performance', () => {
  it('SITE-7 every step ends with a day in the venue’s zone, the last with the cut-off', () => {
    const steps = terms(KOREAN, '2027-01-01T23:00:00');
    expect(steps.map(({ until }) => until)).toEqual([
      at('2027-01-09T00:00:00'),
      at('2027-01-11T00:00:00'),
      at('2027-01-14T00:00:00'),
      at('2027-01-18T00:00:00'),
      at('2027-01-19T17:30:00'),
    ]);
    expect(steps.map(({ wholeDay }) => wholeDay)).toEqual([true, true, true, true, false]);
    expect(steps[0]?.fee).toEqual({ percent: 0, fixed: undefined });
    expect(steps[1]?.fee).toEqual({ percent: 10, fixed: 4_000 });
  });

  it('SITE-7 what is over, or never comes, is left out', () => {
    const steps = terms(KOREAN, '2027-01-12T10:00:00');
    expect(steps.map(({ fee }) => fee.percent)).toEqual([10, 20, 30]);
    expect(terms(KOREAN, '2027-01-19T18:00:00')).toEqual([]);
  });

  it('SITE-7 steps of the same fee are one', () => {
    const policy = { closesMinutesBefore: 0, rules: [{ daysBefore: 3 }, { feePercent: 0 }] };
    expect(terms(policy, '2027-01-12T10:00:00')).toEqual([
      { until: STARTS, wholeDay: false, fee: { percent: 0, fixed: undefined } },
    ]);
  });

  it('SITE-7 the first rule that fits decides, at any time', () => {
    const days = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
    const rule = fc.record({ within: days, before: days }).map(({ within, before }) => ({
      ...(within !== undefined && { withinDaysOfPurchase: within }),
      ...(before !== undefined && { daysBefore: before }),
    }));
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 5 }),
        fc.integer({ min: 0, max: 30 * 24 * 60 }),
        fc.integer({ min: 0, max: 30 * 24 * 60 }),
        (rules, boughtBefore, askedBefore) => {
          const policy = {
            closesMinutesBefore: 90,
            rules: rules.map((one, k) => ({ ...one, feePercent: k + 1 })),
          };
          const purchasedAt = STARTS - boughtBefore * 60_000;
          const now = Math.max(purchasedAt, STARTS - askedBefore * 60_000);
          const steps = refundTerms(policy, { startsAt: STARTS, purchasedAt, timeZone: SEOUL });
          const told = steps.find(({ until }) => now < until)?.fee.percent;
          expect(told).toBe(byDefinition(policy, purchasedAt, now));
        },
      ),
    );
  });
});

function byDefinition(policy: RefundPolicy, purchasedAt: number, now: number) {
  if (now >= STARTS - policy.closesMinutesBefore * 60_000) return undefined;
  const today = dayOf(now, SEOUL);
  return policy.rules.find(
    ({ withinDaysOfPurchase = Infinity, daysBefore = -Infinity }) =>
      today - dayOf(purchasedAt, SEOUL) <= withinDaysOfPurchase &&
      dayOf(STARTS, SEOUL) - today >= daysBefore,
  )?.feePercent;
}

describe('days of a zone', () => {
  const zones = ['Asia/Seoul', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kolkata', 'UTC'];

  it('a day begins when the one before it ends, also where clocks change', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 10_000, max: 25_000 }),
        (zone, day) => {
          const start = startOfDay(day, zone);
          expect(dayOf(start, zone)).toBe(day);
          expect(dayOf(start - 1_000, zone)).toBe(day - 1);
        },
      ),
    );
  });
});
