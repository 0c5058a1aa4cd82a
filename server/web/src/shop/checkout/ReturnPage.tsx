import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams, useSearchParams } from 'react-router';
import { Button } from '../../shared/ui/Button.tsx';
import { Countdown } from '../../shared/ui/Countdown.tsx';
import { explain, hasCode } from '../../shared/explain.ts';
import { RequireSignIn } from '../account/RequireSignIn.tsx';
import { useOrder } from '../queries.ts';
import { useTitle } from '../use-title.ts';
import { PayButton } from './PayButton.tsx';
import { useConfirmation } from './use-confirmation.ts';
import './checkout.css';

/** Back from the provider: says what is happening until the order is decided. */
export function ReturnPage() {
  const { t } = useTranslation();
  useTitle(t('document.order'));
  return (
    <RequireSignIn>
      <div className="page page-narrow return-page">
        <Returned />
      </div>
    </RequireSignIn>
  );
}

/** Refusals that asking again would only repeat. */
const DECIDED = ['NOT_FOUND', 'AMOUNT_MISMATCH', 'WRONG_STATE', 'INVALID', 'FORBIDDEN'];

function Returned() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [parameters] = useSearchParams();
  const paymentKey = parameters.get('paymentKey') ?? '';
  const amount = Number(parameters.get('amount'));
  const complete = paymentKey !== '' && Number.isSafeInteger(amount) && amount >= 0;
  const { state, error, again } = useConfirmation(
    complete ? { orderId: id, paymentKey, amount } : undefined,
  );
  if (!complete) {
    return (
      <Stage title={t('payReturn.failed')} body={t('payReturn.missing')}>
        <ToOrder id={id} />
      </Stage>
    );
  }
  if (state !== undefined && state !== 'pending' && state !== 'paying') {
    return <Navigate to={`/orders/${id}`} replace state={{ justPaid: state === 'paid' }} />;
  }
  if (hasCode(error, 'DECLINED')) return <Declined id={id} />;
  if (hasCode(error, ...DECIDED)) {
    return (
      <Stage title={t('payReturn.failed')} body={explain(error, t)}>
        <ToOrder id={id} />
      </Stage>
    );
  }
  if (error !== undefined) {
    return (
      <Stage
        title={t('payReturn.failed')}
        body={`${explain(error, t)} ${t('payReturn.failedBody')}`}
      >
        <Button look="primary" large onClick={again}>
          {t('payReturn.checkAgain')}
        </Button>
        <ToOrder id={id} />
      </Stage>
    );
  }
  const step = state === 'paying' ? 'waiting' : 'checking';
  return (
    <Stage busy title={t(`payReturn.${step}`)} body={t(`payReturn.${step}Body`)} state={state} />
  );
}

function Declined({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useOrder(id);
  return (
    <Stage title={t('payReturn.declined')} body={t('payReturn.declinedBody')} state="declined">
      {data && (
        <p className="return-clock">
          <Countdown until={data.order.deadlineAt} offsetMs={data.clockOffsetMs} />
        </p>
      )}
      <PayButton orderId={id} />
      <ToOrder id={id} />
    </Stage>
  );
}

interface StageProps {
  readonly title: string;
  readonly body: string;
  readonly busy?: boolean;
  readonly state?: string | undefined;
  readonly children?: React.ReactNode;
}

function Stage({ title, body, busy = false, state, children }: StageProps) {
  return (
    <div className="state-box" role="status" data-testid="order-state" data-state={state}>
      {busy && <span className="spinner return-spinner" aria-hidden />}
      <h1>{title}</h1>
      <p>{body}</p>
      {children}
    </div>
  );
}

function ToOrder({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Link className="button button-quiet" to={`/orders/${id}`} replace>
      {t('payReturn.toOrder')}
    </Link>
  );
}
