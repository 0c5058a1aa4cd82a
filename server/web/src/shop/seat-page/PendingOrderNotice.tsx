import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Notice } from '../../shared/ui/Notice.tsx';
import { useOrders } from '../queries.ts';

/** Seats of an order in payment look taken on the map, so the map must say where they are. */
export function PendingOrderNotice({ performanceId }: { performanceId: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const orders = useOrders().data ?? [];
  const pending = orders.find(
    (order) =>
      order.performanceId === performanceId &&
      order.state === 'pending' &&
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
