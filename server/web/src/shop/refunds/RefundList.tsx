import type { OrderDetail, Refund, RefundState } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatMoney } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { GiveAccount } from './GiveAccount.tsx';
import './refunds.css';

const TONES = {
  open: 'badge-wait',
  done: 'badge-live',
  stuck: 'badge-loss',
} as const satisfies Record<RefundState, string>;

/** What was given back, newest first, and how far it is. */
export function RefundList({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  if (order.refunds.length === 0) return null;
  const newest = [...order.refunds].sort((a, b) => b.createdAt - a.createdAt);
  return (
    <section className="card refund-list" data-testid="refunds">
      <h2>{t('refund.history')}</h2>
      <ul>
        {newest.map((refund) => (
          <RefundRow key={refund.id} refund={refund} order={order} />
        ))}
      </ul>
    </section>
  );
}

function RefundRow({ refund, order }: { refund: Refund; order: OrderDetail }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const money = (amount: number): string => formatMoney(amount, order.currency, locale);
  const when = (instant: number): string =>
    formatInstant(instant, 'dateTime', { locale, timeZone: order.venue.timeZone });
  const asksAccount = refund.state === 'stuck' && refund.code === 'REFUND_ACCOUNT_NEEDED';
  return (
    <li data-testid="refund" data-state={refund.state}>
      <div className="refund-row">
        <span>
          <strong>{refund.seatLabels.join(', ')}</strong>
          <small className="figures">
            {refund.finishedAt === null
              ? t('refund.asked', { when: when(refund.createdAt) })
              : t('refund.finished', { when: when(refund.finishedAt) })}
          </small>
        </span>
        <span className="refund-row-money figures">
          <strong>{money(refund.amount)}</strong>
          {refund.fee > 0 && <small>{t('refund.feeTaken', { price: money(refund.fee) })}</small>}
        </span>
      </div>
      <p role="status">
        <span className={`badge ${TONES[refund.state]}`}>{t(`refundState.${refund.state}`)}</span>{' '}
        {asksAccount ? t('refund.accountNeeded') : t(`refundStateBody.${refund.state}`)}
      </p>
      {asksAccount && <GiveAccount order={order} />}
    </li>
  );
}
