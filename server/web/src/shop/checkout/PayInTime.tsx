import type { OrderDetail } from '@ticket-flow/client';
import { Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Countdown } from '../../shared/ui/Countdown.tsx';
import { useNow } from '../../shared/use-now.ts';

interface PayInTimeProps {
  readonly order: Pick<OrderDetail, 'deadlineAt'>;
  readonly offsetMs: number;
  readonly label: string;
  /** What can be done while there is time; gone with it. */
  readonly children?: ReactNode;
}

/** The time left to pay. The last word on it is the server's, a moment later. */
export function PayInTime({ order, offsetMs, label, children }: PayInTimeProps) {
  const { t } = useTranslation();
  const isOver = useNow() + offsetMs >= order.deadlineAt;
  return (
    <>
      <p className="checkout-time" data-final={isOver} role={isOver ? 'status' : undefined}>
        <Timer size={18} aria-hidden />
        <span>{isOver ? t('order.timeOver') : label}</span>
        {!isOver && (
          <strong>
            <Countdown until={order.deadlineAt} offsetMs={offsetMs} />
          </strong>
        )}
      </p>
      {!isOver && children}
    </>
  );
}
