import type { OrderDetail } from '@ticket-flow/client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/Button.tsx';
import { RefundForm } from './RefundForm.tsx';
import { RefundTerms } from './RefundTerms.tsx';

interface RefundSectionProps {
  readonly order: OrderDetail;
  readonly offsetMs: number;
}

/** What giving tickets back costs and when, and the way to do it while that is possible. */
export function RefundSection({ order, offsetMs }: RefundSectionProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const section = useRef<HTMLElement>(null);
  const offer = order.refundOffer;
  const choosing = open ? offer : null;
  const tooLate = order.state === 'paid' && !offer && order.refundPolicy !== null;
  return (
    <section
      ref={section}
      className="card refund-section"
      data-testid="refund-section"
      tabIndex={-1}
      aria-labelledby="refund-title"
    >
      <h2 id="refund-title">{t('terms.title')}</h2>
      {tooLate && <p className="terms-note">{t('terms.over')}</p>}
      {choosing && (
        <RefundForm
          {...{ order, offsetMs }}
          offer={choosing}
          onClose={() => {
            setOpen(false);
            // The form that had the focus is gone.
            section.current?.focus({ preventScroll: true });
          }}
        />
      )}
      {!choosing && !tooLate && (
        <RefundTerms
          policy={order.refundPolicy}
          startsAt={order.startsAt}
          purchasedAt={order.payment?.paidAt ?? order.createdAt}
          timeZone={order.venue.timeZone}
          currency={order.currency}
          {...(order.payment && { now: order.serverNow })}
        />
      )}
      {offer && !choosing && (
        <Button
          data-testid="refund-start"
          onClick={() => {
            setOpen(true);
          }}
        >
          {t('refund.start')}
        </Button>
      )}
    </section>
  );
}
