import type { PerformanceSummary } from '@ticket-flow/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { Countdown } from '../../shared/ui/Countdown.tsx';

interface SaleNoteProps {
  readonly performance: PerformanceSummary;
  readonly allPast: boolean;
  readonly soldOut: boolean;
}

/** Why it can't be bought now, and what to do instead. */
export function SaleNote({ performance, allPast, soldOut }: SaleNoteProps) {
  const { t } = useTranslation();
  const { saleState } = performance;
  if (saleState === 'on_sale' && !soldOut) return null;
  if (saleState === 'soon') return <Soon performance={performance} />;
  const isOver = saleState === 'past' && allPast;
  const which = saleState === 'on_sale' ? 'full' : isOver ? 'allPast' : saleState;
  return (
    <div className="sale-note">
      <strong>{t(`event.${which}Title`)}</strong>
      <p>{t(`event.${which}Body`)}</p>
    </div>
  );
}

function Soon({ performance }: { performance: PerformanceSummary }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { saleOpensAt, venue } = performance;
  useRefreshAt(saleOpensAt);
  const when = formatInstant(saleOpensAt, 'dateTime', { locale, timeZone: venue.timeZone });
  return (
    <div className="sale-note sale-note-soon">
      <strong>{t('event.soonTitle')}</strong>
      <span className="sale-clock">
        <Countdown until={saleOpensAt} />
      </span>
      <p>{t(performance.waitingRoom ? 'room.soonBody' : 'event.soonBody', { when })}</p>
    </div>
  );
}

const LONGEST_TIMER_MS = 2_147_000_000;

/** When the sale opens, everything on the page about it is out of date. */
function useRefreshAt(instant: number): void {
  const queries = useQueryClient();
  useEffect(() => {
    const wait = instant - Date.now() + 300;
    if (wait > LONGEST_TIMER_MS) return;
    const timer = setTimeout(() => void queries.invalidateQueries(), Math.max(1_000, wait));
    return () => {
      clearTimeout(timer);
    };
  }, [instant, queries]);
}
