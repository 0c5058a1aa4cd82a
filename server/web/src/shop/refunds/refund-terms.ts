import type { RefundPolicy, RefundRule } from '@ticket-flow/client';
import { dayOf, startOfDay } from '../../shared/zoned-days.ts';

/** What cancelling costs from the end of the step before until this one's. */
export interface TermStep {
  /** Exclusive. */
  readonly until: number;
  /** `until` is a midnight: read it as "to the end of the day before". */
  readonly wholeDay: boolean;
  readonly fee: Fee;
}

/** Both: the lower of both. */
export interface Fee {
  readonly percent: number | undefined;
  readonly fixed: number | undefined;
}

export interface RefundDates {
  readonly startsAt: number;
  /** The order's time; now, for one that is yet to be made. */
  readonly purchasedAt: number;
  readonly timeZone: string;
}

/**
 * A policy as a table for one performance, in the order of time. Empty: never taken back. Each rule
 * fits from the purchase until some instant, so the first that fits at any time is found by going
 * through them once.
 */
export function refundTerms(policy: RefundPolicy, dates: RefundDates): TermStep[] {
  const closesAt = dates.startsAt - policy.closesMinutesBefore * 60_000;
  const steps: TermStep[] = [];
  let from = dates.purchasedAt;
  for (const rule of policy.rules) {
    const fits = endOf(rule, dates);
    const until = Math.min(fits, closesAt);
    if (until <= from) continue;
    const step = { until, wholeDay: fits <= closesAt, fee: feeOf(rule) };
    const last = steps.at(-1);
    if (last && sameFee(last.fee, step.fee)) steps.pop();
    steps.push(step);
    from = until;
  }
  return steps;
}

/** When a rule stops to fit; Infinity for one that always does. */
function endOf(rule: RefundRule, { startsAt, purchasedAt, timeZone }: RefundDates): number {
  const { withinDaysOfPurchase, daysBefore } = rule;
  const endOfDay = (day: number): number => startOfDay(day + 1, timeZone);
  const since =
    withinDaysOfPurchase === undefined
      ? Infinity
      : endOfDay(dayOf(purchasedAt, timeZone) + withinDaysOfPurchase);
  const before =
    daysBefore === undefined ? Infinity : endOfDay(dayOf(startsAt, timeZone) - daysBefore);
  return Math.min(since, before);
}

function feeOf({ feePercent, feeFixed }: RefundRule): Fee {
  if (feePercent === undefined && feeFixed === undefined) return { percent: 0, fixed: undefined };
  return { percent: feePercent, fixed: feeFixed };
}

export function isFree({ percent, fixed }: Fee): boolean {
  return percent === 0 || fixed === 0;
}

function sameFee(a: Fee, b: Fee): boolean {
  return (isFree(a) && isFree(b)) || (a.percent === b.percent && a.fixed === b.fixed);
}
