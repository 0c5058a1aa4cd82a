import type { OrderDetail } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Countdown } from '../../shared/ui/Countdown.tsx';
import { PayButton } from '../checkout/PayButton.tsx';
import { CancelOrder } from './CancelOrder.tsx';
import { StateBadge } from './StateBadge.tsx';

const OVER = ['expired', 'cancelled', 'void'];

interface OrderStatusProps {
  readonly order: OrderDetail;
  readonly offsetMs: number;
  /** What it means has just been said above. */
  readonly brief: boolean;
}

/** Where the order stands, what that means, and what can be done about it. */
export function OrderStatus({ order, offsetMs, brief }: OrderStatusProps) {
  const { t } = useTranslation();
  const { state } = order;
  return (
    <section
      className={state === 'paid' ? 'order-status' : 'order-status card'}
      data-testid="order-state"
      data-state={state}
    >
      <div>
        <StateBadge state={state} />
        {!brief && <p>{t(`orderStateBody.${state}`)}</p>}
      </div>
      {state === 'pending' && (
        <>
          <p className="checkout-time">
            <span />
            <span>{t('order.payWithin')}</span>
            <strong>
              <Countdown until={order.deadlineAt} offsetMs={offsetMs} />
            </strong>
          </p>
          <div className="order-actions">
            <PayButton orderId={order.id} />
            <CancelOrder order={order} />
          </div>
        </>
      )}
      {OVER.includes(state) && (
        <div className="order-actions">
          <Link
            className="button button-primary"
            to={`/performances/${String(order.performanceId)}`}
          >
            {t('order.chooseAgain')}
          </Link>
        </div>
      )}
    </section>
  );
}
