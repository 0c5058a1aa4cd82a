import { useTranslation } from 'react-i18next';
import { timeLeft } from '../format.ts';
import { useNow } from '../use-now.ts';

interface CountdownProps {
  readonly until: number;
  /** The server's clock minus this device's. */
  readonly offsetMs?: number;
}

/** Time left, each second. Not announced: a clock that speaks every second helps nobody. */
export function Countdown({ until, offsetMs = 0 }: CountdownProps) {
  const { t } = useTranslation();
  useNow();
  // Not the last tick's time: what is counted may have changed since, and would be a second off.
  const { days, clock } = timeLeft(until - Date.now() - offsetMs);
  return (
    <span className="figures" role="timer" aria-live="off">
      {days > 0 ? t('countdown.days', { days, clock }) : clock}
    </span>
  );
}
