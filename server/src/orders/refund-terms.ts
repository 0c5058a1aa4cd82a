import type { RefundPolicy, RefundRule } from '@ticket-flow/client/protocol';
import { atLocalTime } from '@ticket-flow/db';

/** When something was bought, is given back, and takes place. */
export interface RefundMoment {
  readonly now: number;
  readonly purchasedAt: number;
  readonly startsAt: number;
  /** IANA zone of the venue: days are its days. */
  readonly timeZone: string;
}

/** The same in calendar days of the venue, counted from 1970. */
interface Days {
  readonly today: number;
  readonly purchase: number;
  readonly start: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** REFUND-5: the rule that decides now; undefined when nothing is taken back. */
export function ruleNow(policy: RefundPolicy, moment: RefundMoment): RefundRule | undefined {
  if (moment.now >= closesAt(policy, moment.startsAt)) return undefined;
  return ruleOn(policy, daysOf(moment));
}

function ruleOn(policy: RefundPolicy, { today, purchase, start }: Days): RefundRule | undefined {
  return policy.rules.find(
    ({ withinDaysOfPurchase = Infinity, daysBefore = 0 }) =>
      today - purchase <= withinDaysOfPurchase && start - today >= daysBefore,
  );
}

/** The fee for one ticket of this price, in minor units, never more than the price. */
export function feeOf({ feePercent, feeFixed }: RefundRule, price: number): number {
  const share = feePercent === undefined ? Infinity : Math.floor((price * feePercent) / 100);
  const fee = Math.min(share, feeFixed ?? Infinity);
  return Number.isFinite(fee) ? Math.min(fee, price) : 0;
}

/** Until when the present rule is the one that decides. */
export function ruleHoldsUntil(policy: RefundPolicy, moment: RefundMoment): number {
  const days = daysOf(moment);
  const rule = ruleOn(policy, days);
  const turns = policy.rules.flatMap(({ withinDaysOfPurchase, daysBefore }) => [
    ...(withinDaysOfPurchase === undefined ? [] : [days.purchase + withinDaysOfPurchase + 1]),
    ...(daysBefore === undefined ? [] : [days.start - daysBefore + 1]),
  ]);
  const turn = turns
    .filter((day) => day > days.today)
    .sort((a, b) => a - b)
    .find((today) => ruleOn(policy, { ...days, today }) !== rule);
  const last = closesAt(policy, moment.startsAt);
  return turn === undefined ? last : Math.min(last, dayStart(turn, moment.timeZone));
}

function closesAt(policy: RefundPolicy, startsAt: number): number {
  return startsAt - policy.closesMinutesBefore * MINUTE_MS;
}

function daysOf({ now, purchasedAt, startsAt, timeZone }: RefundMoment): Days {
  const [today, purchase, start] = [now, purchasedAt, startsAt].map((at) => dayOf(at, timeZone));
  return { today: today ?? 0, purchase: purchase ?? 0, start: start ?? 0 };
}

/** Number of the calendar day that an instant falls on in a zone, counted from 1970. */
function dayOf(at: number, timeZone: string): number {
  return Math.floor(Date.parse(`${dateFormat(timeZone).format(at)}T00:00:00Z`) / DAY_MS);
}

/** The first instant of a calendar day in a zone. */
function dayStart(day: number, timeZone: string): number {
  const noon = day * DAY_MS + DAY_MS / 2;
  const within = noon - (dayOf(noon, timeZone) - day) * DAY_MS;
  return atLocalTime(within, '00:00', timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `en-CA` writes a date as 2027-01-31. */
function dateFormat(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone });
  formats.set(timeZone, made);
  return made;
}
