import { MailCheck, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices, useSession } from '../../shared/services.ts';
import { SendVerification } from './SendVerification.tsx';
import './account.css';

/** Until the address is confirmed; it goes by itself when that happens in another tab. */
export function VerifyBanner() {
  const { t } = useTranslation();
  const { session: store } = useServices();
  const session = useSession();
  const [closed, setClosed] = useState(false);
  const email =
    session.status === 'signedIn' && !session.user.emailVerified ? session.user.email : undefined;
  useEffect(() => {
    if (email === undefined) return;
    const look = (): void => void store.reload().catch(() => undefined);
    window.addEventListener('focus', look);
    return () => {
      window.removeEventListener('focus', look);
    };
  }, [email, store]);
  if (email === undefined || closed) return null;
  return (
    <aside className="verify-banner" data-testid="verify-banner">
      <MailCheck size={20} aria-hidden />
      <p>{t('verify.banner', { email })}</p>
      <SendVerification email={email} />
      <button
        type="button"
        className="icon-button"
        aria-label={t('verify.later')}
        onClick={() => {
          setClosed(true);
        }}
      >
        <X size={18} aria-hidden />
      </button>
    </aside>
  );
}
