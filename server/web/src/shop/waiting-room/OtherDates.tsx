import type { PerformanceDetail } from '@ticket-flow/client';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { useEvent } from '../queries.ts';
import { roomPath } from './room-path.ts';

const MOST = 4;

/** Where there may still be seats for whoever gets none here. */
export function OtherDates({ performance }: { performance: PerformanceDetail }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { slug } = performance.event;
  const { data: event } = useEvent(slug);
  const others = (event?.performances ?? []).filter(
    ({ id, saleState }) =>
      id !== performance.id && (saleState === 'on_sale' || saleState === 'soon'),
  );
  return (
    <section className="room-others" aria-labelledby="room-others">
      <h2 id="room-others">{t('room.otherDates')}</h2>
      {event && others.length === 0 && <p>{t('room.noOtherDates')}</p>}
      <ul>
        {others.slice(0, MOST).map((one) => (
          <li key={one.id}>
            <Link to={one.waitingRoom ? roomPath(one.id) : `/performances/${String(one.id)}`}>
              <span className="figures">
                {formatInstant(one.startsAt, 'dateTime', {
                  locale,
                  timeZone: one.venue.timeZone,
                })}
              </span>
              <small>{t(`sale.${one.saleState}`)}</small>
              <ChevronRight size={18} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
      <Link className="button" to={`/events/${slug}`}>
        {t('room.toEvent')}
      </Link>
    </section>
  );
}
