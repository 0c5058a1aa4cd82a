import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { hasCode } from '../../shared/explain.ts';
import { LoadFailed } from '../layout/LoadFailed.tsx';
import { NotFoundPage } from '../layout/NotFoundPage.tsx';
import { usePerformance } from '../queries.ts';
import { useTitle } from '../use-title.ts';
import { AdmittedOnly } from './AdmittedOnly.tsx';
import { Drawing } from './Drawing.tsx';
import { SeatRoom } from './SeatRoom.tsx';
import './seat-page.css';
import './seat-panel.css';
import './seat-page-narrow.css';

export function SeatPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const performanceId = /^\d{1,12}$/.test(id) ? Number(id) : undefined;
  const { data, error, refetch } = usePerformance(performanceId);
  const performance = data?.performance;
  useTitle(
    performance ? `${t('document.seats')}: ${performance.event.title}` : t('document.seats'),
  );
  if (performanceId === undefined || hasCode(error, 'NOT_FOUND')) {
    return <NotFoundPage title={t('event.missingTitle')} body={t('event.missingBody')} />;
  }
  if (performance?.waitingRoom) return <AdmittedOnly key={id} performance={performance} />;
  if (performance) return <SeatRoom key={performance.id} performance={performance} />;
  if (!error) return <Drawing />;
  return (
    <div className="page page-narrow">
      <LoadFailed isPage title={t('map.errorTitle')} error={error} retry={() => void refetch()} />
    </div>
  );
}
