import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/ui/Button.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';
import { explainPay } from './pay-words.ts';
import { PayWays } from './PayWays.tsx';
import { useGoToPay } from './use-go-to-pay.ts';
import { usePayWay } from './use-pay-way.ts';
import './pay.css';

interface PayPanelProps {
  readonly orderId: string;
  /** What went wrong before this was shown. */
  readonly problem?: string | undefined;
  /** What else can be done, beside the button. */
  readonly children?: ReactNode;
}

/** Pays an order that exists already. */
export function PayPanel({ orderId, problem: earlier, children }: PayPanelProps) {
  const { t } = useTranslation();
  const goToPay = useGoToPay();
  const choice = usePayWay();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(earlier);
  const pay = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await goToPay(orderId, choice.way);
    } catch (error) {
      setProblem(explainPay(error, t));
      setBusy(false);
    }
  };
  return (
    <div className="pay-panel">
      {problem !== undefined && <Notice tone="loss">{problem}</Notice>}
      <PayWays {...choice} />
      <div className="order-actions">
        <Button
          look="primary"
          large
          data-testid="pay-again"
          waiting={busy ? t('checkout.redirecting') : undefined}
          onClick={() => void pay()}
        >
          {t(problem === undefined ? 'order.payAgain' : 'common.retry')}
        </Button>
        {children}
      </div>
    </div>
  );
}
