import type { OrderDetail, RefundAccount, RefundOffer } from '@ticket-flow/client';
import { useEffect, useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';
import { OfferUntil } from './OfferUntil.tsx';
import { readAccount, RefundAccountFields } from './RefundAccountFields.tsx';
import { RefundDialog } from './RefundDialog.tsx';
import { RefundTickets } from './RefundTickets.tsx';
import { offeredTickets, sumsOf } from './refund-choice.ts';
import { useRefund } from './use-refund.ts';

interface RefundFormProps {
  readonly order: OrderDetail;
  readonly offer: RefundOffer;
  readonly offsetMs: number;
  readonly onClose: () => void;
}

/** Choose tickets, see what they bring now, confirm. */
export function RefundForm({ order, offer, offsetMs, onClose }: RefundFormProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const money = (amount: number): string => formatMoney(amount, order.currency, locale);
  const offered = offeredTickets(order, offer);
  const [codes, setCodes] = useState<ReadonlySet<string>>(
    () => new Set(offered.length === 1 ? offered.map(({ code }) => code) : []),
  );
  const [checked, setChecked] = useState(false);
  const [asking, setAsking] = useState<{ account: RefundAccount | undefined }>();
  const refund = useRefund(order);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const chosen = offered.filter(({ code }) => codes.has(code));
  const sums = sumsOf(chosen);

  const onSubmit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setChecked(true);
    const wrong = event.currentTarget.querySelector<HTMLElement>('input:invalid, select:invalid');
    if (wrong) wrong.focus();
    else if (chosen.length > 0) {
      setAsking({ account: offer.accountNeeded ? readAccount(event.currentTarget) : undefined });
    }
  };
  const confirm = async (account: RefundAccount | undefined): Promise<void> => {
    const tickets = chosen.map(({ code }) => code);
    const done = await refund.ask({ tickets, amount: sums.amount, ...(account && { account }) });
    setAsking(undefined);
    if (done) onClose();
  };
  return (
    <form ref={form} className="refund-form" data-testid="refund-form" noValidate {...{ onSubmit }}>
      {refund.problem !== undefined && <Notice tone="loss">{refund.problem}</Notice>}
      <RefundTickets {...{ offered, codes, setCodes, money }} missing={checked && !chosen.length} />
      <OfferUntil offer={offer} timeZone={order.venue.timeZone} offsetMs={offsetMs} />
      {offer.accountNeeded && (
        <RefundAccountFields
          provider={order.payment?.provider}
          holder={order.buyer.name}
          checked={checked}
        />
      )}
      <p className="checkout-total" aria-live="polite">
        <span>{t('refund.total')}</span>
        <strong className="figures" data-testid="refund-total">
          {money(sums.amount)}
        </strong>
      </p>
      <div className="order-actions">
        <Button type="submit" look="primary" large data-testid="refund-next">
          {t('refund.next')}
        </Button>
        <Button look="quiet" large onClick={onClose}>
          {t('refund.keep')}
        </Button>
      </div>
      {asking && (
        <RefundDialog
          {...{ chosen, sums, money }}
          account={asking.account}
          busy={refund.busy}
          onConfirm={() => void confirm(asking.account)}
          onClose={() => {
            setAsking(undefined);
          }}
        />
      )}
    </form>
  );
}
