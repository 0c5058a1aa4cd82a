import type { RefundPolicy } from '@ticket-flow/client';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatMoney, foreignZone } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { isFree, refundTerms } from './refund-terms.ts';
import type { Fee, RefundDates, TermStep } from './refund-terms.ts';
import './refunds.css';

interface RefundTermsProps extends RefundDates {
  readonly policy: RefundPolicy | null;
  readonly currency: string;
  /** Marks the step that holds at that time, for tickets that are bought already. */
  readonly now?: number;
}

/** The policy as dates of this performance. */
export function RefundTerms({ policy, currency, now, ...dates }: RefundTermsProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  if (!policy) return <p className="terms-note">{t('terms.never')}</p>;
  const steps = refundTerms(policy, dates);
  const end = steps.at(-1);
  if (!end) return <p className="terms-note">{t('terms.over')}</p>;
  const zone = foreignZone(dates.startsAt, { locale, timeZone: dates.timeZone });
  const current = now === undefined ? undefined : steps.find(({ until }) => now < until);
  const money = (amount: number): string => formatMoney(amount, currency, locale);
  return (
    <>
      <table className="terms figures" data-testid="refund-terms">
        <thead>
          <tr>
            <th scope="col">{t('terms.until')}</th>
            <th scope="col">{t('terms.fee')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr
              key={step.until}
              data-now={step === current}
              data-over={now !== undefined && now >= step.until}
            >
              <th scope="row">
                {t('terms.untilDay', { when: dateOf(step, { locale, timeZone: dates.timeZone }) })}
                {step === current && <span className="badge badge-accent">{t('terms.now')}</span>}
              </th>
              <td>{feeWords(step.fee, money, t)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('terms.after')}</th>
            <td>{t('terms.none')}</td>
          </tr>
        </tbody>
      </table>
      <p className="terms-note">
        {t('terms.body')} {zone !== undefined && t('terms.zone', { zone })}
      </p>
    </>
  );
}

function dateOf(step: TermStep, format: Parameters<typeof formatInstant>[2]): string {
  return step.wholeDay
    ? formatInstant(step.until - 1, 'dateShort', format)
    : formatInstant(step.until, 'dateTime', format);
}

function feeWords(fee: Fee, money: (amount: number) => string, t: TFunction): string {
  const { percent, fixed } = fee;
  if (isFree(fee)) return t('terms.free');
  if (fixed === undefined) return t('terms.percent', { percent: percent ?? 0 });
  const price = money(fixed);
  return percent === undefined
    ? t('terms.fixed', { price })
    : t('terms.either', { price, percent });
}
