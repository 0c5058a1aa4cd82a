import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { explain } from '../../shared/explain.ts';
import { useServices } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Notice } from '../../shared/ui/Notice.tsx';
import { useTitle } from '../use-title.ts';
import { SandboxBroken, SandboxFrame } from './SandboxFrame.tsx';

/** Stands in for the buyer's bank: makes the money of a sandbox deposit arrive. */
export function SandboxDepositPage() {
  const { t } = useTranslation();
  useTitle(t('document.sandbox'));
  const [parameters] = useSearchParams();
  const orderId = parameters.get('orderId') ?? '';
  const paymentKey = parameters.get('paymentKey') ?? '';
  return (
    <SandboxFrame lead={t('sandbox.depositLead')} title={t('sandbox.depositTitle')}>
      {/^[a-z0-9]+$/.test(orderId) && paymentKey !== '' ? (
        <Deposit orderId={orderId} paymentKey={paymentKey} />
      ) : (
        <SandboxBroken />
      )}
    </SandboxFrame>
  );
}

function Deposit({ orderId, paymentKey }: { orderId: string; paymentKey: string }) {
  const { t } = useTranslation();
  const { client } = useServices();
  const [step, setStep] = useState<'ready' | 'sending' | 'done'>('ready');
  const [problem, setProblem] = useState<string>();
  const send = async (): Promise<void> => {
    setStep('sending');
    setProblem(undefined);
    try {
      await client.depositSandbox(paymentKey);
      setStep('done');
    } catch (error) {
      setProblem(explain(error, t));
      setStep('ready');
    }
  };
  return (
    <>
      <dl className="sandbox-facts">
        <div>
          <dt>{t('sandbox.order')}</dt>
          <dd className="sandbox-order">{orderId}</dd>
        </div>
      </dl>
      {problem !== undefined && <Notice tone="loss">{problem}</Notice>}
      <div className="sandbox-choices">
        {step === 'done' ? (
          <p role="status">
            <strong>{t('sandbox.depositDone')}</strong> {t('sandbox.depositDoneBody')}
          </p>
        ) : (
          <Button
            large
            wide
            className="sandbox-approve"
            data-testid="sandbox-deposit-send"
            waiting={step === 'sending' ? t('sandbox.depositSending') : undefined}
            onClick={() => void send()}
          >
            {t('sandbox.depositSend')}
          </Button>
        )}
        <Link className="button button-large" to={`/orders/${orderId}`} data-testid="sandbox-back">
          {t('sandbox.depositBack')}
        </Link>
      </div>
    </>
  );
}
