import type { OrderDetail } from '@ticket-flow/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explain } from '../../shared/explain.ts';
import { useServices } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';

interface CancelOrderProps {
  readonly order: OrderDetail;
  /** With the order as it is afterwards. */
  readonly onCancelled?: (after: OrderDetail) => void;
}

/** Asks first, naming the seats: others may have them the moment after. */
export function CancelOrder({ order, onCancelled }: CancelOrderProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        look="loss"
        large
        data-testid="cancel-order"
        onClick={() => {
          setAsking(true);
        }}
      >
        {t('order.cancel')}
      </Button>
      {asking && (
        <AskDialog
          order={order}
          onCancelled={onCancelled}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

interface AskDialogProps {
  readonly order: OrderDetail;
  readonly onCancelled: CancelOrderProps['onCancelled'] | undefined;
  readonly onClose: () => void;
}

function AskDialog({ order, onCancelled, onClose }: AskDialogProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const cancel = async (): Promise<void> => {
    setBusy(true);
    try {
      const after = await client.cancelOrder(order.id);
      onClose();
      onCancelled?.(after);
    } catch (error) {
      setProblem(explain(error, t));
      setBusy(false);
    }
    await queries.invalidateQueries({ queryKey: ['order'] });
    await queries.invalidateQueries({ queryKey: ['orders'] });
  };
  return (
    <Dialog title={t('order.cancelTitle')} onClose={onClose}>
      <p>{t('order.cancelBody', { seats: order.seatLabels.join(', ') })}</p>
      {problem !== undefined && <Notice tone="loss">{problem}</Notice>}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('order.cancelNo')}</Button>
        <Button
          look="loss"
          data-testid="cancel-confirm"
          waiting={busy ? t('order.cancelling') : undefined}
          onClick={() => void cancel()}
        >
          {t('order.cancelYes')}
        </Button>
      </div>
    </Dialog>
  );
}
