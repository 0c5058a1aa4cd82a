import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { explain } from '../../shared/explain.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { notify } from './notification.ts';
import { Panel } from './Panel.tsx';
import { RoomClock } from './RoomClock.tsx';
import type { SceneProps } from './RoomScenes.tsx';

/** Long enough to read what is happening. */
const GO_AFTER_MS = 4_000;

/** Let in: to the seats, by itself if somebody is looking. */
export function TurnScene({ current, performance }: SceneProps) {
  const { t } = useTranslation();
  const { waitingRoom, place, now } = current;
  const navigate = useNavigate();
  const [isGoing, setGoing] = useState(false);
  const [problem, setProblem] = useState<string>();
  const until = place?.state === 'admitted' ? place.until : 0;
  const go = async (): Promise<void> => {
    setGoing(true);
    setProblem(undefined);
    try {
      await waitingRoom?.enter();
      await navigate(`/performances/${String(performance.id)}`, { replace: true });
    } catch (error) {
      setProblem(explain(error, t));
      setGoing(false);
      await waitingRoom?.look().catch(() => undefined);
    }
  };
  useGoWhenSeen(go);
  const { title } = performance.event;
  useEffect(() => notify(t('room.turnTitle'), t('room.notifyBody', { title })), [t, title]);
  return (
    <Panel
      title={t('room.turnTitle')}
      label={t('room.turnLabel')}
      figure={<RoomClock until={until} now={now} />}
      body={t('room.turnBody')}
    >
      <div className="room-actions">
        <Button
          look="primary"
          large
          data-testid="room-go"
          waiting={isGoing ? t('room.going') : undefined}
          onClick={() => void go()}
        >
          {t('room.go')}
        </Button>
        {problem !== undefined && (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
      </div>
    </Panel>
  );
}

/** Nobody is taken in behind their back: the time for choosing would run while they are away. */
function useGoWhenSeen(go: () => Promise<void>): void {
  const [isSeen, setSeen] = useState(() => document.visibilityState === 'visible');
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const look = (): void => {
      setSeen(document.visibilityState === 'visible');
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  useEffect(() => {
    if (!isSeen) return;
    const timer = setTimeout(() => {
      setDue(true);
    }, GO_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isSeen]);
  const newest = useRef(go);
  useEffect(() => {
    newest.current = go;
  });
  // Once: what comes of it is shown, and the button is there for another try.
  useEffect(() => {
    if (isDue) void newest.current();
  }, [isDue]);
}

/** Inside already, on whatever device. */
export function InsideScene({ current, performance }: SceneProps) {
  const { t } = useTranslation();
  const { place, now } = current;
  const until = place?.state === 'admitted' ? place.until : 0;
  return (
    <Panel
      title={t('room.insideTitle')}
      label={t('room.insideLabel')}
      figure={<RoomClock until={until} now={now} />}
      body={t('room.insideBody')}
    >
      <Link
        className="button button-primary button-large"
        to={`/performances/${String(performance.id)}`}
      >
        {t('room.toSeats')}
      </Link>
    </Panel>
  );
}
