import type { ChartGeometry, PerformanceDetail } from '@ticket-flow/client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { NotFoundPage } from '../layout/NotFoundPage.tsx';
import { useGeometry, usePerformance } from '../queries.ts';
import { layOut } from '../seat-map/layout.ts';
import type { MapLayout } from '../seat-map/layout.ts';
import { useTitle } from '../use-title.ts';
import { SeatRoom } from './SeatRoom.tsx';
import './seat-page.css';
import './seat-stage.css';
import './seat-panel.css';
import './seat-list.css';
import './seat-page-narrow.css';

export function SeatPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const performanceId = /^\d{1,12}$/.test(id) ? Number(id) : undefined;
  const { data, error, refetch } = usePerformance(performanceId);
  const performance = data?.performance;
  const geometry = useGeometry(performance?.geometryUrl);
  useTitle(
    performance ? `${t('document.seats')}: ${performance.event.title}` : t('document.seats'),
  );
  const layout = useLayout(geometry.data, performance);
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

/**
 * Laid out anew only when the seats' grades change: a refetch or another language answers a new
 * object each time, and must not put the map back to its start.
 */
function useLayout(
  chart: ChartGeometry | undefined,
  performance: PerformanceDetail | undefined,
): MapLayout | undefined {
  const [made, setMade] = useState<{ key: string; layout: MapLayout }>();
  const key = performance && chart && layoutKey(performance);
  useEffect(() => {
    if (key === undefined || !chart || !performance || made?.key === key) return;
    setMade({ key, layout: layOut(chart, performance) });
  }, [key, chart, performance, made]);
  return made?.key === key ? made?.layout : undefined;
}

function layoutKey({ geometryUrl, grades, seatGrades }: PerformanceDetail): string {
  return JSON.stringify([
    geometryUrl,
    grades.map(({ id, color, categories }) => [id, color, categories]),
    seatGrades,
  ]);
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
