import type { EventDetail, PerformanceSummary } from '@ticket-flow/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { foreignZone, formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { useAvailability } from '../queries.ts';
import { RoomNote } from '../waiting-room/RoomNote.tsx';
import { roomPath } from '../waiting-room/room-path.ts';
import { CalendarStrip, dayKey } from './CalendarStrip.tsx';
import { Remaining } from './Remaining.tsx';
import { SaleNote } from './SaleNote.tsx';

/** Date, then time, then what is left of it, then on to the seats. */
export function PerformancePicker({ event }: { event: EventDetail }) {
  const { t } = useTranslation();
  const { performances } = event;
  const [chosenId, setChosenId] = useState(() => firstChoice(performances)?.id);
  const chosen = performances.find(({ id }) => id === chosenId);
  const soldOut = useSoldOut(chosen);
  if (!chosen) return <p className="card">{t('event.noPerformances')}</p>;
  const sameDay = performances.filter((one) => dayKey(one) === dayKey(chosen));
  return (
    <section className="picker card" aria-labelledby="picker-title">
      <h2 id="picker-title">{t('event.pick')}</h2>
      <CalendarStrip
        performances={performances}
        chosen={chosen}
        onChoose={(performance) => {
          setChosenId(performance.id);
        }}
      />
      <Times performances={sameDay} chosen={chosen} onChoose={setChosenId} />
      {chosen.saleState !== 'past' && <Remaining performanceId={chosen.id} />}
      <SaleNote performance={chosen} allPast={event.saleState === 'past'} soldOut={soldOut} />
      {chosen.saleState !== 'past' && <RoomNote performance={chosen} />}
      <ToSeats performance={chosen} soldOut={soldOut} />
    </section>
  );
}

function firstChoice(performances: readonly PerformanceSummary[]): PerformanceSummary | undefined {
  const by = (state: string) => performances.find(({ saleState }) => saleState === state);
  return by('on_sale') ?? by('soon') ?? by('closed') ?? performances[0];
}

interface TimesProps {
  readonly performances: readonly PerformanceSummary[];
  readonly chosen: PerformanceSummary;
  readonly onChoose: (id: number) => void;
}

function Times({ performances, chosen, onChoose }: TimesProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { timeZone } = chosen.venue;
  const zone = foreignZone(chosen.startsAt, { locale, timeZone });
  return (
    <div role="group" aria-label={t('event.pickTime')}>
      <div className="times">
        {performances.map(({ id, startsAt, saleState }) => (
          <button
            key={id}
            type="button"
            className="time"
            data-testid={`perf-${String(id)}`}
            data-state={saleState}
            aria-pressed={id === chosen.id}
            onClick={() => {
              onChoose(id);
            }}
          >
            <span className="figures">{formatInstant(startsAt, 'time', { locale, timeZone })}</span>
            {saleState !== 'on_sale' && <small>{t(`sale.${saleState}`)}</small>}
          </button>
        ))}
      </div>
      {zone !== undefined && <p className="zone-note">{t('common.localZone', { zone })}</p>}
    </div>
  );
}

/** Whether every seat of a performance on sale is taken, as far as is known. */
function useSoldOut(performance: PerformanceSummary | undefined): boolean {
  const isOnSale = performance?.saleState === 'on_sale';
  const { data } = useAvailability(isOnSale ? performance.id : undefined);
  return isOnSale && data !== undefined && data.grades.every(({ free }) => free === 0);
}

interface ToSeatsProps {
  readonly performance: PerformanceSummary;
  readonly soldOut: boolean;
}

function ToSeats({ performance, soldOut }: ToSeatsProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  if (performance.saleState === 'past') return null;
  const onSale = performance.saleState === 'on_sale' && !soldOut;
  const toRoom = performance.waitingRoom && performance.saleState !== 'closed';
  const isNext = onSale || (toRoom && performance.saleState === 'soon');
  const when = formatInstant(performance.startsAt, 'dateTime', {
    locale,
    timeZone: performance.venue.timeZone,
  });
  return (
    <div className="action-bar">
      <span className="action-bar-note figures">{when}</span>
      <Link
        to={toRoom ? roomPath(performance.id) : `/performances/${String(performance.id)}`}
        className={`button button-large button-wide ${isNext ? 'button-primary' : ''}`}
        data-testid="to-seats"
      >
        {t(toRoom ? 'room.enter' : onSale ? 'event.toSeats' : 'event.lookAtSeats')}
      </Link>
    </div>
  );
}
