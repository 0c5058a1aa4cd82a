import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MySeat } from './my-seats.ts';
import type { SeatWords } from './use-words.ts';

interface SeatAnnouncerProps {
  readonly seats: readonly MySeat[];
  readonly total: string;
  readonly words: SeatWords;
}

/** Says changes of my own seats, and nothing of the hundreds of others that change all the time. */
export function SeatAnnouncer({ seats, total, words }: SeatAnnouncerProps) {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const before = useRef<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const gained = seats.filter(({ seat }) => !before.current.has(seat));
    const lost = before.current.size + gained.length > seats.length;
    before.current = new Set(seats.map(({ seat }) => seat));
    const count = seats.length;
    if (gained.length > 0) {
      const label = gained.map((seat) => words.label(seat)).join(', ');
      setSaid(t('mine.announceHeld', { label, seats: count, total }));
    } else if (lost) setSaid(t('mine.announceReleased', { seats: count, total }));
  }, [seats, total, words, t]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {said}
    </p>
  );
}
