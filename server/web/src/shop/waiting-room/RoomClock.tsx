import { useTranslation } from 'react-i18next';
import { timeLeft } from '../../shared/format.ts';
import { useRoomTime } from './use-room-time.ts';

interface RoomClockProps {
  readonly until: number;
  /** The server's clock. */
  readonly now: () => number;
}

/** Time left by the server's clock. Not announced: the page's voice picks its moments. */
export function RoomClock({ until, now }: RoomClockProps) {
  const { t } = useTranslation();
  const { days, clock } = timeLeft(until - useRoomTime(now));
  return (
    <span className="room-clock figures" role="timer" aria-live="off" data-testid="room-clock">
      {days > 0 ? t('countdown.days', { days, clock }) : clock}
    </span>
  );
}
