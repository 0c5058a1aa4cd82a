import type { PerformanceDetail } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { posterBackdrop } from '../../shared/poster/colours.ts';
import { useSession } from '../../shared/services.ts';
import { StateBox } from '../../shared/ui/StateBox.tsx';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { NotFoundPage } from '../layout/NotFoundPage.tsx';
import { usePerformance } from '../queries.ts';
import { useTitle } from '../use-title.ts';
import { FairDraw } from './FairDraw.tsx';
import { RoomScenes } from './RoomScenes.tsx';
import { RoomTicket } from './RoomTicket.tsx';
import { RoomVoice } from './RoomVoice.tsx';
import { sceneOf } from './room-scene.ts';
import { useWaitingRoom } from './use-waiting-room.ts';
import './waiting-room.css';
import './room-ticket.css';
import './room-scenes.css';

/** Where people wait until they may choose seats. */
export function WaitingRoomPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const performanceId = /^\d{1,12}$/.test(id) ? Number(id) : undefined;
  const { data, error, refetch } = usePerformance(performanceId);
  if (performanceId === undefined || hasCode(error, 'NOT_FOUND')) {
    return <NotFoundPage title={t('event.missingTitle')} body={t('event.missingBody')} />;
  }
  const performance = data?.performance;
  if (performance) return <Room key={performance.id} performance={performance} />;
  return error ? <Failed error={error} retry={() => void refetch()} /> : <NotYet />;
}

function Room({ performance }: { performance: PerformanceDetail }) {
  const current = useWaitingRoom(performance.id);
  const session = useSession();
  const scene = sceneOf({ session, room: current.room, place: current.place });
  if (scene === 'lifted')
    return <Navigate to={`/performances/${String(performance.id)}`} replace />;
  if (hasCode(current.error, 'NOT_FOUND')) return <Missing performance={performance} />;
  if (current.error && scene === 'loading') {
    return <Failed error={current.error} retry={current.retry} />;
  }
  return (
    <div
      className="waiting-room"
      style={{ background: posterBackdrop(performance.event.poster.hue) }}
      data-testid="waiting-room"
      data-scene={scene}
    >
      <RoomVoice scene={scene} current={current} performance={performance} />
      <div className="waiting-room-inner">
        <RoomTicket performance={performance} current={current}>
          <RoomScenes scene={scene} current={current} performance={performance} />
        </RoomTicket>
        {current.room && scene !== 'loading' && (
          <FairDraw room={current.room} performance={performance} />
        )}
      </div>
    </div>
  );
}

function Missing({ performance }: { performance: PerformanceDetail }) {
  const { t } = useTranslation();
  useTitle(t('room.name'));
  return (
    <div className="page page-narrow">
      <StateBox isPage title={t('room.missingTitle')} body={t('room.missingBody')}>
        <Link className="button button-primary" to={`/performances/${String(performance.id)}`}>
          {t('room.toSeats')}
        </Link>
      </StateBox>
    </div>
  );
}

function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  useTitle(t('room.name'));
  return (
    <div className="page page-narrow">
      <LoadFailed isPage title={t('room.errorTitle')} error={error} retry={retry} />
    </div>
  );
}

function NotYet() {
  const { t } = useTranslation();
  useTitle(t('room.name'));
  return (
    <div className="waiting-room waiting-room-blank">
      <h1 className="visually-hidden">{t('room.name')}</h1>
      <p className="visually-hidden" role="status">
        {t('room.loading')}
      </p>
    </div>
  );
}
