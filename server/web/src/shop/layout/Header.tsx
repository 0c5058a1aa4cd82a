import { LogIn, LogOut, Search, Ticket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useLocale } from '../../shared/i18n/index.ts';
import { useServices, useSession } from '../../shared/services.ts';
import { useSignIn } from '../account/sign-in-context.ts';
import { SearchBox } from '../search/SearchBox.tsx';

export function Header() {
  const { t } = useTranslation();
  const { locale, toggle } = useLocale();
  return (
    <header className="header">
      <div className="header-inner">
        <Link to="/" className="brand" aria-label={`${t('brand')} ${t('common.home')}`}>
          <BrandMark />
          <span>{t('brand')}</span>
        </Link>
        <SearchBox className="header-search" />
        <nav className="header-nav">
          <Link
            to="/search"
            className="header-link header-to-search"
            aria-label={t('search.short')}
          >
            <Search size={20} aria-hidden />
          </Link>
          <button
            type="button"
            className="header-link"
            data-testid="language-toggle"
            lang={locale === 'ko' ? 'en' : 'ko'}
            onClick={toggle}
          >
            {t('common.language')}
          </button>
          <Account />
        </nav>
      </div>
    </header>
  );
}

function Account() {
  const { t } = useTranslation();
  const session = useSession();
  const signIn = useSignIn();
  if (session.status === 'restoring') return <span className="header-link" aria-hidden />;
  if (session.status === 'visitor') {
    return (
      <button type="button" className="header-link header-strong" onClick={() => void signIn()}>
        <LogIn size={18} aria-hidden />
        {t('header.signIn')}
      </button>
    );
  }
  return (
    <>
      <NavLink to="/orders" className="header-link header-strong">
        <Ticket size={18} aria-hidden />
        {t('header.orders')}
      </NavLink>
      <SignOut name={session.user.name} />
    </>
  );
}

function SignOut({ name }: { name: string }) {
  const { t } = useTranslation();
  const { session } = useServices();
  const leave = async (): Promise<void> => {
    await session.signOut().catch(() => undefined);
    // A full load: nothing of this account may stay behind, on the open socket or in memory.
    window.location.assign('/');
  };
  return (
    <button
      type="button"
      className="header-link"
      title={t('header.account', { name })}
      onClick={() => void leave()}
    >
      <LogOut size={18} aria-hidden />
      <span className="wide-only">{t('header.signOut')}</span>
      <span className="visually-hidden narrow-only">{t('header.signOut')}</span>
    </button>
  );
}

function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden>
      <path
        fill="var(--accent)"
        d="M4 7h24a2 2 0 0 1 2 2v4.2a3 3 0 0 0 0 5.6V23a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-4.2a3 3 0 0 0 0-5.6V9a2 2 0 0 1 2-2Z"
      />
      <path
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m10.5 16.4 3.8 3.6 7.2-7.6"
      />
    </svg>
  );
}
