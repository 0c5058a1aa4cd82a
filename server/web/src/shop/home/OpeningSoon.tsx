import type { EventSummary } from '@ticket-flow/client';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatInstant, timeLeft } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { Poster } from '../../shared/poster/Poster.tsx';
import { useNow } from '../../shared/use-now.ts';

interface OpeningSoonProps {
  readonly events: readonly EventSummary[];
  /** A sale has just opened: what is shown is out of date. */
  readonly onOpened: () => void;
}

export function OpeningSoon({ events, onOpened }: OpeningSoonProps) {
  const { t } = useTranslation();
  const coming = events
    .filter(({ saleOpensAt }) => saleOpensAt !== null)
    .sort((a, b) => (a.saleOpensAt ?? 0) - (b.saleOpensAt ?? 0));
  if (coming.length === 0) return null;
  return (
    <section className="soon" aria-labelledby="soon-title">
      <div className="section-head">
        <h2 id="soon-title">{t('home.soonTitle')}</h2>
        <p>{t('home.soonLead')}</p>
      </div>
      <ul className="soon-list">
        {coming.slice(0, 4).map((event) => (
          <li key={event.slug}>
            <SoonCard event={event} onOpened={onOpened} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SoonCard({ event, onOpened }: { event: EventSummary; onOpened: () => void }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const opensAt = event.saleOpensAt ?? 0;
  const now = useNow();
  const isOpen = now >= opensAt;
  useEffect(() => {
    if (isOpen) onOpened();
  }, [isOpen, onOpened]);
  const { days, clock } = timeLeft(opensAt - now);
  const timeZone = event.venue?.timeZone ?? 'UTC';
  const when = formatInstant(opensAt, 'dateTime', { locale, timeZone });
  return (
    <Link to={`/events/${event.slug}`} className="soon-card">
      <span className="soon-thumb">
        <Poster poster={event.poster} title={event.title} plain />
      </span>
      <span className="soon-text">
        <strong>{event.title}</strong>
        <span className="soon-clock figures" role="timer">
          {isOpen ? t('home.opened') : days > 0 ? t('countdown.days', { days, clock }) : clock}
        </span>
        <span className="soon-when">{t('home.opensAt', { when })}</span>
      </span>
    </Link>
  );
}
