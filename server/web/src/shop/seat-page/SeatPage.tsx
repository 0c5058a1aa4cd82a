import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { NotFoundPage } from '../layout/NotFoundPage.tsx';
import { useGeometry, usePerformance } from '../queries.ts';
import { layOut } from '../seat-map/layout.ts';
import { useTitle } from '../use-title.ts';
import { SeatRoom } from './SeatRoom.tsx';
import './seat-page.css';

export function SeatPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const performanceId = /^\d{1,12}$/.test(id) ? Number(id) : undefined;
  const { data, error, refetch } = usePerformance(performanceId);
  const performance = data?.performance;
  const geometry = useGeometry(performance?.geometryUrl);
  useTitle(performance ? `${t('document.seats')}: ${performance.event.title}` : t('document.seats'));
  const layout = useMemo(
    () => (geometry.data && performance ? layOut(geometry.data, performance) : undefined),
    [geometry.data, performance],
  );
  if (performanceId === undefined || hasCode(error, 'NOT_FOUND')) {
    return <NotFoundPage title={t('event.missingTitle')} body={t('event.missingBody')} />;
  }
  const failure = data ? geometry.error : (error ?? geometry.error);
  if (failure && !layout) {
    return (
      <div className="page page-narrow">
        <LoadFailed
          title={t('map.errorTitle')}
          error={failure}
          retry={() => {
            void refetch();
            void geometry.refetch();
          }}
        />
      </div>
    );
  }
  if (!performance || !layout) return <Drawing />;
  return <SeatRoom key={performance.id} performance={performance} layout={layout} />;
}

function Drawing() {
  const { t } = useTranslation();
  return (
    <div className="seat-room seat-room-waiting" role="status">
      <span className="spinner" aria-hidden />
      {t('map.loading')}
    </div>
  );
}
