import type { EventDetail } from '@ticket-flow/client';
import { CalendarDays, Clock, MapPin, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPeriod } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';

export function Facts({ event }: { event: EventDetail }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { venue, firstStartsAt, lastStartsAt, runningMinutes, ageRating } = event;
  const timeZone = venue?.timeZone ?? 'UTC';
  return (
    <section aria-label={t('event.facts')}>
      <dl className="facts">
        {venue && (
          <Fact icon={<MapPin size={20} aria-hidden />} name={t('event.venue')}>
            {venue.name}
            <small>{venue.address}</small>
          </Fact>
        )}
        {firstStartsAt !== null && lastStartsAt !== null && (
          <Fact icon={<CalendarDays size={20} aria-hidden />} name={t('event.period')}>
            {formatPeriod(firstStartsAt, lastStartsAt, { locale, timeZone })}
          </Fact>
        )}
        {runningMinutes !== null && (
          <Fact icon={<Clock size={20} aria-hidden />} name={t('event.running')}>
            {t('common.minutes', { minutes: runningMinutes })}
          </Fact>
        )}
        {ageRating !== null && (
          <Fact icon={<UsersRound size={20} aria-hidden />} name={t('event.age')}>
            {/^\d+$/.test(ageRating) ? t('event.ageFrom', { age: ageRating }) : t('event.ageAll')}
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div>
      {icon}
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
