import type { PerformanceDetail, SeatChannel } from '@ticket-flow/client';
import { ChevronLeft, List, Map } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { foreignZone, formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { ConnectionPill } from './ConnectionPill.tsx';

interface RoomBarProps {
  readonly performance: PerformanceDetail;
  readonly channel: SeatChannel | undefined;
  readonly asList: boolean;
  readonly onList: (asList: boolean) => void;
}

/** What this is, when it is, whether it is live, and the way to the list. */
export function RoomBar({ performance, channel, asList, onList }: RoomBarProps) {
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
      <button
        type="button"
        className="button room-list"
        data-testid="list-view-toggle"
        aria-pressed={asList}
        aria-keyshortcuts="L"
        onClick={() => {
          onList(!asList);
        }}
      >
        {asList ? <Map size={18} aria-hidden /> : <List size={18} aria-hidden />}
        <span>{t(asList ? 'map.map' : 'map.list')}</span>
      </button>
    </div>
  );
}
