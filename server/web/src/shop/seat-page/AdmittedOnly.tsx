import type { PerformanceDetail } from '@ticket-flow/client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { useSession } from '../../shared/services.ts';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { roomPath } from '../waiting-room/room-path.ts';
import { useWaitingRoom } from '../waiting-room/use-waiting-room.ts';
import { Drawing } from './Drawing.tsx';
import { SeatRoom } from './SeatRoom.tsx';

/** The seats of a performance with a waiting room; whoever isn't let in is led there. */
export function AdmittedOnly({ performance }: { performance: PerformanceDetail }) {
  const { t } = useTranslation();
  const session = useSession();
  const current = useWaitingRoom(performance.id);
  const { waitingRoom, room, place, error } = current;
  const [wasInside, setWasInside] = useState(false);
  const isAdmitted = place?.state === 'admitted';
  const mustEnter = isAdmitted && !place.entered;
  useEffect(() => {
    if (isAdmitted) setWasInside(true);
  }, [isAdmitted]);
  useEffect(() => {
    // Whoever opens the seats has come.
    if (mustEnter) waitingRoom?.enter().catch(() => undefined);
  }, [mustEnter, waitingRoom]);
  if (room?.phase === 'lifted' || hasCode(error, 'NOT_FOUND')) {
    return <SeatRoom performance={performance} />;
  }
  // What is chosen stays on the screen when the time is over.
  if (isAdmitted || (wasInside && session.status === 'signedIn')) {
    return <SeatRoom performance={performance} admission={current} />;
  }
  if (session.status === 'visitor' || place) {
    return <Navigate to={roomPath(performance.id)} replace />;
  }
  if (!error) return <Drawing />;
  return (
    <div className="page page-narrow">
      <LoadFailed isPage title={t('room.errorTitle')} error={error} retry={current.retry} />
    </div>
  );
}
