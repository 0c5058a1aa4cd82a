import type { PerformanceDetail } from '@ticket-flow/client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Poster } from '../../shared/poster/Poster.tsx';
import { useOnline } from '../../shared/use-online.ts';
import { clockWords } from './room-words.ts';
import { useRoomTime } from './use-room-time.ts';
import { useWhen } from './use-when.ts';
import type { RoomNow } from './use-waiting-room.ts';

interface RoomTicketProps {
  readonly performance: PerformanceDetail;
  readonly current: RoomNow;
  readonly children: ReactNode;
}

/** A number ticket: where one stands, and on its stub what for. */
export function RoomTicket({ performance, current, children }: RoomTicketProps) {
  const { t } = useTranslation();
  return (
    <article className="room-ticket">
      <div className="room-face">
        <p className="room-name">{t('room.name')}</p>
        {children}
        <Connection current={current} />
      </div>
      <Stub performance={performance} />
    </article>
  );
}

function Stub({ performance }: { performance: PerformanceDetail }) {
  const { event, startsAt, venue } = performance;
  const when = useWhen(performance);
  return (
    <Link to={`/events/${event.slug}`} className="room-stub">
      <span className="room-stub-poster">
        <Poster poster={event.poster} title={event.title} plain />
      </span>
      <span className="room-stub-text">
        <strong>{event.title}</strong>
        <span className="figures">{when(startsAt)}</span>
        <span>{venue.name}</span>
      </span>
    </Link>
  );
}

/** Only when there is something to say: a place that is told live needs no sign of it. */
function Connection({ current }: { current: RoomNow }) {
  const { t } = useTranslation();
  const isOnline = useOnline();
  const { waitingRoom, state, place } = current;
  const now = useRoomTime(current.now);
  if (!place || (state === 'live' && isOnline)) return null;
  const isOffline = state === 'offline' || !isOnline;
  const keptMs = (waitingRoom?.keptUntil ?? 0) - now;
  const isKept = place.state === 'lobby' || place.state === 'waiting';
  const clock = clockWords(keptMs, t);
  return (
    <p className="room-connection" role="status" data-testid="room-connection">
      {!isOffline && t('room.catchingUp')}
      {isOffline && !isKept && t('room.offline')}
      {isOffline && isKept && waitingRoom?.keptUntil === undefined && t('room.offline')}
      {isOffline && isKept && waitingRoom?.keptUntil !== undefined && (
        <span aria-live="off">
          {keptMs > 0 ? t('room.offlineKept', { clock }) : t('room.offlineLate')}
        </span>
      )}
    </p>
  );
}
