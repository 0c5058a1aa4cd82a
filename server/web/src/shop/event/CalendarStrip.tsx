import type { PerformanceSummary } from '@ticket-flow/client';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOfMonth, formatInstant, weekdayIndex } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';

interface CalendarStripProps {
  readonly performances: readonly PerformanceSummary[];
  readonly chosen: PerformanceSummary;
  readonly onChoose: (performance: PerformanceSummary) => void;
}

/** The day of a performance where it takes place. */
export function dayKey({ startsAt, venue }: PerformanceSummary): string {
  return formatInstant(startsAt, 'key', { locale: 'en', timeZone: venue.timeZone });
}

/** Days with performances only, month by month; a whole calendar would be mostly empty. */
export function CalendarStrip({ performances, chosen, onChoose }: CalendarStripProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const days = firstOfEachDay(performances);
  return (
    <div className="calendar" role="group" aria-label={t('event.pickDate')}>
      {days.map((first, k) => {
        const { startsAt, venue } = first;
        const month = formatInstant(startsAt, 'month', { locale, timeZone: venue.timeZone });
        const before = days[k - 1];
        const isNewMonth =
          !before ||
          month !== formatInstant(before.startsAt, 'month', { locale, timeZone: venue.timeZone });
        return (
          <div className="calendar-cell" key={dayKey(first)}>
            <span className="calendar-month">{isNewMonth ? month : ''}</span>
            <Day
              first={first}
              pressed={dayKey(first) === dayKey(chosen)}
              onChoose={() => {
                onChoose(first);
              }}
            />
          </div>
        );
      })}
    </div>
  );
}

/** Of each day the performance to choose first: one that can be bought, if there is one. */
function firstOfEachDay(performances: readonly PerformanceSummary[]): PerformanceSummary[] {
  const days = new Map<string, PerformanceSummary>();
  for (const performance of performances) {
    const known = days.get(dayKey(performance));
    const better = known?.saleState !== 'on_sale' && performance.saleState === 'on_sale';
    if (!known || better) days.set(dayKey(performance), performance);
  }
  return [...days.values()];
}

interface DayProps {
  readonly first: PerformanceSummary;
  readonly pressed: boolean;
  readonly onChoose: () => void;
}

function Day({ first, pressed, onChoose }: DayProps) {
  const { locale } = useLocale();
  const button = useRef<HTMLButtonElement>(null);
  const format = { locale, timeZone: first.venue.timeZone };
  useEffect(() => {
    if (!pressed) return;
    button.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pressed]);
  return (
    <button
      ref={button}
      type="button"
      className="day"
      data-weekday={weekdayIndex(first.startsAt, first.venue.timeZone)}
      data-state={first.saleState}
      aria-pressed={pressed}
      onClick={onChoose}
      // A browser leaves a day half out of sight that is half in it.
      onFocus={({ currentTarget }) => {
        currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }}
    >
      <span className="visually-hidden">{formatInstant(first.startsAt, 'dateShort', format)}</span>
      <span className="day-number figures" aria-hidden>
        {dayOfMonth(first.startsAt, first.venue.timeZone)}
      </span>
      <small aria-hidden>{formatInstant(first.startsAt, 'weekday', format)}</small>
    </button>
  );
}
