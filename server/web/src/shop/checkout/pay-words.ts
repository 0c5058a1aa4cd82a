import type { TFunction } from 'i18next';
import { explain } from '../../shared/explain.ts';
import { PayWindowError } from './pay-window.ts';
import type { PayWay } from './pay-ways.ts';

/** Why paying did not begin, in words a person can act on. */
export function explainPay(error: unknown, t: TFunction): string {
  return error instanceof PayWindowError ? t(`payProblem.${error.problem}`) : explain(error, t);
}

export type Refusal = 'limit' | 'card' | 'lapsed' | 'other';

const REFUSALS: readonly (readonly [Refusal, RegExp])[] = [
  ['limit', /LIMIT|INSUFFICIENT|BALANCE|EXCEED|REJECT_CARD_PAYMENT/i],
  ['lapsed', /EXPIRED_PAYMENT|SESSION|LAPSED|TIME_?OUT/i],
  ['card', /CARD/i],
];

/** What a provider's refusal comes down to for the buyer; codes differ, the next step does not. */
export function refusalOf(code: string): Refusal {
  return REFUSALS.find(([, pattern]) => pattern.test(code))?.[0] ?? 'other';
}

/** Name of a way to pay and a line about it. */
export function wayWords(way: PayWay, t: TFunction): { name: string; note: string } {
  const key = wayKey(way);
  if (key === undefined) return { name: way.provider, note: '' };
  return { name: t(`payWay.${key}`), note: t(`payWay.${key}Note`) };
}

function wayKey({ provider, method }: PayWay) {
  if (provider === 'toss') return method === 'VIRTUAL_ACCOUNT' ? 'deposit' : 'card';
  if (provider === 'stripe' || provider === 'sandbox') return provider;
  return undefined;
}

const METHODS = [
  ['test', /sandbox|test/i],
  ['deposit', /가상계좌|virtual|deposit/i],
  ['easy', /간편결제|easy/i],
  ['transfer', /계좌이체|transfer/i],
  ['phone', /휴대폰|mobile|phone/i],
  ['card', /카드|card/i],
] as const;

/** Providers name methods in their own language; the usual ones are said in the reader's. */
export function methodWords(method: string, t: TFunction): string {
  const known = METHODS.find(([, pattern]) => pattern.test(method));
  return known ? t(`payMethod.${known[0]}`) : method;
}
