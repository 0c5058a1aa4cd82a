import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { TicketFlowClient } from '@ticket-flow/client';
import { explain, hasCode } from '../../shared/explain.ts';
import { useServices, useSession } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Stage } from '../checkout/Stage.tsx';
import { useTitle } from '../use-title.ts';
import { SendVerification } from './SendVerification.tsx';

/** Where the link of the e-mail leads. */
export function VerifyEmailPage() {
  const { t } = useTranslation();
  useTitle(t('document.verifyEmail'));
  const [parameters] = useSearchParams();
  const token = parameters.get('token') ?? '';
  return (
    <div className="page page-narrow return-page">
      {token === '' ? (
        <Stage title={t('verify.failedTitle')} body={t('verify.missing')}>
          <Link className="button button-primary" to="/">
            {t('common.goHome')}
          </Link>
        </Stage>
      ) : (
        <Verifying token={token} />
      )}
    </div>
  );
}

type Outcome = 'asking' | 'done' | { readonly error: unknown };

function Verifying({ token }: { token: string }) {
  const { t } = useTranslation();
  const { client, session } = useServices();
  const [outcome, setOutcome] = useState<Outcome>('asking');
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    setOutcome('asking');
    verifyOnce(client, token).then(
      () => {
        void session.reload().catch(() => undefined);
        if (current) setOutcome('done');
      },
      (error: unknown) => {
        if (current) setOutcome({ error });
      },
    );
    return () => {
      current = false;
    };
  }, [client, session, token, tries]);
  if (outcome === 'asking') return <Stage busy title={t('verify.checking')} body="" />;
  if (outcome === 'done') return <Done />;
  if (hasCode(outcome.error, 'LINK_EXPIRED', 'INVALID')) return <Expired />;
  return (
    <Stage title={t('verify.failedTitle')} body={explain(outcome.error, t)}>
      <Button
        look="primary"
        onClick={() => {
          setTries((count) => count + 1);
        }}
      >
        {t('common.retry')}
      </Button>
    </Stage>
  );
}

function Done() {
  const { t } = useTranslation();
  return (
    <Stage title={t('verify.doneTitle')} body={t('verify.doneBody')} state="verified">
      <Link className="button button-primary" to="/">
        {t('common.goHome')}
      </Link>
    </Stage>
  );
}

function Expired() {
  const { t } = useTranslation();
  const session = useSession();
  // The first try may have worked and only its answer been lost, or the link been opened twice.
  if (session.status === 'signedIn' && session.user.emailVerified) return <Done />;
  if (session.status === 'signedIn') {
    return (
      <Stage title={t('verify.failedTitle')} body={t('verify.expiredBody')} state="expired">
        <SendVerification look="primary" email={session.user.email} />
      </Stage>
    );
  }
  return (
    <Stage
      title={t('verify.failedTitle')}
      body={`${t('verify.expiredBody')} ${t('verify.signInToSend')}`}
      state="expired"
    >
      <Link className="button button-primary" to="/sign-in">
        {t('account.signIn')}
      </Link>
    </Stage>
  );
}

const calls = new Map<string, Promise<void>>();

/** A link works once, so two renders of the page share one call; a failed one may be made again. */
function verifyOnce(client: TicketFlowClient, token: string): Promise<void> {
  const known = calls.get(token);
  if (known) return known;
  const call = client.verifyEmail(token);
  calls.set(token, call);
  call.catch(() => calls.delete(token));
  return call;
}
