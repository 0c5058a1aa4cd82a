import type { Locale, RoomPlace, WaitingRoomFacts } from '@ticket-flow/client';
import type { TFunction } from 'i18next';
import { formatNumber, timeLeft } from '../../shared/format.ts';
import type { RoomScene } from './room-scene.ts';

const MINUTE_MS = 60_000;

/** Time left, with its days if there are any. */
export function clockWords(ms: number, t: TFunction): string {
  const { days, clock } = timeLeft(ms);
  return days > 0 ? t('countdown.days', { days, clock }) : clock;
}

/** An estimate as people say one: no more exact than it is. */
export function waitWords(etaMs: number, t: TFunction): string {
  const minutes = Math.ceil(etaMs / MINUTE_MS);
  if (minutes <= 1) return t('room.waitMinute');
  if (minutes <= 10) return t('room.waitMinutes', { minutes });
  const rough = Math.round(minutes / 5) * 5;
  if (rough < 60) return t('room.waitMinutes', { minutes: rough });
  const quarters = Math.round(minutes / 15);
  const hours = Math.floor(quarters / 4);
  const rest = (quarters % 4) * 15;
  if (rest === 0) return t('room.waitHours', { hours });
  return t('room.waitHoursMinutes', { hours, minutes: rest });
}

/** Moments of a countdown that are worth interrupting somebody who listens. */
const TOLD_AT_MS = [10_000, 30_000, 1, 3, 5, 10, 30, 60].map((value) =>
  value < 1_000 ? value * MINUTE_MS : value,
);

/** The next of these moments at or above what is left; it stays the same between two of them. */
export function toldMoment(leftMs: number): number | undefined {
  return TOLD_AT_MS.find((moment) => leftMs <= moment);
}

/**
 * The part of the line that a position is in: one by one for the last ten, ever longer parts behind.
 * A line that moves every second is told of when a part of it is done.
 */
export function partOfLine(position: number): number {
  if (position <= 10) return position;
  const step = 5 * 10 ** Math.max(1, Math.floor(Math.log10(position)) - 1);
  return Math.ceil(position / step) * step;
}

interface Told {
  readonly scene: RoomScene;
  readonly room: WaitingRoomFacts | undefined;
  readonly place: RoomPlace | undefined;
  readonly now: number;
  readonly locale: Locale;
}

export interface Announcement {
  /** What is the same under the same key is not told again. */
  readonly key: string;
  readonly text: string;
}

/** What a screen reader says besides the heading of a scene. */
export function announcement(told: Told, t: TFunction): Announcement {
  const { scene, room, place, now, locale } = told;
  if (place?.state === 'waiting') {
    const { position, etaMs } = place;
    const wait = etaMs === null ? t('room.waitPaused') : waitWords(etaMs, t);
    const text = t('room.sayPosition', { position: formatNumber(position, locale), wait });
    return { key: `${scene} ${String(partOfLine(position))} ${locale}`, text };
  }
  const moment = scene === 'lobby' && room ? toldMoment(room.opensAt - now) : undefined;
  if (moment === undefined) return { key: scene, text: '' };
  const left =
    moment < MINUTE_MS
      ? t('room.saySeconds', { seconds: moment / 1_000 })
      : t('room.sayMinutes', { minutes: moment / MINUTE_MS });
  const text = t('room.sayCountdown', { left });
  return { key: text, text };
}
