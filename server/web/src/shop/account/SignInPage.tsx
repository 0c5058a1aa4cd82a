import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useSession } from '../../shared/services.ts';
import { useTitle } from '../use-title.ts';
import { SignInForms } from './SignInForms.tsx';
import type { AccountForm } from './SignInForms.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  useTitle(t('document.signIn'));
  const session = useSession();
  const [form, setForm] = useState<AccountForm>('signIn');
  const { state } = useLocation() as { state: { from?: string } | null };
  if (session.status === 'restoring') return null;
  if (session.status === 'signedIn') return <Navigate to={state?.from ?? '/orders'} replace />;
  return (
    <div className="page account-page">
      <div className="card">
        <h1>{t(`account.${form}Title`)}</h1>
        <SignInForms
          reason={state?.from === undefined ? undefined : t('account.pageReason')}
          form={form}
          onForm={setForm}
          onDone={() => undefined}
        />
      </div>
    </div>
  );
}
