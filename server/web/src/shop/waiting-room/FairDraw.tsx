import type { PerformanceDetail, WaitingRoomFacts } from '@ticket-flow/client';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DrawCheck } from './DrawCheck.tsx';
import { useWhen } from './use-when.ts';

interface FairDrawProps {
  readonly room: WaitingRoomFacts;
  readonly performance: PerformanceDetail;
}

/** How the order comes about, and that nobody has to take our word for it. */
export function FairDraw({ room, performance }: FairDrawProps) {
  const { t } = useTranslation();
  const when = useWhen(performance)(room.opensAt);
  return (
    <details className="room-fair" data-testid="room-fair">
      <summary>
        {t('room.fairTitle')}
        <ChevronDown size={18} aria-hidden />
      </summary>
      <div className="room-fair-body">
        <p>{t('room.fairDraw', { when })}</p>
        <p>{t('room.fairHash')}</p>
        <dl>
          <div>
            <dt>{t('room.fairHashLabel')}</dt>
            <dd>
              <code>{room.seedHash}</code>
            </dd>
          </div>
          {room.seed !== undefined && (
            <div>
              <dt>{t('room.fairSeedLabel')}</dt>
              <dd>
                <code>{room.seed}</code>
              </dd>
            </div>
          )}
        </dl>
        {room.seed !== undefined && (
          <DrawCheck performanceId={performance.id} seedHash={room.seedHash} />
        )}
      </div>
    </details>
  );
}
