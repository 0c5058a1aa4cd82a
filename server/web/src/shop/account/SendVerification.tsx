import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explain } from '../../shared/explain.ts';
import { useServices } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';

interface SendVerificationProps {
  readonly email: string;
  readonly look?: 'primary' | 'plain';
}

/** Sends the link again, and says where it went. */
export function SendVerification({ email, look = 'plain' }: SendVerificationProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const [step, setStep] = useState<'ready' | 'sending' | 'sent'>('ready');
  const [problem, setProblem] = useState<string>();
  const send = async (): Promise<void> => {
    setStep('sending');
    setProblem(undefined);
    try {
      await client.sendVerification();
      setStep('sent');
    } catch (error) {
      setProblem(explain(error, t));
      setStep('ready');
    }
  };
  if (step === 'sent') return <span role="status">{t('verify.sent', { email })}</span>;
  return (
    <>
      <Button
        look={look}
        data-testid="send-verification"
        waiting={step === 'sending' ? t('verify.sending') : undefined}
        onClick={() => void send()}
      >
        {t('verify.again')}
      </Button>
      {problem !== undefined && (
        <span className="field-error" role="alert">
          {problem}
        </span>
      )}
    </>
  );
}
