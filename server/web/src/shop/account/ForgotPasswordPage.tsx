import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useServices } from '../../shared/services.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { useTitle } from '../use-title.ts';
import { AccountField } from './AccountField.tsx';
import { OneField } from './OneField.tsx';
import './account.css';

/** Asks for a link to set a new password; never says whether there is an account. */
export function ForgotPasswordPage() {
  const { t } = useTranslation();
  useTitle(t('document.forgotPassword'));
  const { client } = useServices();
  const [sentTo, setSentTo] = useState<string>();
  return (
    <div className="page account-page">
      <div className="card stack">
        {sentTo === undefined ? (
          <>
            <h1>{t('forgot.title')}</h1>
            <p className="account-reason">{t('forgot.body')}</p>
            <OneField
              name="email"
              action={t('forgot.send')}
              waiting={t('forgot.sending')}
              send={(email) => client.forgotPassword(email)}
              onDone={setSentTo}
              field={(checked) => (
                <AccountField name="email" type="email" autoComplete="email" checked={checked} />
              )}
            />
          </>
        ) : (
          <div className="stack" role="status" data-testid="forgot-sent">
            <h1>{t('forgot.sentTitle')}</h1>
            <p>{t('forgot.sentBody', { email: sentTo })}</p>
            <Button
              onClick={() => {
                setSentTo(undefined);
              }}
            >
              {t('forgot.other')}
            </Button>
          </div>
        )}
        <Link className="button button-quiet" to="/sign-in">
          {t('forgot.back')}
        </Link>
      </div>
    </div>
  );
}
