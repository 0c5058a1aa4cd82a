import { useTranslation } from 'react-i18next';
import { clockWords } from './room-words.ts';
import { useRoomTime } from './use-room-time.ts';

interface RoomClockProps {
  readonly until: number;
  /** The server's clock. */
  readonly now: () => number;
}

/** Time left by the server's clock. Not announced: the page's voice picks its moments. */
export function RoomClock({ until, now }: RoomClockProps) {
  const { t } = useTranslation();
  const left = until - useRoomTime(now);
  return (
    <span className="room-clock figures" role="timer" aria-live="off" data-testid="room-clock">
      {clockWords(left, t)}
    </span>
  );
}
