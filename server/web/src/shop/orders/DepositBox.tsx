import type { DepositAccount, OrderDetail } from '@ticket-flow/client';
import { Check, Copy, Timer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { foreignZone, formatInstant, formatMoney } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Countdown } from '../../shared/ui/Countdown.tsx';
import { useNow } from '../../shared/use-now.ts';
import { sandboxDepositPath } from '../checkout/sandbox-deposits.ts';
import './deposit.css';

interface DepositBoxProps {
  readonly order: OrderDetail;
  readonly deposit: DepositAccount;
  readonly offsetMs: number;
}

/** Where to send the money, how much, by when, and what happens then. */
export function DepositBox({ order, deposit, offsetMs }: DepositBoxProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const isOver = useNow() + offsetMs >= deposit.dueAt;
  const format = { locale, timeZone: order.venue.timeZone };
  const zone = foreignZone(deposit.dueAt, format);
  const practice = sandboxDepositPath(order.id);
  return (
    <div className="deposit" data-testid="deposit">
      <h2>{t('deposit.title')}</h2>
      <p>{t('deposit.lead')}</p>
      <dl className="deposit-facts">
        <div className="deposit-number">
          <dt>{t('deposit.number')}</dt>
          <dd>
            <span>{deposit.bank}</span>
            <strong className="figures" data-testid="deposit-number">
              {deposit.accountNumber}
            </strong>
            <CopyNumber text={deposit.accountNumber} />
          </dd>
        </div>
        <div>
          <dt>{t('deposit.holder')}</dt>
          <dd>{deposit.accountHolder}</dd>
        </div>
        <div>
          <dt>{t('deposit.amount')}</dt>
          <dd className="figures">
            <strong>{formatMoney(deposit.amount, order.currency, locale)}</strong>
          </dd>
        </div>
        <div>
          <dt>{t('deposit.due')}</dt>
          <dd className="figures">
            {formatInstant(deposit.dueAt, 'dateTime', format)}
            {zone !== undefined && ` (${t('common.localZone', { zone })})`}
          </dd>
        </div>
      </dl>
      <p className="checkout-time" data-final={isOver}>
        <Timer size={18} aria-hidden />
        <span>{isOver ? t('deposit.over') : t('deposit.left')}</span>
        {!isOver && (
          <strong>
            <Countdown until={deposit.dueAt} offsetMs={offsetMs} />
          </strong>
        )}
      </p>
      <p className="deposit-after">{t('deposit.after')}</p>
      {practice !== undefined && (
        <Link className="button" to={practice} data-testid="sandbox-deposit-link">
          {t('sandbox.depositLink')}
        </Link>
      )}
    </div>
  );
}

function CopyNumber({ text }: { text: string }) {
  const { t } = useTranslation();
  const [done, setDone] = useState<'copied' | 'copyFailed'>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text.replace(/\D/g, ''));
      setDone('copied');
    } catch {
      setDone('copyFailed');
    }
  };
  const Icon = done === 'copied' ? Check : Copy;
  return (
    <>
      <Button className="deposit-copy" aria-label={t('deposit.copy')} onClick={() => void copy()}>
        <Icon size={18} aria-hidden />
        {t(done === 'copied' ? 'deposit.copied' : 'deposit.copyShort')}
      </Button>
      <span className={done === 'copyFailed' ? 'field-error' : 'visually-hidden'} role="status">
        {done && t(`deposit.${done}`)}
      </span>
    </>
  );
}
