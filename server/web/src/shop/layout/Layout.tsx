import { WifiOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { useOnline } from '../../shared/use-online.ts';
import { VerifyBanner } from '../account/VerifyBanner.tsx';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { OldBanner } from './OldBanner.tsx';
import './layout.css';

export function Layout() {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const moving = useNavigation().state !== 'idle';
  const isMap = pathname.startsWith('/performances/');
  // Where a clock runs, or a ticket is shown at the door, nothing else asks for attention.
  const isCalm = /^\/(orders\/?|events\/.*)?$/.test(pathname);
  useFocusOnMove(main, pathname);
  return (
    <>
      <a className="skip-link" href="#main">
        {t('common.skip')}
      </a>
      <Header />
      <OfflineBanner />
      <OldBanner />
      {isCalm && <VerifyBanner />}
      {moving && <div className="moving-bar" aria-hidden />}
      <main id="main" ref={main} tabIndex={-1} aria-busy={moving}>
        <Outlet />
      </main>
      {!isMap && <Footer />}
      <ScrollRestoration />
    </>
  );
}

/** A new page begins at its top for the keyboard too; the first page is left alone. */
function useFocusOnMove(main: React.RefObject<HTMLElement | null>, pathname: string): void {
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    // Unless it has a field that is there to be typed into at once.
    if (main.current?.contains(document.activeElement)) return;
    main.current?.focus({ preventScroll: true });
  }, [main, pathname]);
}

function OfflineBanner() {
  const { t } = useTranslation();
  if (useOnline()) return null;
  return (
    <div className="offline-banner" role="status">
      <WifiOff size={18} aria-hidden />
      {t('common.offline')}
    </div>
  );
}
