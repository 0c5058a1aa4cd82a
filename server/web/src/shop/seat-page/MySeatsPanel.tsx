import type { PerformanceDetail } from '@ticket-flow/client';
import type { SeatMap } from '@ticket-flow/client/seat-map';
import { ChevronUp, Timer } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
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
  const { panel, leave } = usePlaceInList(seats.length);
  const giveBack = (seat: number): void => {
    leave(seats.findIndex((one) => one.seat === seat));
    void map?.giveBack(seat);
  };
  const total = words.money(totalOf(seats));
  return (
    <section
      ref={panel}
      className="mine"
      data-open={open}
      data-empty={seats.length === 0}
      aria-labelledby="mine-title"
    >
      <div className="mine-head">
        <h2 id="mine-title" tabIndex={-1}>
          {t('mine.title')}
        </h2>
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

/** With a row goes its button; the keyboard goes on at the next one, or at the panel's title. */
function usePlaceInList(count: number): {
  readonly panel: RefObject<HTMLElement | null>;
  /** Notes which row is about to go. */
  readonly leave: (row: number) => void;
} {
  const panel = useRef<HTMLElement>(null);
  const left = useRef<number>(undefined);
  useLayoutEffect(() => {
    const row = left.current;
    left.current = undefined;
    if (row === undefined || document.activeElement !== document.body) return;
    const buttons = panel.current?.querySelectorAll<HTMLElement>('.mine-list button') ?? [];
    const next = buttons[Math.min(row, buttons.length - 1)];
    (next ?? panel.current?.querySelector<HTMLElement>('h2'))?.focus();
  }, [count]);
  return { panel, leave: (row) => (left.current = row) };
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
