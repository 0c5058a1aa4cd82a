import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { useServices } from '../../shared/services.ts';
import { Stage } from '../checkout/Stage.tsx';
import { useTitle } from '../use-title.ts';
import { AccountField } from './AccountField.tsx';
import { OneField } from './OneField.tsx';
import './account.css';

/** Where the link of the e-mail leads: a new password, and every login of the account ends. */
export function ResetPasswordPage() {
  const { t } = useTranslation();
  useTitle(t('document.resetPassword'));
  const { client, session } = useServices();
  const [parameters] = useSearchParams();
  const token = parameters.get('token') ?? '';
  const [outcome, setOutcome] = useState<'open' | 'done' | 'expired'>(
    token === '' ? 'expired' : 'open',
  );
  if (outcome !== 'open') return <Outcome done={outcome === 'done'} />;
  return (
    <div className="page account-page">
      <div className="card stack">
        <h1>{t('reset.title')}</h1>
        <p className="account-reason">{t('reset.body')}</p>
        <OneField
          name="password"
          action={t('reset.save')}
          waiting={t('reset.saving')}
          send={(password) => client.resetPassword({ token, password })}
          onDone={() => {
            session.forget();
            setOutcome('done');
          }}
          onError={(error) => {
            const expired = hasCode(error, 'LINK_EXPIRED');
            if (expired) setOutcome('expired');
            return expired;
          }}
          field={(checked) => (
            <AccountField
              name="password"
              label="newPassword"
              type="password"
              autoComplete="new-password"
              minLength={8}
              maxLength={200}
              hint={t('account.passwordHint')}
              checked={checked}
            />
          )}
        />
      </div>
    </div>
  );
}

function Outcome({ done }: { done: boolean }) {
  const { t } = useTranslation();
  const words = done ? 'done' : 'expired';
  return (
    <div className="page page-narrow return-page">
      <Stage title={t(`reset.${words}Title`)} body={t(`reset.${words}Body`)} state={words}>
        <Link className="button button-primary" to={done ? '/sign-in' : '/forgot-password'}>
          {t(done ? 'account.signIn' : 'reset.again')}
        </Link>
      </Stage>
    </div>
  );
}
