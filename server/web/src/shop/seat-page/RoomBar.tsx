import type { PerformanceDetail, SeatChannel } from '@ticket-flow/client';
import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { foreignZone, formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { ConnectionPill } from './ConnectionPill.tsx';

interface RoomBarProps {
  readonly performance: PerformanceDetail;
  readonly channel: SeatChannel | undefined;
}

/** What this is, when it is, and whether it is live. */
export function RoomBar({ performance, channel }: RoomBarProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { event, startsAt, venue } = performance;
  const format = { locale, timeZone: venue.timeZone };
  const zone = foreignZone(startsAt, format);
  return (
    <div className="room-bar">
      <Link to={`/events/${event.slug}`} className="icon-button" aria-label={t('common.back')}>
        <ChevronLeft size={24} aria-hidden />
      </Link>
      <div className="room-title">
        <h1>{event.title}</h1>
        <p className="figures">
          {formatInstant(startsAt, 'dateTime', format)}
          {zone !== undefined && ` (${t('common.localZone', { zone })})`}
          <span className="wide-only"> · {venue.name}</span>
        </p>
      </div>
      <ConnectionPill channel={channel} />
    </div>
  );
}
