import type { PerformanceSummary } from '@ticket-flow/client';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import { useRoomView } from './use-waiting-room.ts';
import { useWhen } from './use-when.ts';

/** On the page of an event: when its waiting room opens, or what goes on in it. */
export function RoomNote({ performance }: { performance: PerformanceSummary }) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const when = useWhen(performance);
  const { data } = useRoomView(performance.id, performance.waitingRoom);
  if (!performance.waitingRoom || !data) return null;
  const { phase, lobbyOpensAt, opensAt, waiting } = data.room;
  const words = {
    before: () => t('room.noteBefore', { when: when(lobbyOpensAt) }),
    lobby: () => t('room.noteLobby', { when: when(opensAt) }),
    open: () => t('room.noteOpen', { waiting: formatNumber(waiting, locale) }),
    paused: () => t('room.notePaused'),
    draining: () => t('room.noteDraining'),
    closed: () => t('room.noteClosed'),
    lifted: () => '',
  };
  const text = words[phase]();
  if (text === '') return null;
  return (
    <p className="room-note" data-testid="room-note">
      {text}
    </p>
  );
}
