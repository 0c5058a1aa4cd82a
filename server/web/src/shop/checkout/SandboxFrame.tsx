import { FlaskConical } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import './sandbox.css';

interface SandboxFrameProps {
  readonly lead: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** Stands in for somebody else's page, and looks like it on purpose. */
export function SandboxFrame({ lead, title, children }: SandboxFrameProps) {
  const main = useRef<HTMLElement>(null);
  // The button that led here is gone, and with it the place of the keyboard.
  useEffect(() => {
    main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="sandbox">
      <header className="sandbox-tape">
        <FlaskConical size={18} aria-hidden />
        <p>{lead}</p>
      </header>
      <main className="sandbox-card" ref={main} tabIndex={-1}>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}

export function SandboxBroken() {
  const { t } = useTranslation();
  return (
    <>
      <p>
        <strong>{t('sandbox.broken')}</strong>
      </p>
      <p>{t('sandbox.brokenBody')}</p>
      <Link className="button" to="/orders">
        {t('header.orders')}
      </Link>
    </>
  );
}
