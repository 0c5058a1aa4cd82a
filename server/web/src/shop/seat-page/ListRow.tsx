import type { PerformanceDetail } from '@ticket-flow/client';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapLayout } from '../seat-map/layout.ts';
import { LOOK_NAMES } from '../seat-map/looks.ts';
import { gradePaint } from '../seat-map/paint.ts';
import { FULL_PRICE } from './my-seats.ts';
import type { SeatWords } from './use-words.ts';

interface ListRowProps {
  readonly name: string;
  /** Indices and looks as text: a row is drawn again only when one of its own seats changed. */
  readonly seats: string;
  readonly looks: string;
  readonly layout: MapLayout;
  readonly performance: PerformanceDetail;
  readonly words: SeatWords;
  readonly pick: (seat: number) => void;
}

export const ListRow = memo(function ListRow(props: ListRowProps) {
  const { name, seats, looks, layout, performance, words, pick } = props;
  const { t } = useTranslation();
  return (
    <div
      className="list-row"
      role="group"
      aria-label={name === '' ? undefined : t('map.row', { row: name })}
    >
      <span className="list-row-name">{name}</span>
      <div className="list-seats">
        {seats.split(' ').map((text, k) => {
          const seat = Number(text);
          const look = LOOK_NAMES[Number(looks[k])] ?? 'notForSale';
          const grade = performance.grades[layout.gradeRank[seat] ?? -1];
          const label = layout.seats[seat]?.label ?? '';
          const price = grade?.prices[FULL_PRICE];
          return (
            <button
              key={seat}
              type="button"
              className="list-seat"
              data-look={look}
              style={grade && { borderBottomColor: gradePaint(grade.color, '#f7f7fa').fill }}
              aria-pressed={look === 'mine'}
              aria-disabled={look !== 'free' && look !== 'mine'}
              aria-label={t('list.seat', {
                label,
                grade: grade?.name ?? '',
                price: price === undefined ? '' : words.money(price),
                look: t(`look.${look}`),
              })}
              onClick={() => {
                pick(seat);
              }}
            >
              {layout.seats[seat]?.number}
            </button>
          );
        })}
      </div>
    </div>
  );
});
