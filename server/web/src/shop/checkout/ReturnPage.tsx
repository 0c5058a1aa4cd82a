import type { OrderState } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams, useSearchParams } from 'react-router';
import { Button } from '../../shared/ui/Button.tsx';
import { explain, hasCode } from '../../shared/explain.ts';
import { RequireSignIn } from '../account/RequireSignIn.tsx';
import { useTitle } from '../use-title.ts';
import { StillHeld } from './StillHeld.tsx';
import { Stage } from './Stage.tsx';
import { isGivenUp } from './toss.ts';
import { useConfirmation } from './use-confirmation.ts';
import './checkout.css';

/** Back from the provider: says what is happening until the order is decided. */
export function ReturnPage() {
  const { t } = useTranslation();
  useTitle(t('document.order'));
  const { id = '' } = useParams();
  const [parameters] = useSearchParams();
  const paymentKey = parameters.get('paymentKey') ?? '';
  const amount = Number(parameters.get('amount'));
  const authorised = paymentKey !== '' && Number.isSafeInteger(amount) && amount >= 0;
  const code = parameters.get('code');
  return (
    <RequireSignIn>
      <div className="page page-narrow return-page">
        {authorised ? (
          <Confirming {...{ orderId: id, paymentKey, amount }} />
        ) : code === null ? (
          <Navigate to={`/orders/${id}`} replace />
        ) : (
          // The provider's own words stay out: anybody can write them into an address.
          <StillHeld id={id} step={isGivenUp(code) ? 'givenUp' : 'declined'} code={code} />
        )}
      </div>
    </RequireSignIn>
  );
}

/** Refusals that asking again would only repeat. */
const DECIDED = ['NOT_FOUND', 'AMOUNT_MISMATCH', 'INVALID', 'FORBIDDEN'];

interface ConfirmingProps {
  readonly orderId: string;
  readonly paymentKey: string;
  readonly amount: number;
}

function Confirming({ orderId: id, paymentKey, amount }: ConfirmingProps) {
  const { t } = useTranslation();
  const { state, error, again } = useConfirmation({ orderId: id, paymentKey, amount });
  if (isDecided(state)) {
    return <Navigate to={`/orders/${id}`} replace state={{ justPaid: state === 'paid' }} />;
  }
  // Decided elsewhere, or its time is over: the order's own page tells.
  if (hasCode(error, 'WRONG_STATE')) return <Navigate to={`/orders/${id}`} replace />;
  if (hasCode(error, 'DECLINED')) return <StillHeld id={id} step="declined" />;
  if (error !== undefined) {
    const decided = hasCode(error, ...DECIDED);
    const words = explain(error, t);
    return (
      <Stage
        title={t('payReturn.failed')}
        body={decided ? words : `${words} ${t('payReturn.failedBody')}`}
      >
        {!decided && (
          <Button look="primary" large onClick={again}>
            {t('payReturn.checkAgain')}
          </Button>
        )}
        <ToOrder id={id} />
      </Stage>
    );
  }
  const step = state === 'paying' ? 'waiting' : 'checking';
  return (
    <Stage busy title={t(`payReturn.${step}`)} body={t(`payReturn.${step}Body`)} state={state}>
      {step === 'waiting' && <ToOrder id={id} />}
    </Stage>
  );
}

function isDecided(state: OrderState | undefined): boolean {
  return state !== undefined && state !== 'pending' && state !== 'paying';
}

function ToOrder({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Link className="button button-quiet" to={`/orders/${id}`} replace>
      {t('payReturn.toOrder')}
    </Link>
  );
}
