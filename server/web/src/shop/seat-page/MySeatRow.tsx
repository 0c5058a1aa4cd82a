import type { PerformanceDetail } from '@ticket-flow/client';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { GradeMark } from './GradeMark.tsx';
import type { MySeat } from './my-seats.ts';
import type { SeatWords } from './use-words.ts';

interface MySeatRowProps {
  readonly seat: MySeat;
  readonly performance: PerformanceDetail;
  readonly words: SeatWords;
  readonly choose: (seat: number, priceType: string) => void;
  readonly giveBack: (seat: number) => void;
}

export function MySeatRow({ seat, performance, words, choose, giveBack }: MySeatRowProps) {
  const { t } = useTranslation();
  const label = words.label(seat);
  const types = performance.priceTypes.filter(({ code }) => seat.grade?.prices[code] !== undefined);
  const grouped = seat.groupSize > 1;
  return (
    <li className="mine-seat" data-testid={`my-seat-${seat.label}`}>
      {seat.grade && <GradeMark color={seat.grade.color} rank={seat.rank} />}
      <span className="mine-label">
        <strong>{label}</strong>
        <small>{seat.grade?.name}</small>
      </span>
      <select
        className="select mine-type"
        aria-label={t('mine.priceType', { label })}
        value={seat.priceType}
        onChange={(event) => {
          choose(seat.seat, event.currentTarget.value);
        }}
      >
        {types.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <span className="mine-price figures">{words.money(seat.amount)}</span>
      {seat.firstOfGroup && (
        <button
          type="button"
          className="icon-button"
          aria-label={
            grouped
              ? t('mine.removeGroup', { places: seat.groupSize })
              : t('mine.remove', { label })
          }
          title={grouped ? t('mine.removeGroup', { places: seat.groupSize }) : undefined}
          onClick={() => {
            giveBack(seat.seat);
          }}
        >
          <X size={18} aria-hidden />
        </button>
      )}
    </li>
  );
}
