import type { RefundAccount } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import type { OfferedTicket, RefundSums } from './refund-choice.ts';

interface RefundDialogProps {
  readonly chosen: readonly OfferedTicket[];
  readonly sums: RefundSums;
  readonly money: (amount: number) => string;
  /** Where the money goes, if not back the way it came. */
  readonly account: RefundAccount | undefined;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** The last word before seats go to others. */
export function RefundDialog(props: RefundDialogProps) {
  const { chosen, sums, money, account, busy, onConfirm, onClose } = props;
  const { t } = useTranslation();
  const seats = chosen.map(({ seatLabel }) => seatLabel).join(', ');
  const close = (): void => {
    if (!busy) onClose();
  };
  return (
    <Dialog title={t('refund.confirmTitle')} onClose={close}>
      <p>{t('refund.confirmBody', { seats })}</p>
      <dl className="price-sums figures refund-sums">
        <div>
          <dt>{t('refund.price')}</dt>
          <dd>{money(sums.price)}</dd>
        </div>
        <div>
          <dt>{t('refund.fee')}</dt>
          <dd>{sums.fee === 0 ? t('refund.noFee') : money(-sums.fee)}</dd>
        </div>
        <div className="refund-back">
          <dt>{t('refund.back')}</dt>
          <dd>{money(sums.amount)}</dd>
        </div>
        {account && (
          <div>
            <dt>{t('refund.into')}</dt>
            <dd>
              {account.accountNumber} · {account.accountHolder}
            </dd>
          </div>
        )}
      </dl>
      <div className="dialog-actions">
        <Button onClick={close} disabled={busy}>
          {t('refund.keep')}
        </Button>
        <Button
          look="primary"
          data-testid="refund-confirm"
          waiting={busy ? t('refund.asking') : undefined}
          onClick={onConfirm}
        >
          {sums.amount === 0
            ? t('refund.confirmNothing')
            : t('refund.confirm', { price: money(sums.amount) })}
        </Button>
      </div>
    </Dialog>
  );
}
