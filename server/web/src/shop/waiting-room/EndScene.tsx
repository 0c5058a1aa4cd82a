import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { JoinButton } from './JoinButton.tsx';
import { OtherDates } from './OtherDates.tsx';
import { Panel } from './Panel.tsx';
import { mayJoin } from './room-scene.ts';
import type { SceneProps } from './RoomScenes.tsx';

export type End =
  'full' | 'soldOut' | 'closed' | 'finished' | 'missed' | 'timedOut' | 'absent' | 'left';

/** Ends after which people may stand in line once more. */
const AGAIN: readonly End[] = ['missed', 'timedOut', 'absent', 'left', 'finished'];
const ELSEWHERE: readonly End[] = ['full', 'soldOut', 'closed'];

/** What happened, and what there is to do now. */
export function EndScene({ end, current, performance }: SceneProps & { readonly end: End }) {
  const { t } = useTranslation();
  const again = AGAIN.includes(end) && current.room !== undefined && mayJoin(current.room);
  const isBought = end === 'finished';
  return (
    <Panel title={t(`room.${end}Title`)} body={t(`room.${end}Body`)}>
      {isBought && (
        <Link className="button button-primary button-large" to="/orders">
          {t('room.toOrders')}
        </Link>
      )}
      {again && !isBought && <p className="room-body">{t('room.againBody')}</p>}
      {again && !isBought && <JoinButton current={current} label={t('room.joinAgain')} />}
      {(ELSEWHERE.includes(end) || (!again && !isBought)) && (
        <OtherDates performance={performance} />
      )}
    </Panel>
  );
}
