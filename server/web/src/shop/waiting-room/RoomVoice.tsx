import type { PerformanceDetail } from '@ticket-flow/client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/format.ts';
import { useLocale } from '../../shared/i18n/index.ts';
import type { RoomScene } from './room-scene.ts';
import { announcement, clockWords } from './room-words.ts';
import type { Announcement } from './room-words.ts';
import { useRoomTime } from './use-room-time.ts';
import type { RoomNow } from './use-waiting-room.ts';

interface RoomVoiceProps {
  readonly scene: RoomScene;
  readonly current: RoomNow;
  readonly performance: PerformanceDetail;
}

/** What the tab's title and a screen reader say while somebody does something else. */
export function RoomVoice({ scene, current, performance }: RoomVoiceProps) {
  const { t } = useTranslation();
  const { room, place } = current;
  const { locale } = useLocale();
  const now = useRoomTime(current.now);
  const said = useSteady(announcement({ scene, room, place, now, locale }, t));
  const title = useWhere(scene, current, now);
  useEffect(() => {
    document.title = `${title ?? t('room.name')} · ${performance.event.title}`;
  }, [title, t, performance]);
  return (
    <p className="visually-hidden" role="status" data-testid="room-voice">
      {said}
    </p>
  );
}

/** The words as they were when the key came up: a text that changes is a text that is spoken. */
function useSteady({ key, text }: Announcement): string {
  const [said, setSaid] = useState({ key, text });
  if (said.key !== key) setSaid({ key, text });
  return said.text;
}

function useWhere(scene: RoomScene, { room, place }: RoomNow, now: number): string | undefined {
  const { t } = useTranslation();
  const { locale } = useLocale();
  if (scene === 'turn') return t('room.titleTurn');
  if (place?.state === 'waiting') {
    return t('room.titlePosition', { position: formatNumber(place.position, locale) });
  }
  const until = scene === 'before' ? room?.lobbyOpensAt : room?.opensAt;
  const counts = scene === 'before' || scene === 'lobby';
  if (!counts || until === undefined || until < now) return undefined;
  return t('room.titleCountdown', { clock: clockWords(until - now, t) });
}
