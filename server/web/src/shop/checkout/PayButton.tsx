import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explain } from '../../shared/explain.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';
import { useGoToPay } from './use-go-to-pay.ts';

/** Pays an order that exists already. */
export function PayButton({ orderId }: { orderId: string }) {
  const { t } = useTranslation();
  const goToPay = useGoToPay();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const pay = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await goToPay(orderId);
    } catch (error) {
      setProblem(explain(error, t));
      setBusy(false);
    }
  };
  return (
    <>
      {problem !== undefined && <Notice tone="loss">{problem}</Notice>}
      <Button
        look="primary"
        large
        data-testid="pay-again"
        waiting={busy ? t('checkout.redirecting') : undefined}
        onClick={() => void pay()}
      >
        {t('order.payAgain')}
      </Button>
    </>
  );
}
