import type { PerformanceDetail } from '@ticket-flow/client';
import type { SeatMap } from '@ticket-flow/client/seat-map';
import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RoomClock } from '../waiting-room/RoomClock.tsx';
import { roomPath } from '../waiting-room/room-path.ts';
import { useRoomTime } from '../waiting-room/use-room-time.ts';
import type { RoomNow } from '../waiting-room/use-waiting-room.ts';
import { useHeldSeats } from './use-seat-map.ts';

interface AdmissionStripProps {
  readonly performance: PerformanceDetail;
  readonly admission: RoomNow;
  readonly map: SeatMap | undefined;
}

const SOON_MS = 120_000;

/** How long seats can be chosen; afterwards what is still possible. */
export function AdmissionStrip({ performance, admission, map }: AdmissionStripProps) {
  const { t } = useTranslation();
  const { place, now } = admission;
  const isHolding = useHeldSeats(map).length > 0;
  const time = useRoomTime(now);
  const until = place?.state === 'admitted' ? place.until : 0;
  // Nothing is known of the place while the connection is being made again.
  if (!place) return null;
  if (until > time) {
    const isSoon = until - time < SOON_MS;
    return (
      <div className="admission" data-state={isSoon ? 'soon' : 'in'} data-testid="admission">
        <Hourglass size={18} aria-hidden />
        <span>{t('room.admitted')}</span>
        <strong>
          <RoomClock until={until} now={now} />
        </strong>
        <span role="status">{isSoon && t('room.admittedSoon')}</span>
      </div>
    );
  }
  return (
    <div className="admission" data-state="over" data-testid="admission">
      <Hourglass size={18} aria-hidden />
      <span role="status">{t(isHolding ? 'room.overHolding' : 'room.over')}</span>
      {isHolding ? (
        <Link className="button" to={`/checkout/${String(performance.id)}`}>
          {t('room.toCheckout')}
        </Link>
      ) : (
        <Link className="button" to={roomPath(performance.id)}>
          {t('room.backToRoom')}
        </Link>
      )}
    </div>
  );
}
