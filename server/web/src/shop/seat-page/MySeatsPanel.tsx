import type { PerformanceDetail } from '@ticket-flow/client';
import type { SeatMap } from '@ticket-flow/client/seat-map';
import { ChevronUp, Timer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Countdown } from '../../shared/ui/Countdown.tsx';
import { useSession } from '../../shared/services.ts';
import { mySeats, timeLimit, totalOf } from './my-seats.ts';
import type { MySeat, TimeLimit } from './my-seats.ts';
import { MySeatRow } from './MySeatRow.tsx';
import { usePriceChoices } from './price-choices.ts';
import { useHeldSeats } from './use-seat-map.ts';
import { useSeatWords } from './use-words.ts';

interface MySeatsPanelProps {
  readonly performance: PerformanceDetail;
  readonly map: SeatMap | undefined;
}

/** At the side of the map; on a phone a bar under the thumb that opens upwards. */
export function MySeatsPanel({ performance, map }: MySeatsPanelProps) {
  const { t } = useTranslation();
  const held = useHeldSeats(map);
  const words = useSeatWords(performance.currency);
  const { choices, choose } = usePriceChoices(performance.id);
  const [open, setOpen] = useState(false);
  const holds = map?.channel.holds ?? [];
  const places = new Map(held.map((seat) => [seat.seat, seat]));
  const seats = mySeats(holds, performance, (seat) => places.get(seat), choices);
  const limit = timeLimit(holds);
  const giveBack = (seat: number): void => void map?.giveBack(seat);
  const total = words.money(totalOf(seats));
  return (
    <section
      className="mine"
      data-open={open}
      data-empty={seats.length === 0}
      aria-labelledby="mine-title"
    >
      <div className="mine-head">
        <h2 id="mine-title">{t('mine.title')}</h2>
        {seats.length > 0 && (
          <span className="badge badge-accent figures">
            {t('mine.count', { seats: seats.length })}
          </span>
        )}
      </div>
      {seats.length === 0 && <Empty performance={performance} />}
      <ul className="mine-list" data-testid="my-seats">
        {seats.map((seat) => (
          <MySeatRow key={seat.seat} {...{ seat, performance, words, choose, giveBack }} />
        ))}
      </ul>
      {seats.length > 0 && (
        <Foot
          {...{ performance, seats, limit, total, open }}
          offsetMs={(map?.channel.serverNow() ?? Date.now()) - Date.now()}
          onOpen={setOpen}
        />
      )}
    </section>
  );
}

function Empty({ performance }: { performance: PerformanceDetail }) {
  const { t } = useTranslation();
  const visitor = useSession().status === 'visitor';
  return (
    <div className="mine-empty">
      <strong>{t('mine.empty')}</strong>
      <p>{t('mine.emptyBody', { limit: performance.maxSeatsPerHolder })}</p>
      {visitor && <p>{t('mine.signInFirst')}</p>}
    </div>
  );
}

interface FootProps {
  readonly performance: PerformanceDetail;
  readonly seats: readonly MySeat[];
  readonly limit: TimeLimit | undefined;
  readonly total: string;
  readonly offsetMs: number;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

function Foot({ performance, seats, limit, total, offsetMs, open, onOpen }: FootProps) {
  const { t } = useTranslation();
  return (
    <div className="mine-foot">
      {limit && (
        <p className="mine-time" data-final={limit.final}>
          <Timer size={18} aria-hidden />
          <span>{t('mine.timeLeft')}</span>
          <strong>
            <Countdown until={limit.expiresAt} offsetMs={offsetMs} />
          </strong>
          <small>{t(limit.final ? 'mine.timeLast' : 'mine.timeHelp')}</small>
        </p>
      )}
      <button
        type="button"
        className="mine-summary"
        aria-expanded={open}
        onClick={() => {
          onOpen(!open);
        }}
      >
        <span>{t('mine.count', { seats: seats.length })}</span>
        <span className="visually-hidden">{t('mine.openPanel')}</span>
        <ChevronUp size={18} aria-hidden />
      </button>
      <p className="mine-total">
        <span>{t('mine.total')}</span>
        <strong className="figures">{total}</strong>
      </p>
      <Link
        to={`/checkout/${String(performance.id)}`}
        className="button button-primary button-large"
        data-testid="continue"
      >
        {t('mine.continue')}
      </Link>
    </div>
  );
}
