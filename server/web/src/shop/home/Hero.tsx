import type { EventSummary } from '@ticket-flow/client';
import { ArrowRight, CalendarDays, MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { posterBackdrop } from '../../shared/poster/colours.ts';
import { Poster } from '../../shared/poster/Poster.tsx';
import { useEventWords } from './event-words.ts';

/** What is on sale now: the first of them large, the next three beside it. */
export function Hero({ events }: { events: readonly EventSummary[] }) {
  const { t } = useTranslation();
  const [featured, ...others] = events;
  if (!featured) return null;
  return (
    <section className="hero" aria-label={t('home.nowOnSale')}>
      <Featured event={featured} />
      <ul className="hero-others">
        {others.slice(0, 3).map((event) => (
          <li key={event.slug}>
            <Other event={event} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Featured({ event }: { event: EventSummary }) {
  const { t } = useTranslation();
  const { period, price } = useEventWords(event);
  return (
    <Link
      to={`/events/${event.slug}`}
      className="hero-featured"
      style={{ background: posterBackdrop(event.poster.hue) }}
    >
      <div className="hero-text">
        <p className="hero-kicker">{t('home.nowOnSale')}</p>
        <h2>{event.title}</h2>
        <p className="hero-tagline">{event.tagline}</p>
        <ul className="hero-facts">
          {period && (
            <li>
              <CalendarDays size={18} aria-hidden />
              {period}
            </li>
          )}
          {event.venue && (
            <li>
              <MapPin size={18} aria-hidden />
              {event.venue.name}
            </li>
          )}
        </ul>
        <span className="hero-action">
          {t('home.featuredAction')}
          {price && <span className="hero-price figures">{price}</span>}
          <ArrowRight size={20} aria-hidden />
        </span>
      </div>
      <div className="hero-poster">
        <Poster poster={event.poster} title={event.title} />
      </div>
    </Link>
  );
}

function Other({ event }: { event: EventSummary }) {
  const { period, price } = useEventWords(event);
  return (
    <Link to={`/events/${event.slug}`} className="hero-other">
      <span className="hero-thumb">
        <Poster poster={event.poster} title={event.title} plain />
      </span>
      <span className="hero-other-text">
        <strong>{event.title}</strong>
        <span>{period}</span>
        <span className="figures">{price}</span>
      </span>
    </Link>
  );
}

export function HeroSkeleton() {
  return (
    <div className="hero" aria-hidden>
      <div className="skeleton hero-featured" />
      <div className="hero-others">
        {[0, 1, 2].map((k) => (
          <div key={k} className="skeleton hero-other-skeleton" />
        ))}
      </div>
    </div>
  );
}
