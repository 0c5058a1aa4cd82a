import type { EventSummary } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Poster } from '../../shared/poster/Poster.tsx';
import { Bone } from '../../shared/ui/Waiting.tsx';
import { useEventWords } from './event-words.ts';

/** That it is on sale goes without saying. */
const BADGES = {
  on_sale: undefined,
  soon: 'badge-accent',
  closed: '',
  past: '',
} as const;

interface EventCardProps {
  readonly event: EventSummary;
  /** Of its title, under what is above it. */
  readonly heading: 'h2' | 'h3' | 'h4';
}

export function EventCard({ event, heading: Heading }: EventCardProps) {
  const { t } = useTranslation();
  const { period, price } = useEventWords(event);
  const badge = BADGES[event.saleState];
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
        <Heading>{event.title}</Heading>
        {event.venue && <p>{event.venue.name}</p>}
        <p>{period}</p>
        <p className="event-card-foot">
          {badge !== undefined && (
            <span className={`badge ${badge}`}>{t(`sale.${event.saleState}`)}</span>
          )}
          {event.saleState !== 'past' && <span className="event-card-price figures">{price}</span>}
        </p>
      </div>
    </Link>
  );
}

export function EventCardSkeleton() {
  return (
    <div className="event-card" aria-hidden>
      <Bone className="event-card-poster-skeleton" />
      <div className="bones">
        <Bone width="80%" height={24} />
        <Bone width="50%" />
        <Bone width="70%" />
        <Bone width="45%" height={22} />
      </div>
    </div>
  );
}
