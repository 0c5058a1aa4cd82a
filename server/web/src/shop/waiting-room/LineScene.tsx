import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { LeaveLine } from './LeaveLine.tsx';
import { NotifyMe } from './NotifyMe.tsx';
import { Panel } from './Panel.tsx';
import { RoomClock } from './RoomClock.tsx';
import type { SceneProps } from './RoomScenes.tsx';
import { useFirstPosition } from './first-position.ts';
import { waitWords } from './room-words.ts';
import { useRoomTime } from './use-room-time.ts';
import { useWhen } from './use-when.ts';

/** In the lobby: nobody is ahead of anybody. */
export function LobbyScene({ current, performance }: SceneProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { room, now } = current;
  const opensAt = room?.opensAt ?? 0;
  const isDrawing = useRoomTime(now) >= opensAt;
  const when = useWhen(performance)(opensAt, 'time');
  const waiting = room?.waiting ?? 0;
  return (
    <Panel
      title={t(isDrawing ? 'room.drawing' : 'room.lobbyTitle')}
      label={t('room.lobbyLabel')}
      figure={<RoomClock until={opensAt} now={now} />}
      body={isDrawing ? t('room.drawingBody') : t('room.lobbyBody', { when })}
    >
      {waiting > 1 && (
        <p className="room-with figures">
          {t('room.lobbyWith', { waiting: formatNumber(waiting, locale) })}
        </p>
      )}
      <Waiting current={current} />
    </Panel>
  );
}

/** In line: where, how many are ahead, and about how long. */
export function LineScene({ current, performance }: SceneProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const { room, place } = current;
  const position = place?.state === 'waiting' ? place.position : 1;
  const etaMs = place?.state === 'waiting' ? place.etaMs : null;
  const isPaused = room?.phase === 'paused';
  const wait = etaMs === null ? t('room.waitUnknown') : waitWords(etaMs, t);
  const ahead = formatNumber(position - 1, locale);
  return (
    <Panel
      title={t(isPaused ? 'room.pausedTitle' : 'room.lineTitle')}
      label={t('room.position')}
      figure={
        <span className="room-position figures" data-testid="room-position">
          {formatNumber(position, locale)}
          <span className="room-unit">{t('room.positionUnit')}</span>
        </span>
      }
      body={isPaused ? t('room.pausedBody') : undefined}
    >
      <Progress performanceId={performance.id} opensAt={room?.opensAt ?? 0} position={position} />
      <div className="room-facts">
        {!isPaused && (
          <p>
            <span>{t('room.wait')}</span> <strong data-testid="room-wait">{wait}</strong>
          </p>
        )}
        <p>
          <strong className="figures">
            {position > 1 ? t('room.ahead', { ahead }) : t('room.next')}
          </strong>
        </p>
      </div>
      {room?.phase === 'draining' && <p className="room-body">{t('room.drainingNote')}</p>}
      <Waiting current={current} />
    </Panel>
  );
}

interface ProgressProps {
  readonly performanceId: number;
  readonly opensAt: number;
  readonly position: number;
}

function Progress({ performanceId, opensAt, position }: ProgressProps) {
  const { t } = useTranslation();
  const first = useFirstPosition(`${String(performanceId)}.${String(opensAt)}`, position);
  const done = first > 1 ? (first - position) / (first - 1) : 1;
  const percent = Math.round(done * 100);
  return (
    <div
      className="room-progress"
      role="progressbar"
      aria-label={t('room.progress')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={{ width: `${String(percent)}%` }} />
    </div>
  );
}

/** What whoever waits may want to know or do. */
function Waiting({ current }: Pick<SceneProps, 'current'>) {
  const { t } = useTranslation();
  return (
    <>
      <p className="room-kept">
        <strong>{t('room.keptTitle')}</strong> {t('room.kept')}
      </p>
      <div className="room-quiet">
        <NotifyMe />
        <LeaveLine current={current} />
      </div>
    </>
  );
}
