import type { OrderDetail, OrderState } from '@ticket-flow/client';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../../shared/ui/Notice.tsx';
import { refusalOf } from '../checkout/pay-words.ts';
import { PayInTime } from '../checkout/PayInTime.tsx';
import { PayPanel } from '../checkout/PayPanel.tsx';
import { CancelOrder } from './CancelOrder.tsx';
import { DepositBox } from './DepositBox.tsx';
import { StateBadge } from './StateBadge.tsx';

/** After its start nobody waits at a door any more. */
const LONGEST_MS = 12 * 3_600_000;

const OVER = ['expired', 'cancelled', 'void', 'refunded'];

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
  const section = useFocusKept(state);
  const isOver = state === 'paid' && order.startsAt + LONGEST_MS < Date.now() + offsetMs;
  return (
    <section
      ref={section}
      tabIndex={-1}
      className={isBare(order) ? 'order-status' : 'order-status card'}
      data-testid="order-state"
      data-state={state}
    >
      <div role="status">
        <StateBadge state={state} />
        {state === 'paying' && <span className="spinner" aria-hidden />}
        {isSilent(order) || brief || <p>{t(`orderStateBody.${isOver ? 'over' : state}`)}</p>}
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

/** Who pressed a button that went with the state it belonged to stays where they were. */
function useFocusKept(state: OrderState): RefObject<HTMLElement | null> {
  const section = useRef<HTMLElement>(null);
  const shown = useRef(state);
  useEffect(() => {
    if (shown.current === state) return;
    shown.current = state;
    if (document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, [state]);
  return section;
}

/** Just the state: tickets or refunds below say the rest. */
function isBare(order: OrderDetail): boolean {
  return order.state === 'paid' || (order.state === 'refunding' && isSilent(order));
}

/** Something below says it better. */
function isSilent({ deposit, refunds }: OrderDetail): boolean {
  return deposit !== null || refunds.some(({ state }) => state === 'stuck');
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
      <PayInTime {...{ order, offsetMs }} label={t('order.payWithin')}>
        <PayPanel orderId={order.id} problem={payProblem}>
          <CancelOrder order={order} />
        </PayPanel>
      </PayInTime>
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
