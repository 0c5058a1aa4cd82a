import type { OrderDetail } from '@ticket-flow/client';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatMoney } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { methodWords } from '../checkout/pay-words.ts';
import { PriceLines } from '../checkout/PriceLines.tsx';
import type { LineWords } from './use-line-words.ts';

interface ReceiptProps {
  readonly order: OrderDetail;
  readonly words: (seat: number) => LineWords;
}

/** What was bought for how much, how it was paid, and by whom. */
export function Receipt({ order, words }: ReceiptProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const money = (amount: number): string => formatMoney(amount, order.currency, locale);
  const when = (instant: number): string =>
    formatInstant(instant, 'full', { locale, timeZone: order.venue.timeZone });
  const { payment } = order;
  return (
    <section className="card">
      <h2>{t('order.lines')}</h2>
      <PriceLines
        money={money}
        lines={order.lines.map((line) => {
          const { grade, priceType } = words(line.seat);
          const note = [grade, priceType].filter(Boolean).join(' · ');
          return { ...line, key: String(line.seat), label: line.seatLabel, note };
        })}
      />
      <p className="checkout-total order-total">
        <span>{t(totalWords(order))}</span>
        <strong className="figures">{money(order.amount)}</strong>
      </p>
      <dl className="order-facts figures">
        {payment && (
          <>
            <Fact name={t('order.paidWith')}>{methodWords(payment.method, t)}</Fact>
            <Fact name={t('order.paidAt')}>{when(payment.paidAt)}</Fact>
            {payment.returned > 0 && (
              <Fact name={t('order.returned')}>{money(payment.returned)}</Fact>
            )}
            {payment.receiptUrl !== null && <ReceiptLink url={payment.receiptUrl} />}
          </>
        )}
        {!payment && <Fact name={t('order.created')}>{when(order.createdAt)}</Fact>}
        <Fact name={t('order.buyer')}>
          {[order.buyer.name, order.buyer.email].filter(Boolean).join(' · ')}
        </Fact>
        <Fact name={t('order.number')}>
          <span className="order-id">{order.id}</span>
        </Fact>
      </dl>
    </section>
  );
}

function totalWords({ payment, state }: OrderDetail) {
  if (payment) return 'order.paidTotal';
  const isOver = state === 'expired' || state === 'cancelled' || state === 'void';
  return isOver ? 'order.wouldHaveBeen' : 'checkout.total';
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ReceiptLink({ url }: { url: string }) {
  const { t } = useTranslation();
  if (!url.startsWith('https://')) return null;
  return (
    <Fact name={t('order.receipt')}>
      <a className="text-link" href={url} target="_blank" rel="noopener noreferrer">
        {t('order.receiptOpen')} <ExternalLink size={14} aria-hidden />
        <span className="visually-hidden"> ({t('order.outside')})</span>
      </a>
    </Fact>
  );
}
