import type { OrderDetail } from '@ticket-flow/client';
import { Timer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Countdown } from '../../shared/ui/Countdown.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';
import { refusalOf } from '../checkout/pay-words.ts';
import { PayPanel } from '../checkout/PayPanel.tsx';
import { CancelOrder } from './CancelOrder.tsx';
import { DepositBox } from './DepositBox.tsx';
import { StateBadge } from './StateBadge.tsx';

const OVER = ['expired', 'cancelled', 'void', 'refunded'];
/** What the tickets below say better is not said in a box of its own. */
const OPEN_AIR = ['paid'];

interface OrderStatusProps {
  readonly order: OrderDetail;
  readonly offsetMs: number;
  /** What it means has just been said above. */
  readonly brief: boolean;
  /** Why paying did not begin when it was tried on the page before. */
  readonly payProblem: string | undefined;
}

/** Where the order stands, what that means, and what can be done about it. */
export function OrderStatus({ order, offsetMs, brief, payProblem }: OrderStatusProps) {
  const { t } = useTranslation();
  const { state } = order;
  return (
    <section
      className={OPEN_AIR.includes(state) ? 'order-status' : 'order-status card'}
      data-testid="order-state"
      data-state={state}
    >
      <div role="status">
        <StateBadge state={state} />
        {!brief && !order.deposit && <p>{t(`orderStateBody.${state}`)}</p>}
      </div>
      {state === 'pending' && <ToPay {...{ order, offsetMs, payProblem }} />}
      {state === 'awaiting_deposit' && <ToDeposit order={order} offsetMs={offsetMs} />}
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

function ToPay({ order, offsetMs, payProblem }: Omit<OrderStatusProps, 'brief'>) {
  const { t } = useTranslation();
  return (
    <>
      {order.declined !== null && payProblem === undefined && (
        <Notice tone="loss">
          {t('order.lastTry')} {t(`payProblem.${refusalOf(order.declined)}`)}
        </Notice>
      )}
      <p className="checkout-time">
        <Timer size={18} aria-hidden />
        <span>{t('order.payWithin')}</span>
        <strong>
          <Countdown until={order.deadlineAt} offsetMs={offsetMs} />
        </strong>
      </p>
      <PayPanel orderId={order.id} problem={payProblem}>
        <CancelOrder order={order} />
      </PayPanel>
    </>
  );
}

function ToDeposit({ order, offsetMs }: Pick<OrderStatusProps, 'order' | 'offsetMs'>) {
  const { t } = useTranslation();
  // Only the provider can close an account; until it has, money may still arrive.
  const [closing, setClosing] = useState(false);
  if (closing) return <Notice>{t('order.closing')}</Notice>;
  return (
    <>
      {order.deposit && <DepositBox order={order} deposit={order.deposit} offsetMs={offsetMs} />}
      <div className="order-actions">
        <CancelOrder
          order={order}
          onCancelled={(after) => {
            setClosing(after.state === 'awaiting_deposit');
          }}
        />
      </div>
    </>
  );
}
