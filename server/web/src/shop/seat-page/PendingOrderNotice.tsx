import type { OrderState } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Notice } from '../../shared/ui/Notice.tsx';
import { useOrders } from '../queries.ts';

const UNPAID: readonly OrderState[] = ['pending', 'paying', 'awaiting_deposit'];

/** Seats of an order in payment look taken on the map, so the map must say where they are. */
export function PendingOrderNotice({ performanceId }: { performanceId: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const orders = useOrders().data ?? [];
  const pending = orders.find(
    (order) =>
      order.performanceId === performanceId &&
      UNPAID.includes(order.state) &&
      order.deadlineAt > Date.now(),
  );
  if (!pending) return null;
  return (
    <Notice
      action={{
        label: t('mine.openOrder'),
        run: () => void navigate(`/orders/${pending.id}`),
      }}
    >
      {t('mine.pendingOrder')} {pending.seatLabels.join(', ')}
    </Notice>
  );
}
