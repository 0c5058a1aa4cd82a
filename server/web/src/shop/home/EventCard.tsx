import type { EventSummary } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Poster } from '../../shared/poster/Poster.tsx';
import { useEventWords } from './event-words.ts';

const BADGES = {
  on_sale: 'badge-live',
  soon: 'badge-accent',
  closed: '',
  past: '',
} as const;

export function EventCard({ event }: { event: EventSummary }) {
  const { t } = useTranslation();
  const { period, price } = useEventWords(event);
  return (
    <Link
      to={`/events/${event.slug}`}
      className="event-card"
      data-testid={`event-card-${event.slug}`}
      data-state={event.saleState}
    >
      <div className="event-card-poster">
        <Poster poster={event.poster} title={event.title} />
      </div>
      <div className="event-card-text">
        <span className={`badge ${BADGES[event.saleState]}`}>{t(`sale.${event.saleState}`)}</span>
        <h3>{event.title}</h3>
        {event.venue && <p>{event.venue.name}</p>}
        <p>{period}</p>
        {event.saleState !== 'past' && <p className="event-card-price figures">{price}</p>}
      </div>
    </Link>
  );
}

export function EventCardSkeleton() {
  return (
    <div className="event-card" aria-hidden>
      <div className="skeleton event-card-poster-skeleton" />
      <div className="skeleton skeleton-line" />
      <div className="skeleton skeleton-line skeleton-short" />
    </div>
  );
}
