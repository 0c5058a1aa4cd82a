import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { useOrder } from '../queries.ts';
import { EventStrip } from './EventStrip.tsx';
import { PayInTime } from './PayInTime.tsx';
import { PayPanel } from './PayPanel.tsx';
import { refusalOf } from './pay-words.ts';
import { Stage } from './Stage.tsx';

interface StillHeldProps {
  readonly id: string;
  readonly step: 'declined' | 'givenUp';
  /** The provider's, from the address it came back to. */
  readonly code?: string;
}

const POLL_MS = 3_000;

/** No payment, but the order is still there: how long, and how to pay it after all. */
export function StillHeld({ id, step, code }: StillHeldProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useOrder(id, POLL_MS);
  if (!data) {
    if (!error) return <Stage busy title={t('payReturn.looking')} body="" />;
    return <LoadFailed title={t('order.errorTitle')} error={error} retry={() => void refetch()} />;
  }
  const { order, clockOffsetMs } = data;
  if (order.state !== 'pending') return <Navigate to={`/orders/${id}`} replace />;
  const refused = order.declined ?? code;
  const reason =
    step === 'declined' && refused !== undefined ? `${t(`payProblem.${refusalOf(refused)}`)} ` : '';
  return (
    <Stage
      title={t(`payReturn.${step}`)}
      body={`${reason}${t(`payReturn.${step}Body`)}`}
      state={step}
    >
      <div className="still-held">
        <EventStrip {...order} title={order.eventTitle} />
        <PayInTime order={order} offsetMs={clockOffsetMs} label={t('payReturn.timeLeft')} />
      </div>
      <PayPanel orderId={id}>
        <Link className="button button-quiet button-large" to={`/orders/${id}`} replace>
          {t('payReturn.toOrder')}
        </Link>
      </PayPanel>
    </Stage>
  );
}
